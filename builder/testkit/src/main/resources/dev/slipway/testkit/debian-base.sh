#!/bin/sh
# debian-base.sh KIND TARGET: makes the root file system of a small Debian live system as an uncompressed tar.
#
# KIND is live-boot, as Debian's own live systems are, or dracut: the way of Kairos and of Fedora's live systems. The
# latter bears Kairos' marks, and a stand-in for its agent, as no Kairos is to be had here: at boot it collects the YAML
# files of the medium, as the agent does, and runs the commands of their stage "boot".
#
# KIND may also be arm64: a kernel, the loaders and a busybox, unpacked but not configured, as this machine cannot run
# them. Its initrd, made here, mounts the medium and its squashfs, and prints the baked user-data.
#
# The packages come from the apt sources that this machine is configured with, and their release is this machine's own.
# It is a real system, only lean: software emulation boots it, so what no test needs is left out.
#
# shellcheck disable=SC2016 # what stands in single quotes is for apt or for the hooks' own shell
set -eu

kind=$1
target=$2
# Where depmod and modprobe are, which not every user has in the path.
PATH=$PATH:/usr/sbin:/sbin
# shellcheck source=/dev/null
. /etc/os-release

debian_sources() {
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
        sort -u
}

sources=$(mktemp)
trap 'rm -f "$sources"' EXIT
debian_sources >"$sources"
if ! [ -s "$sources" ] && [ "$(id -u)" = 0 ]; then
    apt-get update
    debian_sources >"$sources"
fi
if ! [ -s "$sources" ]; then
    echo "debian-base.sh: apt knows no Debian packages here: it needs Debian's sources, and 'apt-get update'" >&2
    exit 4
fi

drivers="ahci ata_piix sr_mod sd_mod xhci_pci ehci_pci uhci_hcd usb_storage uas virtio_pci virtio_blk virtio_scsi isofs"

if [ "$kind" = arm64 ]; then
    arm64_hook='
        set -e
        cd "$1"
        version=$(ls lib/modules)
        depmod -b "$1" "$version"
        mkdir -p initrd/bin initrd/dev initrd/proc initrd/sys initrd/medium initrd/root usr/lib/live/boot
        cp bin/busybox initrd/bin/
        for module in virtio_pci virtio_scsi sr_mod sd_mod xhci_pci usb_storage uas isofs loop squashfs; do
            modprobe -d "$1" -S "$version" --show-depends $module
        done | sed -n "s|^insmod $1/\(.*[^ ]\) *|\1|p" | sort -u >wanted
        (cd lib/modules/"$version" && echo modules.dep modules.builtin modules.order modules.alias | tr " " "\n") |
            sed "s|^|lib/modules/$version/|" >>wanted
        cpio --quiet -pdm initrd <wanted
        cat >initrd/init <<END
#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
exec >/dev/ttyAMA0 2>&1
for module in virtio_pci virtio_scsi xhci_pci usb_storage sr_mod sd_mod isofs loop squashfs; do modprobe \$module; done
tries=0
while [ \$tries -lt 120 ]; do
    for device in /dev/sr0 /dev/sd[a-z] /dev/vd[a-z]; do
        mount -t iso9660 -o ro \$device /medium 2>/dev/null && break 2
    done
    tries=\$((tries + 1))
    sleep 1
done
mount -t squashfs -o ro,loop /medium/live/filesystem.squashfs /root &&
    echo "SLIPWAY-ROOT \$(uname -m) \$device \$(ls -d /root/usr/lib/live/boot)"
sed "s/^/SLIPWAY-USER-DATA /" /medium/slipway/user-data
poweroff -f
END
        chmod 755 initrd/init
        (cd initrd && find . | sort | cpio --quiet -o -H newc | zstd -q) >boot/initrd.img-"$version"
        rm -r initrd wanted lib/modules usr/share'
    mmdebstrap --variant=extract --arch=arm64 --format=tar --quiet --extract-hook="$arm64_hook" \
        --include=linux-image-arm64,grub-efi-arm64-signed,shim-signed,busybox-static \
        "$VERSION_CODENAME" "$target" "$sources"
    exit
fi

# The boot files (kernel, initrd), the loaders for BIOS and UEFI, and the system itself.
packages=linux-image-amd64,zstd
packages=$packages,grub-pc-bin,grub-efi-amd64-signed,shim-signed
packages=$packages,systemd-sysv,udev,cloud-init,netbase,iproute2

