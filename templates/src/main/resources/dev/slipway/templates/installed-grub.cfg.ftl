# Boot menu of this machine. The installer wrote it.
search --no-floppy --fs-uuid --set=root ${model.stateUuid}
if [ "$grub_cpu" != arm64 ]; then
  if serial --unit=0 --speed=115200; then
    terminal_input --append serial
    terminal_output --append serial
  fi
fi
set default=0
set timeout=2

menuentry "Slipway" {
  echo "Loading the kernel ..."
  linux /active/vmlinuz quiet ${model.commandLine()}
  echo "Loading the initial file system ..."
  initrd /active/initrd.img
}

menuentry "Slipway (shows what it does)" {
  echo "Loading the kernel ..."
  linux /active/vmlinuz loglevel=7 systemd.show_status=true ${model.commandLine()}
  echo "Loading the initial file system ..."
  initrd /active/initrd.img
}
