package dev.slipway.builder.userdata.network;

import dev.slipway.builder.userdata.network.IpAddress.Family;
import dev.slipway.builder.userdata.network.NetworkFiles.NetworkFile;
import dev.slipway.builder.yaml.Comments;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlNodes;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;

/// cloud-init's networking config, version 2: the `network-config` beside a NoCloud `user-data`.
///
/// Gateways are `gateway4` and `gateway6`, not routes: cloud-init 22.4 makes `::/64` of the route `::/0`. What matches
/// several interfaces is called like its pattern, since the renderer for systemd-networkd takes the name alone.
final class NetworkConfig {

    private static final List<String> HEADER = List.of(
            " cloud-init networking config, version 2, from the user-data.",
            " Interfaces that are not here are left to the system.");

    private static final List<String> UNNAMED = List.of(
            " Every wired interface: the user-data does not name the one that it means. With netplan and",
            " systemd-networkd only; name it for others, and for a host with several.");

    private NetworkConfig() {}

    static NetworkFile of(List<InterfaceSettings> interfaces) {
        List<YamlMapping.Entry> ethernets = interfaces.stream()
                .map(one -> new YamlMapping.Entry(key(one), settings(one)))
                .toList();
        YamlMapping root = YamlNodes.mapping(
                YamlNodes.entry("version", YamlNodes.number(2)),
                YamlNodes.entry("ethernets", YamlNodes.mapping(ethernets)));
        YamlMapping commented =
                new YamlMapping(root.entries(), root.span(), new Comments(HEADER, List.of(), List.of()));
        return new NetworkFile("network-config", YamlWriter.write(commented), false);
    }

    private static YamlScalar key(InterfaceSettings one) {
        return one.name()
                .map(YamlNodes::text)
                .orElse(YamlNodes.text("e*").with(new Comments(UNNAMED, List.of(), List.of())));
    }

    private static YamlMapping settings(InterfaceSettings one) {
        List<YamlMapping.Entry> entries = new ArrayList<>();
        if (one.name().isEmpty()) {
            entries.add(YamlNodes.entry("match", YamlNodes.mapping(YamlNodes.entry("name", YamlNodes.text("e*")))));
        }
        switch (one.type()) {
            case DHCP -> entries.add(YamlNodes.entry("dhcp4", YamlNodes.flag(true)));
            case STATIC -> {
                entries.add(YamlNodes.entry("dhcp4", YamlNodes.flag(false)));
                one.address().ifPresent(address -> entries.add(YamlNodes.entry("addresses", texts(List.of(address)))));
                one.gateway()
                        .ifPresent(gateway -> entries.add(YamlNodes.entry(
                                gateway.value().family() == Family.IPV4 ? "gateway4" : "gateway6",
                                YamlNodes.text(gateway.value().toString()))));
            }
        }
        if (!one.nameservers().isEmpty()) {
            entries.add(YamlNodes.entry(
                    "nameservers", YamlNodes.mapping(YamlNodes.entry("addresses", texts(one.nameservers())))));
        }
        return YamlNodes.mapping(entries);
    }

    private static YamlNode texts(List<? extends Located<?>> values) {
        return YamlNodes.list(values.stream()
                .map(located -> YamlNodes.text(located.value().toString()))
                .toList());
    }
}
