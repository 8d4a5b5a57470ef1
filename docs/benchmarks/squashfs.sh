#!/bin/sh
# A root file system (a tar) to squashfs: mksquashfs and Slipway in turn, whole processes, medians of RUNS (5).
#
#   docs/benchmarks/squashfs.sh [TAR]
#
# Without a tar it makes one of about 700 MB from this machine's /etc and /usr. Needs mksquashfs 4.5 or newer and a JDK 25.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=docs/benchmarks/harness.sh
. "$here/harness.sh"
BLOCK=${BLOCK:-131072}
JVM_FLAGS=${JVM_FLAGS:--Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1}
needs mksquashfs
make_work
find_jdk
build
compile SquashfsBenchmark

tar=${1:-}
if [ -z "$tar" ]; then
    tar=$work/root.tar
    tar -C / --sort=name --exclude='*.a' --exclude='libLLVM*' -cf "$tar" etc usr/sbin usr/lib/x86_64-linux-gnu \
        usr/lib/python3 usr/share/doc usr/share/locale usr/share/man usr/share/zoneinfo 2>/dev/null || true
fi

peer() { # method level
    rm -f "$work/peer"
    mksquashfs - "$work/peer" -tar -comp "$1" -Xcompression-level "$2" -b "$BLOCK" -no-progress -quiet <"$tar"
}

ours() { # method level
    # shellcheck disable=SC2086
    "$jdk/bin/java" --enable-native-access=ALL-UNNAMED $JVM_FLAGS "-Xlog:gc*:file=$work/gc.log" \
        -cp "$program" SquashfsBenchmark "$tar" "$work/ours" "$1:$2" "$BLOCK"
}

describe "$(wc -c <"$tar") bytes, blocks of $BLOCK"
printf '%-8s %10s %10s %7s %12s %12s %7s %8s\n' what peer_s ours_s ratio peer_bytes ours_bytes ratio heap_MB
cat "$tar" >/dev/null
for what in zstd:3 gzip:6; do
    method=${what%:*} level=${what#*:}
    : >"$work/peer.times"
    : >"$work/ours.times"
    for _ in $(seq "$RUNS"); do
        timed peer "$method" "$level" >>"$work/peer.times"
        timed ours "$method" "$level" >>"$work/ours.times"
    done
    peer_s=$(median "$work/peer.times") ours_s=$(median "$work/ours.times")
    peer_b=$(wc -c <"$work/peer") ours_b=$(wc -c <"$work/ours")
    awk -v w="$what" -v ps="$peer_s" -v os="$ours_s" -v pb="$peer_b" -v ob="$ours_b" -v h="$(heap "$work/gc.log")" 'BEGIN {
        printf "%-8s %10.2f %10.2f %7.2f %12d %12d %7.3f %8s\n", w, ps, os, os / ps, pb, ob, ob / pb, h }'
done