# Before the kernel is installed, as its installation makes the initrd: with the drivers of the disks that tests attach,
# instead of all that there are.
case $kind in
live-boot)
    packages=$packages,live-boot,live-boot-initramfs-tools
    early_hook='
        mkdir -p "$1/etc/initramfs-tools/conf.d"
        echo MODULES=list >"$1/etc/initramfs-tools/conf.d/slipway"
        printf "%s\n" '$drivers' >"$1/etc/initramfs-tools/modules"'
    kind_hook=true
    ;;
dracut)
    packages=$packages,dracut,dracut-live,dracut-network,curl,isc-dhcp-client,iputils-arping,procps,pigz,dmsetup,parted
    early_hook='
        mkdir -p "$1/etc/dracut.conf.d"
        cat >"$1/etc/dracut.conf.d/slipway.conf" <<END
hostonly="no"
compress="zstd"
early_microcode="no"
add_dracutmodules+=" dmsquash-live network-legacy livenet "
add_drivers+=" '$drivers' squashfs overlay loop virtio_net "
END'
    kind_hook='
        echo "KAIROS_NAME=stand-in" >"$1/etc/kairos-release"
        cat >"$1/usr/local/sbin/stand-in-agent" <<END
#!/usr/bin/python3
import pathlib, subprocess, yaml
if not {"install-mode", "nodepair.enable"} & set(open("/proc/cmdline").read().split()):
    raise SystemExit("not in install mode")
for file in sorted(pathlib.Path("/run/initramfs/live").rglob("*.y*ml")):
    text = file.read_text()
    if text.startswith("#cloud-config"):
        for step in yaml.safe_load(text).get("stages", {}).get("boot", []):
            for command in step.get("commands", []):
                subprocess.run(["sh", "-c", command], check=True)
END
        chmod 755 "$1/usr/local/sbin/stand-in-agent"
        cat >"$1/etc/systemd/system/stand-in-agent.service" <<END
[Unit]
DefaultDependencies=no
After=sysinit.target
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/stand-in-agent
[Install]
WantedBy=multi-user.target
END
        ln -s ../stand-in-agent.service "$1/etc/systemd/system/multi-user.target.wants/"'
    ;;
*)
    echo "debian-base.sh: there is no kind '$kind': it is live-boot, dracut or arm64" >&2
    exit 2
    ;;
esac

# Periodic work and extra terminals only cost time. Cloud-init keeps all of its stages and modules; it need not look for
# clouds, and makes neither users nor SSH keys unless the user-data says so.
late_hook='
    for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service \
        fstrim.timer getty-static.service systemd-binfmt.service; do
        ln -sf /dev/null "$1/etc/systemd/system/$unit"
    done
    ln -sf /lib/systemd/system/multi-user.target "$1/etc/systemd/system/default.target"
    echo slipway-live >"$1/etc/hostname"
    mkdir -p "$1/etc/network"
    cat >"$1/etc/cloud/cloud.cfg.d/90-slipway.cfg" <<END
datasource_list: [ NoCloud, None ]
users: []
ssh_deletekeys: false
ssh_genkeytypes: []
locale: C.UTF-8
END
    rm -f "$1/etc/machine-id" "$1"/var/log/*.log "$1"/var/log/apt/* "$1"/var/cache/debconf/*-old
    : >"$1/etc/machine-id"'

modules='*/lib/modules/*/kernel'
mmdebstrap --variant=minbase --format=tar --quiet \
    --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/lib/grub/*/*.module' \
    --dpkgopt="path-exclude=$modules/sound/*" \
    --dpkgopt="path-exclude=$modules/net/*" \
    --dpkgopt="path-exclude=$modules/drivers/[bcefgilmpstw]*/*" \
    --dpkgopt="path-exclude=$modules/drivers/h[iw]*/*" \
    --dpkgopt="path-exclude=$modules/drivers/n[efv]*/*" \
    --dpkgopt="path-exclude=$modules/drivers/usb/[fgims]*/*" \
    --dpkgopt="path-include=$modules/drivers/block/*" \
    --dpkgopt="path-include=$modules/drivers/cdrom/*" \
    --dpkgopt="path-include=$modules/drivers/firmware/*" \
    --dpkgopt="path-include=$modules/drivers/input/*" \
    --dpkgopt="path-include=$modules/drivers/scsi/*.ko" \
    --dpkgopt="path-include=$modules/drivers/usb/storage/*" \
    --dpkgopt="path-include=$modules/drivers/net/virtio_net.ko" \
    --dpkgopt="path-include=$modules/drivers/net/net_failover.ko" \
    --dpkgopt="path-include=$modules/net/core/failover.ko" \
    --dpkgopt="path-include=$modules/net/packet/*" \
    --include="$packages" \
    --essential-hook="$early_hook" \
    --customize-hook="$late_hook" \
    --customize-hook="$kind_hook" \
    "$VERSION_CODENAME" "$target" "$sources"
