search --no-floppy --fs-uuid --set=root ${model.stateUuid}
set prefix=($root)/grub
configfile $prefix/grub.cfg
