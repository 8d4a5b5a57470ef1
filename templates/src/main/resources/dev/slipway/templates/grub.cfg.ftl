# Boot menu of the installer: the same under BIOS and UEFI, from CD and from USB.
search --no-floppy --set=root --file ${model.searchFile}
if [ "$grub_cpu" != arm64 ]; then
  if serial --unit=0 --speed=115200; then
    terminal_input --append serial
    terminal_output --append serial
  fi
fi
set default=0
set timeout=${model.timeoutSeconds}
<#list model.entries as entry>

menuentry "${entry.title}" {
  echo "Loading the kernel ..."
  linux ${entry.kernel} ${entry.commandLine()}
  echo "Loading the initial file system ..."
  initrd ${entry.initrd}
}
</#list>
