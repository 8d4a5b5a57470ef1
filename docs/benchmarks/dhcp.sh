#!/bin/sh
# Leases addresses and offers boot files: complete exchanges of four messages per second that a DHCP server keeps up
# with, Slipway against Kea with its leases in a file, and ProxyDHCP offers per second of Slipway. Medians of RUNS (3).
#
#   docs/benchmarks/dhcp.sh
#
# Needs root, iproute2, kea-dhcp4, perfdhcp (kea-admin) and a JDK 25. Server and clients are in network namespaces, joined
# by a veth pair. The rate is the highest that perfdhcp holds for SECONDS (5) with at most one message in a thousand lost,
# found by halving between 1,000 and RATE_MAX (40,000); each server is warmed up by one run that does not count. Both
# write leases to a file before they answer and neither waits for the disk; `synchronous` is Slipway with a wait for the
# disk for each batch.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
RUNS=${RUNS:-3}
# shellcheck source=docs/benchmarks/harness.sh
. "$here/harness.sh"
# shellcheck source=docs/benchmarks/networks.sh
. "$here/networks.sh"
SECONDS_EACH=${SECONDS_EACH:-5}
RATE_MIN=1000
RATE_MAX=${RATE_MAX:-40000}
STEPS=6
needs kea-dhcp4 perfdhcp
make_work
find_jdk
build
mkdir "$work/classes"
compile DhcpBenchmark

start_slipway() { # proxy or file, synchronous or nothing
    mkfifo "$work/in"
    # shellcheck disable=SC2086 # no second argument is none
    ip netns exec "$servers" "$jdk/bin/java" -Xmx256m --enable-native-access=ALL-UNNAMED -cp "$program" DhcpBenchmark \
        "$1" ${2:-} <"$work/in" >"$work/slipway.log" 2>&1 &
    server=$!
    exec 7>"$work/in"
    rm "$work/in"
    until grep -q ready "$work/slipway.log"; do
        kill -0 $server || fail "the server did not start: $(cat "$work/slipway.log")"
    done
}

start_kea() {
    mkdir -p /run/kea
    cat >"$work/kea.json" <<END
{"Dhcp4": {
  "interfaces-config": {"interfaces": ["eth0"]},
  "lease-database": {"type": "memfile", "persist": true, "name": "$work/kea.leases", "lfc-interval": 0},
  "valid-lifetime": 3600,
  "subnet4": [{"subnet": "10.7.0.0/16", "pools": [{"pool": "10.7.10.0-10.7.250.255"}]}],
  "loggers": [{"name": "kea-dhcp4", "severity": "ERROR", "output_options": [{"output": "$work/kea.log"}]}]
}}
END
    ip netns exec "$servers" kea-dhcp4 -c "$work/kea.json" >"$work/kea.out" 2>&1 &
    server=$!
    until ip netns exec "$clients" perfdhcp -4 -l eth0 -r 1 -n 1 -W 500000 10.7.0.1 >/dev/null 2>&1; do
        kill -0 $server || fail "Kea did not start: $(cat "$work/kea.out")"
    done
}

stop() {
    kill $server 2>/dev/null || true
    wait $server 2>/dev/null || true
    exec 7>&-
    rm -f "$work"/leases* "$work"/kea.leases*
}

# Whether a rate is held. Prints nothing.
holds() { # rate, options of perfdhcp
    rate=$1
    shift
    ip netns exec "$clients" perfdhcp -4 -l eth0 -r "$rate" -R 50000 -p "$SECONDS_EACH" -W 300000 "$@" 10.7.0.1 \
        >"$work/perfdhcp.log" 2>&1 || true
    awk -v rate="$rate" -v seconds="$SECONDS_EACH" '
        /^Rate:/ { reached = $2 }
        /^sent packets:/ { sent += $3 }
        /^drops:/ { drops += $2 }
        END { exit !(reached >= 0.97 * rate && sent > 0 && drops <= sent / 1000) }' "$work/perfdhcp.log"
}

highest() { # options of perfdhcp
    low=$RATE_MIN
    high=$RATE_MAX
    step=0
    holds 2000 "$@" || true
    while [ $step -lt $STEPS ]; do
        middle=$(((low + high) / 2))
        if holds $middle "$@"; then low=$middle; else high=$middle; fi
        step=$((step + 1))
    done
    echo $low
}

PXE='-i -o 60,505845436c69656e743a417263683a30303030303a554e44493a303032303031 -o 93,0000'
make_networks
run=0
while [ $run -lt "$RUNS" ]; do
    start_kea
    highest >>"$work/kea"
    stop
    start_slipway "$work/leases"
    highest >>"$work/slipway"
    stop
    start_slipway "$work/leases" synchronous
    highest >>"$work/slipway-synchronous"
    stop
    start_slipway proxy
    # shellcheck disable=SC2086 # options
    highest $PXE >>"$work/slipway-proxy"
    stop
    run=$((run + 1))
done
for name in kea slipway slipway-synchronous slipway-proxy; do
    printf '%-22s %s\n' $name "$(sort -n "$work/$name" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }')"
done
