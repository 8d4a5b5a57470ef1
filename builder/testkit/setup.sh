#!/bin/sh
# setup.sh: sees to it that everything that the build and its tests need is installed.
#
# What is missing is installed from the distribution when run as root. Otherwise the one command that does it is printed,
# and the exit status is 4: the environment's fault.
set -eu

# To build.
packages="maven"
# Other people's tools: the judges of our formats.
packages="$packages attr cloud-init cpio dosfstools dumpet fdisk fuseiso gdisk genisoimage libarchive-tools libcap2-bin mtools"
packages="$packages diffutils patch python3 squashfs-tools squashfs-tools-ng strace syslinux-utils xorriso xz-utils zstd"
# The judges of our scripts, manual pages and completions.
packages="$packages mandoc shellcheck zsh"
# Registries, daemons and builders of container images.
packages="$packages apache2-utils buildah busybox-static docker-registry docker.io openssl skopeo umoci"
# What makes the Debian live base and its loaders, and what boots it.
packages="$packages grub-common grub-efi-amd64-signed grub-pc-bin isolinux mmdebstrap ovmf qemu-system-x86 qemu-utils"
packages="$packages shim-signed"
# What makes and boots media for 64-bit ARM.
packages="$packages kmod qemu-efi-aarch64 qemu-system-arm"

environment_fault() {
    echo "setup.sh: $1" >&2
    exit 4
}

has_jdk_25() {
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        if [ -x "$home/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$home/release" 2>/dev/null; then
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
    echo "setup.sh: this is no Debian: tests whose tools are not installed will be skipped" >&2
    exit 0
fi

has_jdk_25 || packages="$packages openjdk-25-jdk-headless"
missing=$(missing_packages)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ]; then
    environment_fault "these packages are missing; to install them:
    sudo apt-get install -y --no-install-recommends$missing"
fi
echo "setup.sh: installing$missing"
apt-get update
if ! has_jdk_25 && ! apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1; then
    environment_fault "there is no JDK 25, and the distribution has none: install one below /usr/lib/jvm"
fi
# shellcheck disable=SC2086 # one word a package
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing ||
    environment_fault "apt-get could not install$missing"
