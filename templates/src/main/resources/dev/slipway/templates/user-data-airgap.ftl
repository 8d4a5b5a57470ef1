<#ftl output_format="YAML">
#cloud-config
# A host without a way to the outside: it looks after itself, and takes images from a registry on its own network.
stylus:
  managementMode: local
  enableMultiNode: true
  externalRegistries:
    registries:
      # Fill in: the registry. A user name and a password are added as 'username' and 'password'.
      - domain: registry.example.test
        repositoryName: edge
    # Where images come from instead of where their names say:
    # registryMappingRules:
    #   us-docker.pkg.dev: registry.example.test/edge
  site:
    # Fill in: clocks must agree before certificates do.
    ntpServers:
      - ntp.example.test
install:
  # Off once the disk is written, so that nobody installs twice from a medium left behind.
  poweroff: true
<#include "user-data-login.ftl">
