#!/bin/sh
# A file of MEGABYTES (64) MiB by TFTP, blocks of 1,468 bytes, windows of 1, 4 and 16 blocks, for 1 and for CLIENTS (100)
# clients at once: atftpd, dnsmasq, tftpd-hpa and Slipway in turn, medians of RUNS (3).
#
#   docs/benchmarks/tftp.sh
#
# Server and clients are in networks of their own, with a cable in between. The clients are a program beside this script,
# the same for every server; each checks what it got. dnsmasq and tftpd-hpa know no windows: for them it is always 1, and
# the larger windows are measured against atftpd. Needs root, iproute2, a JDK 25, atftpd and dnsmasq; tftpd-hpa, which
# cannot be installed beside atftpd, is left out unless IN_TFTPD names its in.tftpd.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
RUNS=${RUNS:-3}
# shellcheck source=docs/benchmarks/harness.sh
. "$here/harness.sh"
# shellcheck source=docs/benchmarks/networks.sh
. "$here/networks.sh"
MEGABYTES=${MEGABYTES:-64}
CLIENTS=${CLIENTS:-100}
IN_TFTPD=${IN_TFTPD:-}
JVM_FLAGS=${JVM_FLAGS:--Xmx256m -XX:+UseSerialGC}
needs atftpd dnsmasq
make_work
find_jdk
build
compile TftpServe
serve_program=$program
compile TftpLoad
load_program=$program

make_networks

root_folder=$work/root
mkdir "$root_folder"
head -c "$((MEGABYTES * 1048576))" /dev/urandom >"$root_folder/file"
chmod -R a+rX "$work"

# Starts a server and waits until it listens.
start() { # name
    case $1 in
    atftpd) set -- atftpd --daemon --no-fork --maxthread 300 --user root --no-multicast --logfile /dev/null "$root_folder" ;;
    dnsmasq) set -- dnsmasq -C /dev/null -k -p 0 --enable-tftp "--tftp-root=$root_folder" -u root --tftp-max=1000 \
        --log-facility=/dev/null ;;
    tftpd-hpa) set -- "$IN_TFTPD" -L -s "$root_folder" -u root ;;
    ours)
        # shellcheck disable=SC2086
        set -- "$jdk/bin/java" --enable-native-access=ALL-UNNAMED $JVM_FLAGS "-Xlog:gc*:file=$work/gc.log" \
            -cp "$serve_program" TftpServe file "$root_folder/file"
        ;;
    esac
    # What it prints is of no use, and an input that never ends keeps it alive.
    ip netns exec "$servers" "$@" >/dev/null 2>&1 <"$work/open" &
    server=$!
    await_port u 69
}

measure() { # name clients window
    start "$1"
    # shellcheck disable=SC2086
    ip netns exec "$clients" "$jdk/bin/java" --enable-native-access=ALL-UNNAMED $JVM_FLAGS -cp "$load_program" TftpLoad \
        10.7.0.1 69 file "$root_folder/file" "$2" "$3" 1468 >>"$work/$1-$2-$3.times" ||
        fail "$1 failed with $2 clients and windows of $3"
    stop_server
}

mkfifo "$work/open"
exec 3<>"$work/open"
describe "file of $MEGABYTES MiB, blocks of 1468 bytes"
peers="atftpd dnsmasq"
[ -z "$IN_TFTPD" ] || peers="$peers tftpd-hpa"
for _ in $(seq "$RUNS"); do
    for count in 1 "$CLIENTS"; do
        for window in 1 4 16; do
            measure ours "$count" "$window"
            measure atftpd "$count" "$window"
        done
        for peer in $peers; do
            [ "$peer" = atftpd ] || measure "$peer" "$count" 1
        done
    done
done

table_head
for count in 1 "$CLIENTS"; do
    for window in 1 4 16; do
        for peer in $peers; do
            times=$work/$peer-$count-$window.times
            [ -e "$times" ] || continue
            table_row "TFTP, $MEGABYTES MiB to $count at once, window $window" "$peer" "$(median "$times")" \
                "$(median "$work/ours-$count-$window.times")" '<= 1.00' "$(heap "$work/gc.log")"
        done
    done
done
