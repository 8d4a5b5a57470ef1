#!/bin/sh
# Boots emulated machines: from switching on to the user-data being in force, a stock Debian live system with stock
# cloud-init against the installed reference base; and how long the reference base takes to install itself. Medians of
# RUNS (3).
#
#   docs/benchmarks/boot.sh
#
# Needs qemu-system-x86_64, mmdebstrap and a JDK 25. Both get the same user-data, a cloud-config that each of them reads:
# a user, a host name, a file, and a command that cloud-init runs last and that writes to the serial port. Both start from
# a virtio disk with a BIOS, two processors, 2 GiB and the same network card, without KVM (ACCELERATOR=kvm asks for it).
# The clock starts with QEMU and stops when that line arrives.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
RUNS=${RUNS:-3}
# shellcheck source=docs/benchmarks/harness.sh
. "$here/harness.sh"
ACCELERATOR=${ACCELERATOR:-tcg,thread=multi}
RELEASE=${RELEASE:-$(. /etc/os-release && echo "$VERSION_CODENAME")}
BOOT_SECONDS_MAX=900
INSTALL_SECONDS_MAX=1800
# What the command writes, and what it comes to when everything before it was applied.
MARK='BENCHMARK: in force'
IN_FORCE="$MARK: shop-17 clerk shop 17,"
INSTALLED='slipway-install: done'
needs qemu-system-x86_64 mmdebstrap
make_work
build

write_user_data() {
    cat >"$work/user-data" <<END
#cloud-config
hostname: shop-17
install:
  poweroff: true
users:
  - name: clerk
    groups: [sudo]
    shell: /bin/bash
    lock_passwd: true
    ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExampleEx clerk@example]
write_files:
  - path: /etc/site
    content: "shop 17\n"
    permissions: "0644"
runcmd:
  - [sh, -c, 'echo "$MARK: \$(hostname) \$(id -un clerk) \$(cat /etc/site), kernel up \$(cut -d" " -f1 /proc/uptime) s" >/dev/ttyS0']
END
}

# A live system of the distribution's packages as they are: their units, and cloud-init with the configuration it brings.
make_stock() {
    mmdebstrap --quiet --variant=important --format=tar \
        --include=linux-image-amd64,live-boot,live-config,live-config-systemd,systemd-sysv,cloud-init,openssh-server,sudo \
        --include=grub-pc-bin,grub-efi-amd64-signed,shim-signed \
        "$RELEASE" "$work/stock.tar" >"$work/mmdebstrap.log" 2>&1 || { cat "$work/mmdebstrap.log" >&2; exit 1; }
    run_slipway build-installer --base "rootfs:$work/stock.tar" --flavour debian-live --kernel-arg console=ttyS0 \
        --user-data "$work/user-data" --output "$work/stock.iso"
    rm "$work/stock.tar"
}

run_slipway() {
    "$slipway" "$@" >"$work/slipway.log" 2>&1 || { cat "$work/slipway.log" >&2; exit 1; }
}

# Takes the place of the shell that it is called in, so that it can be ended.
machine() { # seconds_max arguments...
    limit=$1
    shift
    exec timeout "$limit" qemu-system-x86_64 -nodefaults -no-user-config -no-reboot -machine q35,graphics=off \
        -accel "$ACCELERATOR" -cpu max -smp 2 -m 2048 -display none -vga std -serial stdio \
        -nic user,restrict=on,model=virtio-net-pci "$@" </dev/null 2>"$work/qemu.log"
}

# Prints the seconds from switching on to a line of the serial port; shows that line on the error output.
until_line() { # line image
    rm -f "$work/serial"
    mkfifo "$work/serial"
    start=$(date +%s.%N) end=
    machine "$BOOT_SECONDS_MAX" -drive "if=virtio,format=raw,snapshot=on,file=$2" >"$work/serial" &
    qemu=$!
    while IFS= read -r said; do
        echo "$said" >>"$work/serial.log"
        case $said in
            *"$1"*)
                end=$(date +%s.%N)
                echo "$said" >&2
                break
                ;;
        esac
    done <"$work/serial"
    kill "$qemu" 2>/dev/null || true
    wait "$qemu" || true
    if [ -z "$end" ]; then
        tail -n 20 "$work/serial.log" "$work/qemu.log" >&2
        fail "the guest never said '$1'"
    fi
    echo "$start $end" | awk '{ printf "%.3f\n", $2 - $1 }'
}

# Installs the reference base on an empty disk, until the machine is off.
install() {
    rm -f "$work/disk.img"
    truncate -s 8G "$work/disk.img"
    (machine "$INSTALL_SECONDS_MAX" \
        -drive "if=none,id=disk,format=raw,cache=unsafe,file=$work/disk.img" -device virtio-blk-pci,drive=disk,bootindex=0 \
        -drive "if=none,id=cd,media=cdrom,readonly=on,format=raw,file=$work/ours.iso" -device ide-cd,drive=cd,bootindex=1 \
        >"$work/install.log")
    grep -q "$INSTALLED" "$work/install.log" || { tail -n 20 "$work/install.log" >&2; fail 'it was not installed'; }
}

write_user_data
make_stock
run_slipway build-installer --user-data "$work/user-data" --output "$work/ours.iso"
for _ in $(seq "$RUNS"); do
    timed install >>"$work/install.times"
    until_line "$IN_FORCE" "$work/disk.img" >>"$work/ours.times"
    until_line "$IN_FORCE" "$work/stock.iso" >>"$work/stock.times"
done

describe "emulated by $ACCELERATOR, $(qemu-system-x86_64 --version | sed -n '1s/.*version \([^ ]*\).*/\1/p'), $RELEASE"
table_head
table_row 'power-on to user-data in force' 'Debian live, stock cloud-init' \
    "$(median "$work/stock.times")" "$(median "$work/ours.times")" '< 1' ''
printf '| install from medium to power-off | | | %.2f | | | |\n' "$(median "$work/install.times")"
