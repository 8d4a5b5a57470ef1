"""The network settings of a user-data as cloud-init's network-config, version 2.

Gives what `slipway user-data network` gives. Gateways are gateway4 and gateway6, not routes: cloud-init 22.4 makes
`::/64` of the route `::/0`. An interface that is not named is left to the system, which asks for an address (DHCP).
"""

import ipaddress
import re

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from slipway_host import tree

_FLAT_KEYS = ("type", "ipAddress", "mask", "gateway")
_INTERFACE_NAME = re.compile(r"(?!\.{1,2}\Z)[\x21-\x2e\x30-\x39\x3b-\x7e]{1,15}\Z")
_PREFIX = re.compile(r"[1-9][0-9]{0,2}\Z", re.ASCII)


class WrongNetwork(Exception):
    """Settings that do not fit together, with the reason for people."""


def network_config(root):
    """The network-config as data; None where the user-data sets no network."""
    network = tree.find(root, "stylus", "site", "network")
    if network is None or tree.is_null(network):
        return None
    if not isinstance(network, MappingNode):
        raise WrongNetwork("'network' is no mapping")
    common = _nameservers(network)
    interfaces = _interfaces(network, common)
    if _is_flat(network, common):
        flat = _Interface("the default interface", network, common)
        _check_forms(flat, interfaces)
        if not interfaces:
            # The renderer for systemd-networkd takes the name for the pattern.
            return _document({"e*": {"match": {"name": "e*"}, **flat.settings()}}, [flat])
    if not interfaces:
        return None
    return _document({name: one.settings() for name, one in interfaces.items()}, list(interfaces.values()))


def _document(ethernets, interfaces):
    if all(one.static and one.gateway is None for one in interfaces):
        raise WrongNetwork("%s is static and has no gateway" % interfaces[0].label)
    seen = {}
    for one in interfaces:
        if one.static and one.address.ip in seen:
            raise WrongNetwork("%s has the address of %s" % (one.label, seen[one.address.ip]))
        if one.static:
            seen[one.address.ip] = one.label
    return {"version": 2, "ethernets": ethernets}


def _is_flat(network, common):
    return any(_is_set(network, key) for key in _FLAT_KEYS) or (common and not _is_set(network, "interfaces"))


def _interfaces(network, common):
    node = tree.find(network, "interfaces")
    if node is None or tree.is_null(node):
        return {}
    if not isinstance(node, MappingNode):
        raise WrongNetwork("'interfaces' is no mapping")
    found = {}
    for key, settings in node.value:
        if not _INTERFACE_NAME.match(key.value):
            raise WrongNetwork("'%s' cannot be the name of a network interface" % key.value)
        if tree.is_null(settings):
            continue
        if not isinstance(settings, MappingNode):
            raise WrongNetwork("'%s' is no mapping" % key.value)
        own = _nameservers(settings)
        found[key.value] = _Interface("interface '%s'" % key.value, settings, own or common)
    return found


