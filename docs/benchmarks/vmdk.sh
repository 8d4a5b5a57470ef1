#!/bin/sh
# A raw disk to a streamOptimized VMDK: qemu-img, Debian's VMDKstream and Slipway in turn, whole processes, medians of
# RUNS (5).
#
#   docs/benchmarks/vmdk.sh [DISK]
#
# Without a disk it makes one of 4 GiB: ext4 with MEGABYTES (1500) of this machine's files below /usr. LEVEL is that of
# deflate, where not the usual one. Needs qemu-img, mke2fs and a JDK 25; VMDKstream (python3-vmdkstream) is left out
# where it is missing. The work is done by a program beside this script, which calls the library.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=docs/benchmarks/harness.sh
. "$here/harness.sh"
MEGABYTES=${MEGABYTES:-1500}
LEVEL=${LEVEL:-}
JVM_FLAGS=${JVM_FLAGS:--Xmx256m -XX:+UseSerialGC}
VMDKSTREAM=/usr/lib/python3/dist-packages/VMDKstream.py
needs qemu-img mke2fs
make_work
find_jdk
build
compile VmdkBenchmark

# Files below /usr, drawn by lot, but the same ones each time.
make_disk() { # disk
    yes | head -c 1000000 >"$work/lots"
    find /usr -xdev -type f -size -100000k -printf '%s %p\n' 2>/dev/null | LC_ALL=C sort |
        sort -R --random-source="$work/lots" |
        awk -v left="$((MEGABYTES * 1000000))" '$1 < left { left -= $1; sub(/^[0-9]+ \//, ""); print }' >"$work/files"
    mkdir "$work/tree"
    tar -C / -cf - -T "$work/files" 2>/dev/null | tar -C "$work/tree" -xf -
    truncate -s 4G "$1"
    mke2fs -q -t ext4 -d "$work/tree" "$1"
    rm -rf "$work/tree"
}

with_qemu() { qemu-img convert -f raw -O vmdk -o subformat=streamOptimized "$disk" "$work/qemu.vmdk"; }

with_vmdkstream() { python3 "$VMDKSTREAM" "$disk" "$work/vmdkstream.vmdk"; }

with_slipway() {
    # shellcheck disable=SC2086
    "$jdk/bin/java" --enable-native-access=ALL-UNNAMED $JVM_FLAGS "-Xlog:gc*:file=$work/gc.log" \
        -cp "$program" VmdkBenchmark "$disk" "$work/ours.vmdk" $LEVEL
}

disk=${1:-}
if [ -z "$disk" ]; then
    disk=$work/disk.raw
    make_disk "$disk"
fi
describe "disk of $(wc -c <"$disk") bytes, $(du -m "$disk" | cut -f1) MiB of them data"
cat "$disk" >/dev/null
for _ in $(seq "$RUNS"); do
    note qemu "$work/qemu.vmdk" with_qemu
    note ours "$work/ours.vmdk" with_slipway
done
if [ -r "$VMDKSTREAM" ]; then
    note vmdkstream "$work/vmdkstream.vmdk" with_vmdkstream
fi
qemu-img compare -f raw -F vmdk "$disk" "$work/ours.vmdk" >/dev/null || fail "what Slipway wrote is another disk"

size() { wc -c <"$work/$1.vmdk"; }

row() { # name peer goal
    table_row "disk to streamOptimized VMDK, size $(echo "$(size ours) $(size "$1")" |
        awk '{ printf "%.3f", $1 / $2 }')" "$2" "$(median "$work/$1.times")" "$ours" "$3" "$heap"
}

ours=$(median "$work/ours.times") heap=$(heap "$work/gc.log")
table_head
row qemu 'qemu-img convert' '<= 0.25, size <= 1.03'
[ ! -e "$work/vmdkstream.times" ] || row vmdkstream 'VMDKstream.py, one run' ''
