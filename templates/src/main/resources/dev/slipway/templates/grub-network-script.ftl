# Made for this machine and this boot alone.
echo "Slipway: ${model.machine}"
<#switch model.action.kind()>
<#on "kernel">
echo "Fetching the kernel ..."
if linux ${model.path(model.action.kernel)}<#list model.action.arguments as argument> ${model.quoted(argument)}</#list>; then
<#if model.action.initrds?has_content>
  echo "Fetching the initial file system ..."
  if initrd<#list model.action.initrds as initrd> ${model.path(initrd)}</#list>; then boot; fi
<#else>
  boot
</#if>
fi
echo "It did not work: see what is said above."
<#on "disk">
echo "Booting the next device, the machine's own disk ..."
exit
<#on "wait">
echo "${model.action.why}"
</#switch>