class _Interface:
    """What is set for one interface."""

    def __init__(self, label, settings, nameservers):
        self.label = label
        self.nameservers = nameservers
        kind = _text(settings, "type") or "dhcp"
        if kind not in ("dhcp", "static"):
            raise WrongNetwork("'%s' is no way to get an address" % kind)
        self.static = kind == "static"
        self.address = self._read_address(settings)
        gateway = _text(settings, "gateway")
        self.gateway = None if gateway is None else _address(gateway)
        if self.static:
            self._check()

    def _read_address(self, settings):
        address = _text(settings, "ipAddress")
        mask = _text(settings, "mask")
        if address is None:
            return None
        if "/" in address:
            plain, prefix = address.split("/", 1)
            found = _interface(_address(plain), prefix)
            if mask is not None and _prefix_length(mask, found.version) != found.network.prefixlen:
                raise WrongNetwork("the mask '%s' contradicts the address %s" % (mask, found))
            return found
        plain = _address(address)
        if mask is None:
            if self.static:
                raise WrongNetwork("the address %s has no mask" % plain)
            return None
        length = _prefix_length(mask, plain.version)
        if length is None:
            raise WrongNetwork("'%s' is no mask" % mask)
        return _interface(plain, str(length))

    def _check(self):
        if self.address is None:
            raise WrongNetwork("%s is static and has no address" % self.label)
        if _is_edge(self.address) or not _is_host(self.address.ip):
            raise WrongNetwork("%s is no address that a host can have" % self.address)
        to = self.gateway
        if to is None:
            return
        inside = to.version == self.address.version and to in self.address.network
        local = to.version == 6 and self.address.version == 6 and to in ipaddress.ip_network("fe80::/10")
        at = _interface(to, str(self.address.network.prefixlen)) if inside or local else None
        if to == self.address.ip or at is None or _is_edge(at):
            raise WrongNetwork("%s cannot reach the gateway %s" % (self.label, to))

    def settings(self):
        entries = {"dhcp4": not self.static}
        if self.static:
            entries["addresses"] = ["%s/%d" % (self.address.ip, self.address.network.prefixlen)]
            if self.gateway is not None:
                entries["gateway%d" % self.gateway.version] = str(self.gateway)
        if self.nameservers:
            entries["nameservers"] = {"addresses": [str(server) for server in self.nameservers]}
        return entries


def _check_forms(flat, interfaces):
    """Where both forms are there, one interface has to be what the flat form says."""
    agrees = [
        one
        for one in interfaces.values()
        if one.static == flat.static
        and (not one.static or (one.address == flat.address and one.gateway == flat.gateway))
    ]
    if interfaces and not agrees:
        raise WrongNetwork("what is set for the default interface is set for none of 'interfaces'")
    if flat.static and flat.gateway is None:
        raise WrongNetwork("the default interface is static and has no gateway")


def _is_edge(at):
    """Whether an address is the network itself or its broadcast address; IPv6 has none such."""
    network = at.network
    if network.max_prefixlen - network.prefixlen <= 1:
        return False
    return at.ip == network.network_address or (at.version == 4 and at.ip == network.broadcast_address)


def _is_host(address):
    if address.version == 4:
        first = int(address) >> 24
        return first != 0 and first != 127 and first < 224
    return int(address) > 1 and int(address) >> 120 != 0xFF


def _nameservers(settings):
    node = tree.find(settings, "nameserver")
    if isinstance(node, SequenceNode):
        texts = [_scalar(item, "nameserver") for item in node.value]
    else:
        texts = [_text(settings, "nameserver")]
    parts = [part for text in texts if text is not None for part in re.split(r"[,\s]+", text) if part]
    return [_address(part) for part in parts]


def _is_set(settings, key):
    node = tree.find(settings, key)
    return node is not None and not (isinstance(node, ScalarNode) and (tree.is_null(node) or not node.value.strip()))


def _text(settings, key):
    node = tree.find(settings, key)
    return None if node is None else _scalar(node, key)


def _scalar(node, key):
    if not isinstance(node, ScalarNode):
        raise WrongNetwork("'%s' is no single value" % key)
    return None if tree.is_null(node) or not node.value.strip() else node.value


def _address(text):
    try:
        if "%" in text:
            raise ValueError
        return ipaddress.ip_address(text)
    except ValueError:
        raise WrongNetwork("'%s' is no IP address" % text) from None


def _interface(address, prefix):
    if not _PREFIX.match(prefix) or int(prefix) > address.max_prefixlen:
        raise WrongNetwork("'%s/%s' is no IP address with its prefix" % (address, prefix))
    return ipaddress.ip_interface("%s/%s" % (address, prefix))


def _prefix_length(text, version):
    if _PREFIX.match(text):
        return int(text) if int(text) <= (32 if version == 4 else 128) else None
    try:
        bits = int(ipaddress.IPv4Address(text)) if version == 4 else 0
    except ValueError:
        return None
    inverted = bits ^ 0xFFFFFFFF
    # A mask is ones and then zeros; the one of no bits at all covers every address and is none.
    return 32 - inverted.bit_length() if bits and inverted & (inverted + 1) == 0 else None
