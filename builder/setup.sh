#!/bin/sh
# setup.sh: sees to it that everything is installed that a part of the work needs.
#
#   setup.sh build        what building Slipway needs
#   setup.sh quickstart   the same, and what 'slipway quickstart' needs
#   setup.sh test         all of that, and what the tests need
#
# What is missing is installed from the distribution when run as root. Otherwise the one command that does it is printed,
# and the exit status is 4: the environment's fault. JAVA_HOME may name a JDK 25 that lies in an unusual place.
set -eu

environment_fault() {
    echo "setup.sh: $1" >&2
    exit 4
}

for_build="maven"

# What makes the reference base, and what boots it. Only root can do without uidmap.
for_quickstart="mmdebstrap ovmf qemu-system-x86"
[ "$(id -u)" = 0 ] || for_quickstart="$for_quickstart uidmap"

# Other people's tools: the judges of our formats.
for_test="attr cloud-init cpio dosfstools dumpet fdisk fuseiso gdisk genisoimage libarchive-tools libcap2-bin mtools"
for_test="$for_test diffutils patch python3 squashfs-tools squashfs-tools-ng strace syslinux-utils xorriso xz-utils zstd"
# The judges of our scripts, manual pages and completions.
for_test="$for_test mandoc shellcheck zsh"
# Registries, daemons and builders of container images.
for_test="$for_test apache2-utils buildah busybox-static docker-registry docker.io openssl skopeo umoci"
# The loaders of the Debian live base, and tools for disk images.
for_test="$for_test grub-common grub-efi-amd64-signed grub-pc-bin isolinux qemu-utils shim-signed"
# Readers and writers of virtual disks.
for_test="$for_test libvmdk-utils python3-vmdkstream"
# What makes and boots media for 64-bit ARM.
for_test="$for_test kmod qemu-efi-aarch64 qemu-system-arm"
# What reads appliances and their descriptors.
for_test="$for_test libxml2-utils virt-v2v"
# Disks of the kernel and their file systems, and what reads evidence, indexes and package databases.
for_test="$for_test e2fsprogs jq mount openssh-client rpm sqlite3 util-linux"
# Clients and servers of DHCP and TFTP, what makes networks for tests, and who listens there.
for_test="$for_test atftp atftpd curl dnsmasq-base ethtool iproute2 isc-dhcp-client kea-admin"
for_test="$for_test kea-dhcp4-server nmap tcpdump tftp-hpa udhcpc"
# Boot loaders for networks, and a server of files to compare ours with.
for_test="$for_test ipxe nginx-light"

case ${1:-} in
    build)
        packages=$for_build
        purpose='building Slipway'
        ;;
    quickstart)
        packages="$for_build $for_quickstart"
        purpose="'slipway quickstart'"
        ;;
    test)
        packages="$for_build $for_quickstart $for_test"
        purpose='the tests'
        ;;
    *)
        echo 'setup.sh: say for what: build, quickstart or test' >&2
        exit 2
        ;;
esac

has_jdk_25() {
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        [ -x "$home/bin/javac" ] || continue
        if [ -r "$home/release" ]; then
            if grep -q '^JAVA_VERSION="25[".]' "$home/release"; then
                return 0
            fi
        elif "$home/bin/java" -version 2>&1 | grep -q ' version "25[".]'; then
            return 0
        fi
    done
    return 1
}

missing_packages() {
    for package in $packages; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
            installed) ;;
            *) printf ' %s' "$package" ;;
        esac
    done
}

if ! command -v dpkg-query >/dev/null; then
    has_jdk_25 || environment_fault "there is no JDK 25: install one below /usr/lib/jvm, or point JAVA_HOME to it"
    echo "setup.sh: this is no Debian: install by hand what is missing; for $purpose, Debian's packages are: $packages" >&2
    exit 0
fi

has_jdk_25 || packages="$packages openjdk-25-jdk-headless"
missing=$(missing_packages)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ]; then
    environment_fault "these packages are missing for $purpose; to install them:
    sudo apt-get install -y --no-install-recommends$missing"
fi
echo "setup.sh: installing for $purpose:$missing" >&2
apt-get update >&2 || environment_fault "apt-get could not fetch the lists of packages"
if ! has_jdk_25 && ! apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1; then
    environment_fault "there is no JDK 25, and the distribution has none: install one below /usr/lib/jvm"
fi
# shellcheck disable=SC2086 # one word a package
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >&2 ||
    environment_fault "apt-get could not install$missing"
