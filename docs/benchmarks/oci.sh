#!/bin/sh
# Makes an installer ISO of an image in a registry on this machine: skopeo, umoci, mksquashfs and xorriso in a row, and
# Slipway, first with an empty cache, then with a full one and another user-data beside cp. Whole processes, medians of
# RUNS (5).
#
#   docs/benchmarks/oci.sh [TAR]
#
# TAR is a root file system that can be a base; without one it is made by the tests' recipe, which needs root, mmdebstrap
# and some minutes. A second layer of this machine's own files brings the image to MEGABYTES (1000) unpacked. Needs
# docker-registry, skopeo, umoci (which unpacks as root), mksquashfs, xorriso, and room for ten such images.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=docs/benchmarks/harness.sh
. "$here/harness.sh"
MEGABYTES=${MEGABYTES:-1000}
PORT=${PORT:-15000}
image=localhost:$PORT/base:1
needs docker-registry skopeo umoci mksquashfs xorriso curl
make_work
build

stop_registry() {
    kill "$registry" 2>/dev/null || true
    rm -rf "$work"
}

start_registry() {
    cat >"$work/registry.yml" <<END
version: 0.1
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: "127.0.0.1:$PORT"}
log: {level: error}
END
    docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
    registry=$!
    trap stop_registry EXIT
    tries=0
    until curl -sf "http://localhost:$PORT/v2/" >/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || fail "the registry does not answer: $(cat "$work/registry.log")"
        sleep 0.1
    done
}

# A layer of real files, as many as are wanted.
filler() { # bytes
    mkdir -p "$work/filler/opt/filler"
    find /usr/lib /usr/share -xdev -type f -size -20M -print0 2>/dev/null | sort -z |
        tar -c --null -T - 2>/dev/null | head -c "$1" >"$work/filler/opt/filler/files.tar" || true
    tar -C "$work/filler/opt/filler" -xf "$work/filler/opt/filler/files.tar" 2>/dev/null || true
    rm -f "$work/filler/opt/filler/files.tar"
    tar -C "$work/filler" -cf "$work/filler.tar" .
    rm -rf "$work/filler"
}

push_image() { # tar
    filler "$((MEGABYTES * 1000000 - $(wc -c <"$1")))"
    umoci init --layout "$work/layout"
    umoci new --image "$work/layout:1"
    umoci raw add-layer --image "$work/layout:1" "$1"
    umoci raw add-layer --image "$work/layout:1" "$work/filler.tar"
    unpacked=$(($(wc -c <"$1") + $(wc -c <"$work/filler.tar")))
    skopeo copy -q --dest-tls-verify=false "oci:$work/layout:1" "docker://$image"
    rm -rf "$work/layout" "$work/filler.tar"
}

with_peers() {
    rm -rf "$work/oci" "$work/bundle" "$work/medium"
    skopeo copy -q --src-tls-verify=false "docker://$image" "oci:$work/oci:1"
    umoci unpack --image "$work/oci:1" "$work/bundle" >/dev/null 2>&1
    mkdir -p "$work/medium/live" "$work/medium/boot/grub"
    mksquashfs "$work/bundle/rootfs" "$work/medium/live/filesystem.squashfs" \
        -comp zstd -Xcompression-level 9 -quiet -no-progress >/dev/null
    cp "$work"/bundle/rootfs/boot/vmlinuz-* "$work/medium/live/vmlinuz"
    cp "$work"/bundle/rootfs/boot/initrd.img-* "$work/medium/live/initrd.img"
    xorriso -as mkisofs -quiet -r -J -V LIVE -partition_offset 16 -o "$work/peers.iso" "$work/medium" \
        >"$work/xorriso.log" 2>&1 || { cat "$work/xorriso.log" >&2; exit 1; }
}

with_slipway() { # user-data
    "$slipway" build-installer --base "$image" --plain-http "localhost:$PORT" --user-data "$1" \
        --output "$work/ours.iso" >"$work/slipway.log" 2>&1 || { cat "$work/slipway.log" >&2; exit 1; }
}

cold() {
    with_slipway "$root/examples/user-data"
}

warm() {
    with_slipway "$work/other-user-data"
}

with_cp() { cp "$work/ours-kept.iso" "$work/cp.iso"; }

tar=${1:-}
if [ -z "$tar" ]; then
    tar=$work/base.tar
    sh "$root/builder/testkit/src/main/resources/dev/slipway/testkit/debian-base.sh" live-boot "$tar"
fi
start_registry
push_image "$tar"
describe "image of $unpacked bytes unpacked, $(du -sb "$work/registry" | cut -f1) in the registry"
export SLIPWAY_CACHE="$work/cache"
for _ in $(seq "$RUNS"); do
    note peers "$work/peers.iso" with_peers
    rm -rf "$work/oci" "$work/bundle" "$work/medium" "$work/cache"
    note cold "$work/ours.iso" cold
done
cp "$work/ours.iso" "$work/ours-kept.iso"
for i in $(seq "$RUNS"); do
    note cp "$work/cp.iso" with_cp
    sed "1a # run $i" "$root/examples/user-data" >"$work/other-user-data"
    note warm "$work/ours.iso" warm
done
# Once more, untimed, for the heap.
rm -rf "$work/cache"
JDK_JAVA_OPTIONS="-Xlog:gc*:file=$work/gc.log" cold

cp=$(median "$work/cp.times")
table_head
table_row 'image of a registry to an ISO, cold cache' 'skopeo, umoci, mksquashfs, xorriso' \
    "$(median "$work/peers.times")" "$(median "$work/cold.times")" '≤ 0.7' "$(heap "$work/gc.log")"
table_row 'the same, warm cache, other user-data' 'cp' "$cp" "$(median "$work/warm.times")" \
    "≤ 1.3 of cp + 0.4 s = $(awk -v c="$cp" 'BEGIN { printf "%.2f s", 1.3 * c + 0.4 }')" ''
