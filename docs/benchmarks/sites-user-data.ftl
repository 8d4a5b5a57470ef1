#cloud-config
hostname: ${name}
timezone: ${tz}
ntp:
  servers: ${ntp}
install:
  poweroff: true
stages:
  initramfs:
    - name: users
      users:
        ops:
          lock_passwd: true
          groups: [sudo]
          ssh_authorized_keys:
            - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ops@example.com
  network:
    - name: hello
      commands:
        - echo booted
stylus:
  site:
    paletteEndpoint: api.example.com
    tags:
      city: ${city}
      region: ${labels.region}
      tier: ${labels.tier}
    network:
      interfaces:
        eth0:
          type: static
          ipAddress: ${address}
          gateway: ${gateway}
          nameserver: ${gateway}
