#!/bin/sh
# Appliances of the reference base: laid out directly, beside the way through its installer in QEMU; and that of one more
# site. Whole processes, medians of RUNS (5); the installation runs once.
#
#   docs/benchmarks/ova.sh
#
# SITES (1000) are made on top of the first. Needs mmdebstrap and qemu-system-x86_64 with ovmf. The base is made and packed
# before anything is timed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=docs/benchmarks/harness.sh
. "$here/harness.sh"
SITES=${SITES:-1000}
needs mmdebstrap qemu-system-x86_64
make_work
find_jdk
build

cat >"$work/user-data" <<'END'
#cloud-config
stylus:
  site:
    hostName: shop
install:
  poweroff: true
END
cat >"$work/user-data.ftl" <<'END'
#cloud-config
stylus:
  site:
    hostName: ${name}
install:
  poweroff: true
END

catalogue() { # file sites
    {
        echo 'user-data: user-data.ftl'
        echo 'sites:'
        seq "$2" | sed 's/.*/  - name: shop-&/'
    } >"$1"
}

catalogue "$work/one.yaml" 1
catalogue "$work/many.yaml" $((SITES + 1))

direct() { "$slipway" build-ova --user-data "$work/user-data" --output "$work/direct.ova" 2>/dev/null; }

through_qemu() {
    "$slipway" build-installer --user-data "$work/user-data" --no-evidence --output "$work/installer.iso" 2>/dev/null
    "$slipway" build-ova --installer "$work/installer.iso" --output "$work/installed.ova" 2>/dev/null
}

one_site() { "$slipway" build-ova --sites "$work/one.yaml" --output "$work/one" 2>/dev/null; }

many_sites() { "$slipway" build-ova --sites "$work/many.yaml" --output "$work/many" 2>/dev/null; }

direct >/dev/null
rm -f "$work/direct.ova"
describe "$SITES sites behind the first"
note qemu "$work/installed.ova" through_qemu
for _ in $(seq "$RUNS"); do
    note direct "$work/direct.ova" direct
    rm -rf "$work/one" "$work/many"
    note one "$work/none" one_site
    note many "$work/none" many_sites
done
first=$(median "$work/one.times")
next=$(echo "$(median "$work/many.times") $first $SITES" | awk '{ printf "%.4f", ($1 - $2) / $3 }')
own=$(($(wc -c <"$work/many/ovas.json") + $(cat "$work"/many/data/own-*.pack | wc -c)))

table_head
table_row 'direct OVA of the reference base' 'build-installer, and build-ova --installer in QEMU, one run' \
    "$(median "$work/qemu.times")" "$(median "$work/direct.times")" '<= 0.1' ''
awk -v f="$first" -v n="$next" -v b=$((own / (SITES + 1))) 'BEGIN {
    printf "| OVA of the next site of a catalogue, %d bytes each | the first | %.2f | %.4f | %.4f | <= 0.05 | |\n", b, f, n, n / f }'
