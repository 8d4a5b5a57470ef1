<#ftl output_format="YAML">
#cloud-config
# A host that boots Debian live. cloud-init reads this file; 'stylus', 'install' and 'stages' mean nothing to it.
# Fill in: how the host is called.
hostname: edge-01
users:
  - name: operator
    groups:
      - sudo
    shell: /bin/bash
    lock_passwd: true
    ssh_authorized_keys:
      # Fill in: the key of who may log in.
      - ${model.sshKey}
ssh_pwauth: false
timezone: Etc/UTC
# Files to write, and commands to run when the host is up:
# write_files:
#   - path: /etc/motd
#     content: |
#       Welcome.
# runcmd:
#   - [systemctl, status, ssh]
