# Made from the definition of the command by ./slipway reference; do not edit.
# Source it, or put it as slipway into a folder of bash-completion.

_slipway_files() {
  local IFS=$'\n'
  compopt -o filenames 2>/dev/null
  # shellcheck disable=SC2207 # mapfile is not in the bash of macOS
  COMPREPLY=($(compgen -f -- "$1"))
}

_slipway_words() {
  # shellcheck disable=SC2207
  COMPREPLY=($(compgen -W "$1" -- "$2"))
}

_slipway() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} != -* ]]; then
      verb=${verb:+$verb/}${COMP_WORDS[i]}
      # A verb of verbs has one more word.
      case $verb in
        evidence | base | user-data | sites | ova | pxe) ;;
        *) break ;;
      esac
    fi
  done
  # To bash, = and : are words of their own.
  if [[ $word == [=:] ]]; then
    [[ $word == = ]] || before=:
    word=
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case "$verb $before" in
    'quickstart --user-data') _slipway_files "$word"; return ;;
    'quickstart -o' | 'quickstart --output') _slipway_files "$word"; return ;;
    'build-installer --base') _slipway_words 'iso: rootfs: oci: docker-archive: docker-daemon: slipway' "$word"; return ;;
    'build-installer --user-data') _slipway_files "$word"; return ;;
    'build-installer --meta-data') _slipway_files "$word"; return ;;
    'build-installer --network-config') _slipway_files "$word"; return ;;
    'build-installer -o' | 'build-installer --output') _slipway_files "$word"; return ;;
    'build-installer --volume-id') return ;;
    'build-installer --flavour') _slipway_words 'kairos slipway debian-live casper dracut-live debian-installer coreos' "$word"; return ;;
    'build-installer --kernel-arg') return ;;
    'build-installer --add') return ;;
    'build-installer --squashfs-compression') _slipway_words 'zstd gzip xz lz4' "$word"; return ;;
    'build-installer --arch') _slipway_words 'amd64 arm64' "$word"; return ;;
    'build-installer --env-file') _slipway_files "$word"; return ;;
    'build-installer --sign-key') _slipway_files "$word"; return ;;
    'build-installer --sign-key-password') return ;;
    'build-installer --push') return ;;
    'build-installer --to') compopt -o nospace 2>/dev/null; _slipway_words 'oci: docker-archive: docker-daemon:' "$word"; return ;;
    'build-installer --ca-file') _slipway_files "$word"; return ;;
    'build-installer --plain-http') return ;;
    'build-installer --insecure-tls') return ;;
    'build-installer --verify-key') _slipway_files "$word"; return ;;
    'rewrite --user-data') _slipway_files "$word"; return ;;
    'rewrite --meta-data') _slipway_files "$word"; return ;;
    'rewrite --network-config') _slipway_files "$word"; return ;;
    'rewrite -o' | 'rewrite --output') _slipway_files "$word"; return ;;
    'rewrite --sign-key') _slipway_files "$word"; return ;;
    'rewrite --sign-key-password') return ;;
    'extract --what') _slipway_words 'user-data meta-data network-config all' "$word"; return ;;
    'extract -o' | 'extract --output') _slipway_files "$word"; return ;;
    'build-sites --base') _slipway_words 'iso: rootfs: oci: docker-archive: docker-daemon: slipway' "$word"; return ;;
    'build-sites --sites') _slipway_files "$word"; return ;;
    'build-sites --user-data') _slipway_files "$word"; return ;;
    'build-sites --network-config') _slipway_files "$word"; return ;;
    'build-sites --meta-data') _slipway_files "$word"; return ;;
    'build-sites -o' | 'build-sites --output') _slipway_files "$word"; return ;;
    'build-sites --materialize') return ;;
    'build-sites --volume-id') return ;;
    'build-sites --flavour') _slipway_words 'kairos slipway debian-live casper dracut-live debian-installer coreos' "$word"; return ;;
    'build-sites --kernel-arg') return ;;
    'build-sites --add') return ;;
    'build-sites --squashfs-compression') _slipway_words 'zstd gzip xz lz4' "$word"; return ;;
    'build-sites --arch') _slipway_words 'amd64 arm64' "$word"; return ;;
    'build-sites --sign-key') _slipway_files "$word"; return ;;
    'build-sites --sign-key-password') return ;;
    'build-sites --ca-file') _slipway_files "$word"; return ;;
    'build-sites --plain-http') return ;;
    'build-sites --insecure-tls') return ;;
    'build-sites --verify-key') _slipway_files "$word"; return ;;
    'build-seed --user-data') _slipway_files "$word"; return ;;
    'build-seed --meta-data') _slipway_files "$word"; return ;;
    'build-seed --network-config') _slipway_files "$word"; return ;;
    'build-seed --instance-id') return ;;
    'build-seed -o' | 'build-seed --output') _slipway_files "$word"; return ;;
    'build-ova --disk') return ;;
    'build-ova --installer') _slipway_files "$word"; return ;;
    'build-ova --seed') _slipway_files "$word"; return ;;
    'build-ova --base') _slipway_words 'iso: rootfs: oci: docker-archive: docker-daemon: slipway' "$word"; return ;;
    'build-ova --user-data') _slipway_files "$word"; return ;;
    'build-ova --meta-data') _slipway_files "$word"; return ;;
    'build-ova --network-config') _slipway_files "$word"; return ;;
    'build-ova --disk-size') return ;;
    'build-ova --kernel-arg') return ;;
    'build-ova --squashfs-compression') _slipway_words 'zstd gzip xz lz4' "$word"; return ;;
    'build-ova --timeout') return ;;
    'build-ova --install-memory') return ;;
    'build-ova -o' | 'build-ova --output') _slipway_files "$word"; return ;;
    'build-ova --format') _slipway_words 'ova vmdk raw qcow2 vhd' "$word"; return ;;
    'build-ova --sites') _slipway_files "$word"; return ;;
    'build-ova --materialize') return ;;
    'build-ova --cpus') return ;;
    'build-ova --memory') return ;;
    'build-ova --firmware') _slipway_words 'bios efi' "$word"; return ;;
    'build-ova --controller') _slipway_words 'pvscsi lsilogic sata nvme' "$word"; return ;;
    'build-ova --nic') return ;;
    'build-ova --hardware-version') return ;;
    'build-ova --guest-os') _slipway_words 'debian10_64Guest debian11_64Guest debian12_64Guest ubuntu64Guest rhel7_64Guest rhel8_64Guest rhel9_64Guest centos7_64Guest centos8_64Guest centos9_64Guest oracleLinux8_64Guest oracleLinux9_64Guest rockylinux_64Guest almalinux_64Guest sles12_64Guest sles15_64Guest opensuse64Guest fedora64Guest vmwarePhoton64Guest other26xLinux64Guest other3xLinux64Guest other4xLinux64Guest other5xLinux64Guest other6xLinux64Guest otherLinux64Guest' "$word"; return ;;
    'build-ova --name') return ;;
    'build-ova --product') return ;;
    'build-ova --vendor') return ;;
    'build-ova --product-version') return ;;
    'build-ova --annotation') return ;;
    'build-ova --eula') _slipway_files "$word"; return ;;
    'build-ova --property') return ;;
    'build-ova --cd') _slipway_files "$word"; return ;;
    'build-ova --level') return ;;
    'build-ova --sign-key') _slipway_files "$word"; return ;;
    'build-ova --sign-certificate') _slipway_files "$word"; return ;;
    'build-ova --sign-key-password') return ;;
    'build-ova --ca-file') _slipway_files "$word"; return ;;
    'build-ova --plain-http') return ;;
    'build-ova --insecure-tls') return ;;
    'build-ova --verify-key') _slipway_files "$word"; return ;;
    'boot-test --firmware') _slipway_words 'bios uefi uefi-secureboot' "$word"; return ;;
    'boot-test --media') _slipway_words 'cd usb disk' "$word"; return ;;
    'boot-test --seed') _slipway_files "$word"; return ;;
    'boot-test --disk') return ;;
    'boot-test --memory') return ;;
    'boot-test --expect') return ;;
    'boot-test --expect-qr') return ;;
    'boot-test --timeout') return ;;
    'boot-test --screenshot') _slipway_files "$word"; return ;;
    'evidence/verify --key') _slipway_files "$word"; return ;;
    'base/build --recipe') _slipway_files "$word"; return ;;
    'base/build --arch') _slipway_words 'amd64 arm64' "$word"; return ;;
    'base/build -o' | 'base/build --output') compopt -o nospace 2>/dev/null; _slipway_words 'oci: docker-archive: docker-daemon:' "$word"; return ;;
    'base/recipe -o' | 'base/recipe --output') _slipway_files "$word"; return ;;
    'user-data/new --purpose') _slipway_words 'central local airgap static-network debian-live' "$word"; return ;;
    'user-data/new -o' | 'user-data/new --output') _slipway_files "$word"; return ;;
    'user-data/validate --flavour') _slipway_words 'kairos slipway debian-live casper dracut-live debian-installer coreos' "$word"; return ;;
    'user-data/validate --format') _slipway_words 'text json sarif' "$word"; return ;;
    'user-data/fix -o' | 'user-data/fix --output') _slipway_files "$word"; return ;;
    'user-data/merge -o' | 'user-data/merge --output') _slipway_files "$word"; return ;;
    'user-data/network --format') _slipway_words 'network-config networkmanager' "$word"; return ;;
    'user-data/network --interface') return ;;
    'user-data/network -o' | 'user-data/network --output') _slipway_files "$word"; return ;;
    'sites/validate --user-data') _slipway_files "$word"; return ;;
    'sites/validate --network-config') _slipway_files "$word"; return ;;
    'sites/validate --meta-data') _slipway_files "$word"; return ;;
    'sites/validate --flavour') _slipway_words 'kairos slipway debian-live casper dracut-live debian-installer coreos' "$word"; return ;;
    'sites/render --sites') _slipway_files "$word"; return ;;
    'sites/render --what') _slipway_words 'user-data meta-data network-config all' "$word"; return ;;
    'sites/render --user-data') _slipway_files "$word"; return ;;
    'sites/render --network-config') _slipway_files "$word"; return ;;
    'sites/render --meta-data') _slipway_files "$word"; return ;;
    'sites/diff --sites') _slipway_files "$word"; return ;;
    'sites/diff --against') _slipway_files "$word"; return ;;
    'sites/diff --user-data') _slipway_files "$word"; return ;;
    'sites/diff --network-config') _slipway_files "$word"; return ;;
    'sites/diff --meta-data') _slipway_files "$word"; return ;;
    'sites/list --images') _slipway_files "$word"; return ;;
    'sites/cat --images') _slipway_files "$word"; return ;;
    'sites/write --to') _slipway_files "$word"; return ;;
    'sites/write --images') _slipway_files "$word"; return ;;
    'sites/write --sign-key') _slipway_files "$word"; return ;;
    'sites/write --sign-key-password') return ;;
    'ova/deploy --vcenter') return ;;
    'ova/deploy --user') return ;;
    'ova/deploy --password-file') _slipway_files "$word"; return ;;
    'ova/deploy --credentials-file') _slipway_files "$word"; return ;;
    'ova/deploy --ca') _slipway_files "$word"; return ;;
    'ova/deploy --thumbprint') return ;;
    'ova/deploy --library') return ;;
    'ova/deploy --item') return ;;
    'ova/deploy --template') return ;;
    'ova/deploy --datacenter') return ;;
    'ova/deploy --cluster') return ;;
    'ova/deploy --resource-pool') return ;;
    'ova/deploy --folder') return ;;
    'ova/deploy --datastore') return ;;
    'ova/deploy --network') return ;;
    'ova/deploy --provisioning') _slipway_words 'thin thick eager-zeroed-thick' "$word"; return ;;
    'ova/deploy --property') return ;;
    'ova/deploy --property-file') return ;;
    'serve-pxe -c' | 'serve-pxe --config') _slipway_files "$word"; return ;;
    'pxe/doctor --pcap') _slipway_files "$word"; return ;;
    'pxe/doctor --server') return ;;
    'pxe/image -o' | 'pxe/image --output') compopt -o nospace 2>/dev/null; _slipway_words 'oci: docker-archive: docker-daemon:' "$word"; return ;;
    'pxe/leases -c' | 'pxe/leases --config') _slipway_files "$word"; return ;;
    'pxe/reinstall --server') return ;;
    'pxe/url -c' | 'pxe/url --config') _slipway_files "$word"; return ;;
    'pxe/url --installer') return ;;
    'pxe/url --site') return ;;
    'pxe/url --lifetime') return ;;
    *) ;;
  esac
  case "$verb $word" in
    ' -'*) _slipway_words '-h --help -V --version' "$word" ;;
    ' '*) _slipway_words 'quickstart build-installer rewrite extract build-sites build-seed build-ova inspect verify boot-test evidence base user-data sites ova serve-pxe pxe' "$word" ;;
    'quickstart -'*) _slipway_words '--user-data -o --output --json -h --help' "$word" ;;
    'build-installer -'*) _slipway_words '--base --user-data --meta-data --network-config -o --output --volume-id --flavour --kernel-arg --add --squashfs-compression --arch --env-file --strict --no-evidence --sign-key --sign-key-password --push --to --ca-file --plain-http --insecure-tls --verify-key --json -h --help' "$word" ;;
    'rewrite -'*) _slipway_words '--user-data --meta-data --network-config -o --output --no-evidence --sign-key --sign-key-password --strict --recover --json -h --help' "$word" ;;
    'extract -'*) _slipway_words '--what -o --output --json -h --help' "$word" ;;
    'build-sites -'*) _slipway_words '--base --sites --user-data --network-config --meta-data -o --output --materialize --volume-id --flavour --kernel-arg --add --squashfs-compression --arch --strict --no-evidence --sign-key --sign-key-password --ca-file --plain-http --insecure-tls --verify-key --json -h --help' "$word" ;;
    'build-seed -'*) _slipway_words '--user-data --meta-data --network-config --instance-id --fat -o --output --strict --json -h --help' "$word" ;;
    'build-ova -'*) _slipway_words '--disk --installer --seed --base --user-data --meta-data --network-config --disk-size --kernel-arg --squashfs-compression --timeout --install-memory --strict -o --output --format --sites --materialize --cpus --memory --firmware --secure-boot --controller --nic --hardware-version --guest-os --name --product --vendor --product-version --annotation --eula --property --user-data-properties --cd-drive --cd --level --sign-key --sign-certificate --sign-key-password --ca-file --plain-http --insecure-tls --verify-key --json -h --help' "$word" ;;
    'inspect -'*) _slipway_words '--json -h --help' "$word" ;;
    'verify -'*) _slipway_words '--json -h --help' "$word" ;;
    'boot-test -'*) _slipway_words '--firmware --media --seed --disk --memory --expect --expect-qr --expect-poweroff --timeout --screenshot --json -h --help' "$word" ;;
    'evidence -'*) _slipway_words '--json -h --help' "$word" ;;
    'evidence '*) _slipway_words 'verify' "$word" ;;
    'evidence/verify -'*) _slipway_words '--all --key --json -h --help' "$word" ;;
    'base -'*) _slipway_words '--json -h --help' "$word" ;;
    'base '*) _slipway_words 'build recipe' "$word" ;;
    'base/build -'*) _slipway_words '--recipe --arch -o --output --refresh --json -h --help' "$word" ;;
    'base/recipe -'*) _slipway_words '-o --output --json -h --help' "$word" ;;
    'user-data -'*) _slipway_words '--json -h --help' "$word" ;;
    'user-data '*) _slipway_words 'new validate fix merge network' "$word" ;;
    'user-data/new -'*) _slipway_words '--purpose -o --output --json -h --help' "$word" ;;
    'user-data/validate -'*) _slipway_words '--flavour --single-host --strict --format --json -h --help' "$word" ;;
    'user-data/fix -'*) _slipway_words '--check -o --output --json -h --help' "$word" ;;
    'user-data/merge -'*) _slipway_words '--explain -o --output --json -h --help' "$word" ;;
    'user-data/network -'*) _slipway_words '--format --interface -o --output --json -h --help' "$word" ;;
    'sites -'*) _slipway_words '--json -h --help' "$word" ;;
    'sites '*) _slipway_words 'validate render diff list cat write' "$word" ;;
    'sites/validate -'*) _slipway_words '--user-data --network-config --meta-data --flavour --strict --json -h --help' "$word" ;;
    'sites/render -'*) _slipway_words '--sites --what --show-secrets --user-data --network-config --meta-data --json -h --help' "$word" ;;
    'sites/diff -'*) _slipway_words '--sites --against --user-data --network-config --meta-data --json -h --help' "$word" ;;
    'sites/list -'*) _slipway_words '--images --json -h --help' "$word" ;;
    'sites/cat -'*) _slipway_words '--images --json -h --help' "$word" ;;
    'sites/write -'*) _slipway_words '--to --yes --images --no-evidence --sign-key --sign-key-password --json -h --help' "$word" ;;
    'ova -'*) _slipway_words '--json -h --help' "$word" ;;
    'ova '*) _slipway_words 'deploy' "$word" ;;
    'ova/deploy -'*) _slipway_words '--vcenter --user --password-file --credentials-file --ca --thumbprint --library --item --replace --no-resume --template --datacenter --cluster --resource-pool --folder --datastore --network --provisioning --property --property-file --accept-eula --json -h --help' "$word" ;;
    'serve-pxe -'*) _slipway_words '-c --config --check --json -h --help' "$word" ;;
    'pxe -'*) _slipway_words '--json -h --help' "$word" ;;
    'pxe '*) _slipway_words 'doctor image leases reinstall url' "$word" ;;
    'pxe/doctor -'*) _slipway_words '--pcap --server --json -h --help' "$word" ;;
    'pxe/image -'*) _slipway_words '-o --output --json -h --help' "$word" ;;
    'pxe/leases -'*) _slipway_words '-c --config --json -h --help' "$word" ;;
    'pxe/reinstall -'*) _slipway_words '--server --json -h --help' "$word" ;;
    'pxe/url -'*) _slipway_words '-c --config --installer --site --lifetime --json -h --help' "$word" ;;
    *) _slipway_files "$word" ;;
  esac
}

complete -F _slipway slipway
