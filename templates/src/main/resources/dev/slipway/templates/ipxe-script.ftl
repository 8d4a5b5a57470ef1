#!ipxe
# Made for this machine and this boot alone.
echo
echo Slipway: ${model.machine}
isset ${r"${ip}"} || dhcp || goto failed
<#switch model.action.kind()>
<#on "kernel">
echo Fetching the kernel and the initial file system ...
kernel --name vmlinuz ${model.action.kernel}<#list model.action.initrds as initrd> initrd=${model.initrdName(initrd?index)}</#list><#list model.action.arguments as argument> ${argument}</#list> || goto failed
<#list model.action.initrds as initrd>
initrd --name ${model.initrdName(initrd?index)} ${initrd} || goto failed
</#list>
boot || goto failed
<#on "drive">
echo Booting the ISO over the network ...
sanboot ${model.action.iso} || goto failed
<#on "disk">
echo Booting the machine's own disk ...
iseq ${r"${platform}"} efi && exit 0 ||
sanboot --no-describe --drive 0x80 || exit 1
<#on "wait">
echo ${model.action.why}
echo This machine asks again every ${model.action.seconds} s.
prompt --key s --timeout ${model.action.seconds * 1000} Press s for a shell. && goto shell ||
goto again
</#switch>

:failed
imgfree ||
echo
echo It did not work: see what is said above. This machine is ${r"${mac}"}, its address ${r"${ip}"}.
menu Slipway: the boot over the network did not work
item again Try again; also after ${model.retrySeconds()} s
item shell Shell of iPXE, to look around
item leave Leave the network, and boot the next device
choose --default again --timeout ${model.retrySeconds() * 1000} next && goto ${r"${next}"} || goto again

:again
chain --replace ${model.script} || goto failed

:shell
echo Type exit to try again.
shell
goto again

:leave
exit 1
