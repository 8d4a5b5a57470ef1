#!/bin/sh
# MACHINES (1000) machines that boot at once from 'slipway serve-pxe' as it is used: DHCP in four messages, the script,
# the kernel, the initial file system in ranges of 4 MiB. None may fail. Medians of RUNS (3).
#
#   docs/benchmarks/fleet.sh [INSTALLER]
#
# Without an installer's ISO it builds one of the reference base. Server and machines are in networks of their own, with a
# cable in between, whose speed is what one machine alone gets. Needs root, iproute2, curl and a JDK 25; to build an
# installer also what 'slipway base build' needs.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
RUNS=${RUNS:-3}
# shellcheck source=docs/benchmarks/harness.sh
. "$here/harness.sh"
# shellcheck source=docs/benchmarks/networks.sh
. "$here/networks.sh"
MACHINES=${MACHINES:-1000}
needs curl
make_work
find_jdk
build
compile FleetLoad

installer=${1:-}
if [ -z "$installer" ]; then
    installer=$work/installer.iso
    printf '#cloud-config\ninstall:\n  poweroff: true\n' >"$work/user-data"
    "$slipway" build-installer --user-data "$work/user-data" --output "$installer" >/dev/null
fi

make_networks
cat >"$work/pxe.yaml" <<END
interfaces: {eth0: {dhcp: server, force: true}}
subnets: {10.7.0.0/16: {pools: 10.7.10.0 - 10.7.250.255}}
installers: {shop: {iso: $(readlink -f "$installer")}}
unknown: {boot: install}
state: $work/state
END

describe "$MACHINES machines"
for _ in $(seq "$RUNS"); do
    ip netns exec "$servers" "$slipway" serve-pxe --config "$work/pxe.yaml" >"$work/serve.log" 2>"$work/serve.err" &
    server=$!
    waited=0
    # The machines would wait until the installer's digests are known.
    until ip netns exec "$servers" curl -sf http://10.7.0.1/v1/boot/52:54:00:00:00:01 2>/dev/null | grep -q vmlinuz; do
        waited=$((waited + 1))
        [ "$waited" -lt 300 ] || fail "the server does not serve: $(cat "$work/serve.err")"
        sleep 0.1
    done
    ip netns exec "$clients" "$jdk/bin/java" -Xmx1g --enable-native-access=ALL-UNNAMED -cp "$program" FleetLoad \
        10.7.0.1 10.7.0.2 "$MACHINES"
    stop_server
    rm -rf "$work/state"
done
