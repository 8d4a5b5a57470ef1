<#ftl output_format="YAML">
#cloud-config
# A host of a central management with a fixed address.
stylus:
  site:
    # Fill in: the host name of the management, without https://.
    paletteEndpoint: ${model.endpoint}
    # Fill in: the registration app, which the QR code on the host's screen leads to.
    registrationURL: ${model.registrationUrl}
    projectName: Default
    network:
      interfaces:
        # Fill in: the name that 'ip link' shows. Interfaces that are not here use DHCP.
        ${model.network.interfaceName}:
          type: static
          # Fill in: the address with the length of its prefix, and the router.
          ipAddress: ${model.network.address}
          gateway: ${model.network.gateway}
          nameserver: ${model.network.nameserver}
      # Behind a proxy, name the ranges of hosts, pods and services that go past it:
      # httpProxy: http://proxy.example.test:3128
      # httpsProxy: http://proxy.example.test:3128
      # noProxy: 192.0.2.0/24,10.244.0.0/16,10.96.0.0/12
install:
  # Off once the disk is written, so that nobody installs twice from a medium left behind.
  poweroff: true
<#include "user-data-login.ftl">
