# shellcheck shell=sh
# Boots over the network: fetch=URL on the kernel command line names the root file system.
#
# These take the place of live-boot's own functions of the same names, which look for a cable for a few seconds only,
# give up at the first transfer that breaks off, and check nothing. live-boot reads its parts in the order of their names.

readonly SLIPWAY_FETCH_SECONDS=900
readonly SLIPWAY_PAUSE_SECONDS=5
readonly SLIPWAY_STALLED_SECONDS=30
readonly SLIPWAY_REPORT_SECONDS=10
# What is fetched may take this much of the memory; the rest is for the system that runs of it.
readonly SLIPWAY_FETCH_MEMORY=80%
# Written to by whoever resolves names; nobody does so where the installer runs.
readonly SLIPWAY_RESOLV_CONF=/run/systemd/resolve/stub-resolv.conf

slipway_say() {
    echo "Slipway: $*"
}

# The value of an argument of the kernel command line.
slipway_word() {
    # shellcheck disable=SC2013 # words are what is wanted
    for word in $(cat /proc/cmdline); do
        case $word in "$1"=*) echo "${word#*=}" ;; esac
    done
}

slipway_uptime() {
    cut -d. -f1 /proc/uptime
}

# Gives a card its address, as ip= and BOOTIF= say; initramfs-tools waits for drivers, and asks for four minutes.
slipway_network() {
    slipway_say "waiting for an address ..."
    # It ends the shell that it runs in when there is none.
    (configure_networking) || true
    for found in /run/net-*.conf; do
        [ -e "$found" ] || panic "No network card got an address by DHCP: is the cable plugged in, and is there a DHCP server? Cards with a driver: $(cd /sys/class/net && echo *)"
        # shellcheck source=/dev/null
        . "$found"
    done
    slipway_say "this machine is ${IPV4ADDR:-unknown} on ${DEVICE:-its network card}."
    mkdir -p "${SLIPWAY_RESOLV_CONF%/*}"
    for server in ${IPV4DNS0} ${IPV4DNS1}; do
        [ "$server" = 0.0.0.0 ] || echo "nameserver $server"
    done >$SLIPWAY_RESOLV_CONF
    [ -z "${DNSDOMAIN}" ] || echo "search ${DNSDOMAIN}" >>$SLIPWAY_RESOLV_CONF
    cp $SLIPWAY_RESOLV_CONF /etc/resolv.conf
}

# How much of the file is there, in MiB.
slipway_fetched() {
    # shellcheck disable=SC2046 # the first word
    set -- $(du -k "$1" 2>/dev/null) 0
    echo $(($1 / 1024))
}

# Fetches what of a file is not there yet. A transfer that stands still is ended: wget itself would wait for ever.
slipway_transfer() {
    wget -q -c -O "$2" "$1" &
    transfer=$! seconds=0 still=0 before=-1
    while kill -0 $transfer 2>/dev/null; do
        sleep 1
        seconds=$((seconds + 1)) still=$((still + 1)) now=$(slipway_fetched "$2")
        [ "$now" = "$before" ] || still=0
        before=$now
        [ $((seconds % SLIPWAY_REPORT_SECONDS)) -ne 0 ] || slipway_say "$now MiB are here."
        [ $still -lt $SLIPWAY_STALLED_SECONDS ] || kill $transfer
    done
    wait $transfer
}

# Fetches a file, and goes on where a transfer broke off.
slipway_fetch() {
    url=$1 file=$2 started=$(slipway_uptime)
    slipway_say "fetching $url ..."
    until slipway_transfer "$url" "$file"; do
        # shellcheck disable=SC2046 # its columns
        set -- $(df -k "${file%/*}" | tail -n 1)
        [ "${4:-0}" -gt 1024 ] || panic "This machine has too little memory for $url: it took all $2 KiB that it may."
        [ $(($(slipway_uptime) - started)) -lt $SLIPWAY_FETCH_SECONDS ] ||
            panic "$url cannot be fetched: see what is said above. Restart the machine to try again."
        slipway_say "that broke off, $(slipway_fetched "$file") MiB are here; going on in $SLIPWAY_PAUSE_SECONDS s."
        sleep $SLIPWAY_PAUSE_SECONDS
    done
}

# Ends the boot where a file is not what it has to be: nothing of it has been used yet.
slipway_check() {
    wanted=$1 file=$2 url=$3
    [ -n "$wanted" ] || return 0
    slipway_say "checking what was fetched ..."
    # shellcheck disable=SC2046 # the first word
    set -- $(sha256sum "$file")
    [ "$1" = "$wanted" ] || panic "$url is not what it should be, or was damaged on the way: its SHA-256 is $1 in place of $wanted. Restart the machine to try again."
}

# Called before anything else looks for a medium. A medium on a drive needs no network but for what is fetched later.
Select_eth_device() {
    [ -n "${FETCH}" ] || [ -z "$(slipway_word config_url)" ] || slipway_network
}

do_netmount() {
    [ -n "${FETCH}" ] || panic "This system boots over the network with fetch=URL alone."
    slipway_network
    mkdir -p "${mountpoint:?}"
    mount -t tmpfs -o "mode=0755,size=$SLIPWAY_FETCH_MEMORY" slipway "${mountpoint}" || return 1
    mkdir -p "${mountpoint}/live"
    root=${mountpoint}/live/filesystem.squashfs
    slipway_fetch "${FETCH}" "$root"
    slipway_check "$(slipway_word slipway.sha256)" "$root" "${FETCH}"
    # live-boot would copy it to a place that is not there.
    rm -f /etc/resolv.conf
}
