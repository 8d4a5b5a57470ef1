version: 2
ethernets:
  ${interface}:
    addresses: [${address}]
    gateway4: ${gateway}
    nameservers: {addresses: [${gateway}]}
