# From the user-data. NetworkManager reads this file only with mode 0600.
[connection]
id=${model.id}
uuid=${model.uuid}
type=ethernet
<#if model.interfaceName?has_content>
interface-name=${model.interfaceName}
<#else>
# Whichever wired interface comes first: the user-data does not name it.
autoconnect-priority=-10

[match]
interface-name=e*;
</#if>

[ipv4]
<@protocol model.ipv4/>

[ipv6]
<@protocol model.ipv6/>
<#macro protocol ip>
method=${ip.method}
<#list ip.addresses as address>
address${address?counter}=${address}
</#list>
<#if ip.gateway?has_content>
gateway=${ip.gateway}
</#if>
<#if ip.nameservers?has_content>
dns=<#list ip.nameservers as server>${server};</#list>
</#if>
</#macro>
