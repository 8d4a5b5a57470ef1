# A network for a server and one for its clients, with a cable in between; the scripts that measure servers source this file
# after harness.sh. Sets `servers` and `clients`, the networks' names, and `server`, the process that is ended with them.
# shellcheck shell=sh

servers=slipway-bench-s clients=slipway-bench-c server=
server_address=10.7.0.1 client_address=10.7.0.2

remove_networks() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    ip netns del "$servers" 2>/dev/null || true
    ip netns del "$clients" 2>/dev/null || true
}

# Makes both, which are gone at the end of the script.
make_networks() {
    needs ip ss
    [ "$(id -u)" = 0 ] || fail "needs root, for networks of its own"
    # shellcheck disable=SC2154 # set by make_work
    trap 'remove_networks; rm -rf "$work"' EXIT
    remove_networks
    ip netns add "$servers"
    ip netns add "$clients"
    ip link add eth0 netns "$servers" type veth peer name eth0 netns "$clients"
    for network in "$servers" "$clients"; do
        ip -n "$network" link set lo up
        ip -n "$network" link set eth0 up
    done
    ip -n "$servers" address add "$server_address/16" dev eth0
    ip -n "$clients" address add "$client_address/16" dev eth0
}

# Waits until the server listens, or ends the script.
await_port() { # kind of socket: t or u, port
    waited=0
    until ip netns exec "$servers" ss "-Hl${1}n" | grep -q ":$2 "; do
        waited=$((waited + 1))
        [ "$waited" -lt 100 ] || fail "nobody listens at port $2"
        sleep 0.1
    done
}

stop_server() {
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
}
