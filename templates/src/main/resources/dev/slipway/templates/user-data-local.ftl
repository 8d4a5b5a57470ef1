<#ftl output_format="YAML">
#cloud-config
# A host that looks after itself. Its own user interface is at https://ADDRESS:5080; it can be paired with a central
# management later.
stylus:
  managementMode: local
  # Several such hosts can be linked into one cluster.
  enableMultiNode: true
  # localUI:
  #   port: 5080
  # site:
  #   hostName: edge-01
install:
  # Off once the disk is written, so that nobody installs twice from a medium left behind.
  poweroff: true
<#include "user-data-login.ftl">
