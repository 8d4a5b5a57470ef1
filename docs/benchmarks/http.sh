#!/bin/sh
# A site's ISO of MEGABYTES (1200) by HTTP: one download, 64 and 400 at once, by curl: nginx with sendfile and Slipway in
# turn, medians of RUNS (3).
#
#   docs/benchmarks/http.sh
#
# Server and clients are in networks of their own, with a cable in between. nginx serves a plain file; Slipway the same
# file with 64 KiB of a site laid over it. The 400 fetch MEGABYTES / 8 each, as a range, and show what the server needs.
# Needs root, iproute2, nginx, curl and a JDK 25.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
RUNS=${RUNS:-3}
# shellcheck source=docs/benchmarks/harness.sh
. "$here/harness.sh"
# shellcheck source=docs/benchmarks/networks.sh
. "$here/networks.sh"
MEGABYTES=${MEGABYTES:-1200}
JVM_FLAGS=${JVM_FLAGS:--Xmx256m -XX:+UseSerialGC}
needs nginx curl
make_work
find_jdk
build
compile HttpServe

make_networks

mkdir "$work/root"
head -c "$((MEGABYTES * 1000000))" /dev/urandom >"$work/root/site.iso"
chmod -R a+rX "$work"
cat >"$work/nginx.conf" <<END
daemon off; master_process on; worker_processes auto; user root; pid $work/nginx.pid; error_log $work/nginx.err;
events { worker_connections 2048; }
http { access_log off; sendfile on; tcp_nopush on; server { listen 10.7.0.1:80; root $work/root; } }
END
mkfifo "$work/open"
exec 3<>"$work/open"

# Starts a server and waits until it listens.
start() { # name
    case $1 in
    nginx) set -- nginx -c "$work/nginx.conf" ;;
    ours)
        # shellcheck disable=SC2086
        set -- "$jdk/bin/java" --enable-native-access=ALL-UNNAMED $JVM_FLAGS "-Xlog:gc*:file=$work/gc.log" \
            -cp "$program" HttpServe 10.7.0.1 80 "$work/root/site.iso"
        ;;
    esac
    ip netns exec "$servers" "$@" >/dev/null 2>&1 <"$work/open" &
    server=$!
    await_port t 80
}

# The processor time that a server has used, with its children, in seconds.
processor_time() {
    ticks=0
    for process in "$server" $(cat "/proc/$server/task/$server/children"); do
        ticks=$((ticks + $(awk '{ print $14 + $15 }' "/proc/$process/stat")))
    done
    echo "$ticks $(getconf CLK_TCK)" | awk '{ printf "%.2f\n", $1 / $2 }'
}

# shellcheck disable=SC2016 # for the shells that it starts
fetch() { # count, options of curl
    count=$1
    shift
    seq "$count" | ip netns exec "$clients" xargs -P "$count" -I{} \
        curl -sSf -o /dev/null "$@" http://10.7.0.1/site.iso || fail "a download failed"
}

describe "site ISO of $MEGABYTES MB"
for _ in $(seq "$RUNS"); do
    for peer in nginx ours; do
        start "$peer"
        fetch 1
        for count in 1 64; do
            before=$(processor_time)
            timed fetch "$count" >>"$work/$peer-$count.times"
            after=$(processor_time)
            echo "$before $after" | awk '{ print $2 - $1 }' >>"$work/$peer-$count.cpu"
        done
        timed fetch 400 -r "0-$((MEGABYTES * 125000 - 1))" >>"$work/$peer-400.times"
        stop_server
    done
done

table_head
for count in 1 64 400; do
    table_row "HTTP, $count at once" nginx "$(median "$work/nginx-$count.times")" "$(median "$work/ours-$count.times")" \
        '<= 1.25' "$(heap "$work/gc.log")"
done
for count in 1 64; do
    echo "processor time of the server, $count at once: nginx $(median "$work/nginx-$count.cpu") s, Slipway" \
        "$(median "$work/ours-$count.cpu") s"
done
