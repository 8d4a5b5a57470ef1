<#ftl output_format="YAML">
stages:
  initramfs:
    # Give each step a name of its own: steps of one name overwrite each other.
    - name: operator account
      users:
        operator:
          groups:
            - sudo
          ssh_authorized_keys:
            # Fill in: the key of who may log in.
            - ${model.sshKey}
