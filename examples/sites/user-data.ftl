#cloud-config
<#-- A comment of the template: it is not in what is rendered. -->
stylus:
  site:
    paletteEndpoint: ${endpoint}
    name: "edge-${name}"
    tags: {city: ${city}}
    network:
      interfaces:
        ${interface}:
          type: static
          ipAddress: ${address}
          gateway: ${gateway}
          nameserver: ${gateway}
install:
  poweroff: true
stages:
  initramfs:
    - name: operator account
      users:
        operator:
          groups: [sudo]
          ssh_authorized_keys:
            - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExampleEx operator
    - name: files
      files:
        - path: /etc/systemd/timesyncd.conf
          permissions: 0644
          content: |
            [Time]
            NTP=${ntp?join(" ")}
        - path: /etc/wifi.conf
          permissions: 0600
          content: "psk=${.data_model["wifi-key"]}\n"
  boot:
    - name: clock
      commands:
        - "timedatectl set-timezone ${timezone}"
