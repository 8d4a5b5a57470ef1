import unittest

from slipway_host import network, scratch, tree

_ETH0 = "stylus: {site: {network: {interfaces: {eth0: {%s}}}}}"


class NetworkTests(scratch.Scratch):
    def config(self, text):
        return network.network_config(tree.parse(scratch.user_data(text)))

    def test_a_static_interface(self):
        expected = {
            "dhcp4": False,
            "addresses": ["10.0.10.25/24"],
            "gateway4": "10.0.10.1",
            "nameservers": {"addresses": ["10.0.10.2", "10.0.10.3"]},
        }
        for address in ("ipAddress: 10.0.10.25/24", "ipAddress: 10.0.10.25, mask: 255.255.255.0", "ipAddress: 10.0.10.25, mask: 24"):
            says = "type: static, %s, gateway: 10.0.10.1, nameserver: '10.0.10.2, 10.0.10.3'" % address
            self.assertEqual(self.config(_ETH0 % says), {"version": 2, "ethernets": {"eth0": expected}})

    def test_dhcp_and_the_global_nameserver(self):
        text = "stylus: {site: {network: {nameserver: 9.9.9.9, interfaces: {eth0: {type: dhcp}}}}}"
        settings = {"dhcp4": True, "nameservers": {"addresses": ["9.9.9.9"]}}
        self.assertEqual(self.config(text), {"version": 2, "ethernets": {"eth0": settings}})

    def test_the_flat_form_means_every_wired_interface(self):
        text = "stylus: {site: {network: {type: static, ipAddress: 10.0.0.5, mask: 16, gateway: 10.0.0.1}}}"
        settings = {"match": {"name": "e*"}, "dhcp4": False, "addresses": ["10.0.0.5/16"], "gateway4": "10.0.0.1"}
        self.assertEqual(self.config(text), {"version": 2, "ethernets": {"e*": settings}})

    def test_no_network_is_none(self):
        for text in ("a: 1", "stylus: {site: {network: {httpProxy: 'http://p:1'}}}", "stylus: {site: {network: }}"):
            self.assertIsNone(self.config(text), text)

    def test_what_does_not_fit_together_is_refused(self):
        for says in (
            "type: static",
            "type: static, ipAddress: 10.0.10.25/24",
            "type: static, ipAddress: 10.0.10.25, gateway: 10.0.10.1",
            "type: static, ipAddress: 10.0.10.25/24, gateway: 10.0.11.1",
            "type: static, ipAddress: 10.0.10.0/24, gateway: 10.0.10.1",
            "type: static, ipAddress: 10.0.10.25/24, mask: 16, gateway: 10.0.10.1",
            "type: static, ipAddress: 010.0.10.25/24, gateway: 10.0.10.1",
            "type: fixed",
            "nameserver: dns.example.test",
        ):
            with self.subTest(says=says), self.assertRaises(network.WrongNetwork):
                self.config(_ETH0 % says)


if __name__ == "__main__":
    unittest.main()
