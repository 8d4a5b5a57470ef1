#!/bin/sh
# Authors an ISO of 1.2 GB from a folder of 2,000 files, with Rock Ridge and Joliet: xorriso, genisoimage and Slipway in
# turn, whole processes, medians of RUNS (5).
#
#   docs/benchmarks/author.sh
#
# MEGABYTES (1200) is the size of all files. Needs xorriso, genisoimage and a JDK 25, and room for four times the size.
# The command has no verb for a plain ISO, so a program beside this script calls the library. As with the launcher, it
# is compiled before, and starts from a cache that a training run on a small tree made (JEP 514).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=docs/benchmarks/harness.sh
. "$here/harness.sh"
MEGABYTES=${MEGABYTES:-1200}
FOLDERS=40
FILES_IN_FOLDER=50
JVM_FLAGS=${JVM_FLAGS:--Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1}
needs xorriso genisoimage
make_work
find_jdk
build
compile AuthorBenchmark

make_tree() { # folder bytes_per_file
    for number in $(seq -w "$FOLDERS"); do
        mkdir -p "$1/folder-$number"
        head -c "$(($2 * FILES_IN_FOLDER))" /dev/urandom |
            split -b "$2" -a 3 -d --additional-suffix=.bin - "$1/folder-$number/file-"
    done
}

with_xorriso() { xorriso -as mkisofs -quiet -r -J -V BENCHMARK -o "$work/xorriso.iso" "$work/tree" 2>/dev/null; }

with_genisoimage() { genisoimage -quiet -r -J -V BENCHMARK -o "$work/genisoimage.iso" "$work/tree" 2>/dev/null; }

java_program() { # jvm_option... tree iso
    # shellcheck disable=SC2086
    "$jdk/bin/java" --enable-native-access=ALL-UNNAMED $JVM_FLAGS "$@"
}

with_slipway() { # more JVM options
    java_program "-XX:AOTCache=$work/aot" "$@" -cp "$program" AuthorBenchmark "$work/tree" "$work/ours.iso"
}

make_tree "$work/small" 1000
java_program "-XX:AOTCacheOutput=$work/aot" -cp "$program" AuthorBenchmark "$work/small" "$work/small.iso" \
    >"$work/training.log" 2>&1 || { cat "$work/training.log" >&2; exit 1; }
make_tree "$work/tree" $((MEGABYTES * 1000000 / FOLDERS / FILES_IN_FOLDER))

describe "$(find "$work/tree" -type f | wc -l) files, $MEGABYTES MB"
find "$work/tree" -type f -exec cat {} + >/dev/null
for _ in $(seq "$RUNS"); do
    note xorriso "$work/xorriso.iso" with_xorriso
    note genisoimage "$work/genisoimage.iso" with_genisoimage
    note ours "$work/ours.iso" with_slipway
done
# Once more, untimed, for the heap.
with_slipway "-Xlog:gc*:file=$work/gc.log"

ours=$(median "$work/ours.times") heap=$(heap "$work/gc.log")
table_head
table_row 'author an ISO from 2,000 files' 'xorriso -as mkisofs' "$(median "$work/xorriso.times")" "$ours" '< 1' "$heap"
table_row 'author an ISO from 2,000 files' 'genisoimage' "$(median "$work/genisoimage.times")" "$ours" '< 1' "$heap"
