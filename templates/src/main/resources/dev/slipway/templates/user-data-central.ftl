<#ftl output_format="YAML">
#cloud-config
# A host that a central management looks after.
stylus:
  site:
    # Fill in: the host name of the management, without https://.
    paletteEndpoint: ${model.endpoint}
    # Fill in: the registration app, which the QR code on the host's screen leads to.
    registrationURL: ${model.registrationUrl}
    # The project that the host becomes part of.
    projectName: Default
    # To register without a person, fill in a registration token, and keep this file secret:
    # edgeHostToken: ...
    # What to find the host by:
    # tags:
    #   site: paris-01
install:
  # Off once the disk is written, so that nobody installs twice from a medium left behind.
  poweroff: true
<#include "user-data-login.ftl">
