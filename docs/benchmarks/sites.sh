#!/bin/sh
# Builds the images of SITES (10,000) sites over a base ISO of 1.2 GB: all of them, and one that changed; hands one out to
# a pipe. Peers: xorriso, which writes a whole ISO for each site, run for five of them; cat.
#
#   docs/benchmarks/sites.sh [ISO]
#
# Without an ISO it makes one of MEGABYTES (1200) from a root file system in which nothing would run, with Slipway. Needs
# xorriso, GRUB's modules for BIOS and a JDK 25, and room for four such images.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=docs/benchmarks/harness.sh
. "$here/harness.sh"
MEGABYTES=${MEGABYTES:-1200}
SITES=${SITES:-10000}
PEER_SITES=5
needs xorriso
make_work
build

make_base() {
    mkdir -p "$work/root/boot" "$work/root/usr/lib/shim" "$work/root/usr/lib/grub/x86_64-efi-signed" \
        "$work/root/usr/lib/live/boot"
    cp -r /usr/lib/grub/i386-pc "$work/root/usr/lib/grub/"
    echo 'main() { :; }' >"$work/root/usr/lib/live/boot/9990-main.sh"
    head -c 10000000 /dev/urandom >"$work/root/boot/vmlinuz-1-amd64"
    head -c 50000000 /dev/urandom >"$work/root/boot/initrd.img-1-amd64"
    for loader in shim/shimx64.efi.signed shim/mmx64.efi.signed grub/x86_64-efi-signed/gcdx64.efi.signed; do
        head -c 90000 /dev/urandom >"$work/root/usr/lib/$loader"
    done
    head -c "$((MEGABYTES * 1000000 - 120000000))" /dev/urandom >"$work/root/large"
    SLIPWAY_CACHE=$work/cache "$slipway" build-installer --base "rootfs:$work/root" --flavour debian-live \
        --user-data "$root/examples/user-data" --output "$work/base.iso" --no-evidence >"$work/base.log" 2>&1 ||
        { cat "$work/base.log" >&2; exit 1; }
    rm -rf "$work/root" "$work/cache"
}

# A catalogue like that of a chain of shops: some values of each site, a template of 1 KB.
make_catalogue() { # city-of-the-last-one
    awk -v n="$SITES" -v last="$1" 'BEGIN {
        print "user-data: user-data.ftl\ndefaults:\n  ntp: [0.pool.ntp.org]"
        print "groups:\n  south:\n    tz: Europe/Berlin\nsites:"
        for (i = 0; i < n; i++) {
            net = "10." int(i / 25000) "." int(i / 250) % 256 "."
            printf "  - name: shop-%05d\n    groups: [south]\n    address: %s%d/24\n", i, net, i % 250 + 2
            printf "    gateway: %s1\n    city: \"%s %d\"\n", net, (i == n - 1 ? last : "Town"), i
            printf "    labels: {region: r%d, tier: gold}\n", i % 7
        }
    }' >"$work/sites.yaml"
    cp "$here/sites-user-data.ftl" "$work/user-data.ftl"
}

with_slipway() {
    "$slipway" build-sites --base "iso:$base" --sites "$work/sites.yaml" --output "$work/images" \
        >"$work/slipway.log" 2>&1 || { cat "$work/slipway.log" >&2; exit 1; }
}

with_xorriso() {
    for site in $(seq "$PEER_SITES"); do
        xorriso -indev "$base" -outdev "$work/xorriso.iso" -map "$root/examples/user-data" /slipway/user-data \
            -boot_image any replay >"$work/xorriso.log" 2>&1 || { cat "$work/xorriso.log" >&2; exit 1; }
        sha256sum "$work/xorriso.iso" >"$work/sum"
        rm "$work/xorriso.iso"
    done
}

with_cat() { cat "$base" | cat >/dev/null; }

with_sites_cat() { "$slipway" sites cat shop-00000 --images "$work/images" | cat >/dev/null; }

base=${1:-}
if [ -z "$base" ]; then
    make_base
    base=$work/base.iso
fi
describe "base of $(wc -c <"$base") bytes, $SITES sites"
cat "$base" >/dev/null
for run in $(seq "$RUNS"); do
    rm -rf "$work/images"
    make_catalogue Town
    # A base that changed just now is not relied on.
    touch -d '1 hour ago' "$base"
    note xorriso "$work/none" with_xorriso
    note ours "$work/none" with_slipway
    added=$(du -sk --exclude='base-*' "$work/images" | cut -f1)
    make_catalogue "City $run"
    note changed "$work/none" with_slipway
    note cat "$work/none" with_cat
    note sites-cat "$work/none" with_sites_cat
done
# Once more, untimed, for the heap.
rm -rf "$work/images"
JDK_JAVA_OPTIONS="-Xlog:gc*:file=$work/gc.log" with_slipway

xorriso=$(median "$work/xorriso.times" | awk -v n="$SITES" -v p="$PEER_SITES" '{ print $1 / p * n }')
table_head
table_row "$SITES sites, each with its SHA-256" "xorriso and sha256sum, $PEER_SITES sites, told for all" "$xorriso" \
    "$(median "$work/ours.times")" '≤ 8 s' "$(heap "$work/gc.log")"
table_row "one changed site among $SITES" "the same for one" "$(median "$work/xorriso.times" | awk -v p="$PEER_SITES" '{ print $1 / p }')" \
    "$(median "$work/changed.times")" '≤ 1 s' ''
table_row "one site's image to a pipe" 'cat' "$(median "$work/cat.times")" "$(median "$work/sites-cat.times")" \
    '≥ 0.8 of the speed' ''
echo "new disk space beside the shared image: $added KiB, goal 60 MB"
