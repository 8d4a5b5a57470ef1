#!/bin/sh
# Bakes a user-data into a base ISO of 1.2 GB: xorriso, cp and Slipway in turn, whole processes, medians of RUNS (5).
#
#   docs/benchmarks/bake.sh [ISO]
#
# Without an ISO it makes one of MEGABYTES (1200) in the layout of Kairos, with boot entries for BIOS and UEFI, of which
# nothing would run. Needs xorriso, mkfs.fat and a JDK 25, and room for four such images. cp shows what copying alone
# costs; it bakes nothing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=docs/benchmarks/harness.sh
. "$here/harness.sh"
MEGABYTES=${MEGABYTES:-1200}
needs xorriso mkfs.fat
make_work
build

make_base() {
    mkdir -p "$work/tree/boot/grub2"
    head -c "$((MEGABYTES * 1000000 - 60000000))" /dev/urandom >"$work/tree/rootfs.squashfs"
    head -c 10000000 /dev/urandom >"$work/tree/boot/kernel"
    head -c 50000000 /dev/urandom >"$work/tree/boot/initrd"
    head -c 32768 /dev/urandom >"$work/tree/boot/eltorito.img"
    head -c 440 /dev/urandom >"$work/mbr"
    cat >"$work/tree/boot/grub2/grub.cfg" <<END
menuentry "Install" {
  linux /boot/kernel root=live:CDLABEL=COS_LIVE install-mode
  initrd /boot/initrd
}
END
    truncate -s 4M "$work/efi.img"
    mkfs.fat "$work/efi.img" >/dev/null
    xorriso -as mkisofs -quiet -r -J -V COS_LIVE -o "$work/base.iso" -partition_offset 16 \
        -b boot/eltorito.img -no-emul-boot -boot-load-size 4 -boot-info-table --grub2-boot-info \
        --grub2-mbr "$work/mbr" -append_partition 2 0xef "$work/efi.img" -appended_part_as_gpt \
        -eltorito-alt-boot -e --interval:appended_partition_2:all:: -no-emul-boot \
        "$work/tree" >"$work/xorriso.log" 2>&1 || { cat "$work/xorriso.log" >&2; exit 1; }
    rm -rf "$work/tree"
}

with_xorriso() {
    xorriso -indev "$base" -outdev "$work/xorriso.iso" -map "$root/examples/user-data" /config.yaml \
        -boot_image any replay >"$work/xorriso.log" 2>&1 || { cat "$work/xorriso.log" >&2; exit 1; }
}

with_cp() { cp "$base" "$work/cp.iso"; }

with_slipway() {
    "$slipway" build-installer --base "iso:$base" --user-data "$root/examples/user-data" --output "$work/ours.iso" \
        >"$work/slipway.log" 2>&1 || { cat "$work/slipway.log" >&2; exit 1; }
}

base=${1:-}
if [ -z "$base" ]; then
    make_base
    base=$work/base.iso
fi
describe "base of $(wc -c <"$base") bytes"
cat "$base" >/dev/null
for _ in $(seq "$RUNS"); do
    note xorriso "$work/xorriso.iso" with_xorriso
    note cp "$work/cp.iso" with_cp
    note ours "$work/ours.iso" with_slipway
done
# Once more, untimed, for the heap.
JDK_JAVA_OPTIONS="-Xlog:gc*:file=$work/gc.log" with_slipway

ours=$(median "$work/ours.times") cp=$(median "$work/cp.times")
table_head
table_row 'bake user-data into a base ISO' 'xorriso' "$(median "$work/xorriso.times")" "$ours" '≤ 0.35' "$(heap "$work/gc.log")"
table_row 'bake user-data into a base ISO' 'cp' "$cp" "$ours" \
    "≤ 1.3 of cp + 0.3 s = $(awk -v c="$cp" 'BEGIN { printf "%.2f s", 1.3 * c + 0.3 }')" "$(heap "$work/gc.log")"
