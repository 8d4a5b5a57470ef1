package dev.slipway.builder.userdata.network;

import dev.slipway.builder.userdata.network.NetworkIssue.Code;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One reading of the mapping below `network`, with what it could not understand.
final class NetworkReading {

    /// The keys that make the flat form. `nameserver` and the proxies belong to both forms.
    private static final Set<String> FLAT_KEYS = Set.of("type", "ipAddress", "mask", "gateway");

    /// What Linux allows as the name of an interface: 15 bytes without blank, slash or colon (dev_valid_name).
    private static final Pattern INTERFACE_NAME = Pattern.compile("(?!\\.{1,2}$)[\\x21-\\x7e&&[^/:]]{1,15}");

    private final List<NetworkIssue> issues = new ArrayList<>();

    NetworkSettings read(YamlNode network) {
        Optional<YamlMapping> mapping = mapping(network, "network");
        if (mapping.isEmpty()) {
            return new NetworkSettings(Optional.empty(), List.of(), issues);
        }
        List<Located<IpAddress>> global = nameservers(mapping.get());
        Optional<InterfaceSettings> flat = flat(mapping.get(), global);
        List<InterfaceSettings> interfaces = interfaces(mapping.get(), global);
        return new NetworkSettings(flat, interfaces, issues);
    }

    /// Whether Linux could call an interface so; as a name of a file it is safe, too.
    static boolean isInterfaceName(String name) {
        return INTERFACE_NAME.matcher(name).matches();
    }

    private Optional<InterfaceSettings> flat(YamlMapping network, List<Located<IpAddress>> global) {
        boolean isFlat = FLAT_KEYS.stream().anyMatch(key -> isSet(network, key));
        // A name server alone is global in either form; without interfaces it means the default one.
        boolean isNameserverOnly = !global.isEmpty() && !isSet(network, "interfaces");
        return isFlat || isNameserverOnly ? Optional.of(settings(Optional.empty(), network, global)) : Optional.empty();
    }

    private List<InterfaceSettings> interfaces(YamlMapping network, List<Located<IpAddress>> global) {
        List<InterfaceSettings> found = new ArrayList<>();
        Optional<YamlMapping> interfaces = network.find("interfaces").flatMap(node -> mapping(node, "interfaces"));
        for (YamlMapping.Entry entry :
                interfaces.map(YamlMapping::effectiveEntries).orElse(List.of())) {
            if (!isInterfaceName(entry.name())) {
                issues.add(NetworkIssue.error(
                        Code.INTERFACE_NAME,
                        entry.key().span(),
                        "'%s' cannot be the name of a network interface".formatted(entry.name()),
                        "write the name that 'ip link' shows, such as eth0 or enp1s0"));
                continue;
            }
            mapping(entry.value(), entry.name()).ifPresent(settings -> {
                List<Located<IpAddress>> own = nameservers(settings);
                found.add(settings(Optional.of(entry.name()), settings, own.isEmpty() ? global : own));
            });
        }
        return found;
    }

    private InterfaceSettings settings(
            Optional<String> name, YamlMapping settings, List<Located<IpAddress>> nameservers) {
        InterfaceSettings.Type type = type(settings);
        Optional<Located<CidrAddress>> address = new AddressReading(issues).read(settings, type);
        Optional<Located<IpAddress>> gateway = text(settings, "gateway").flatMap(this::address);
        return new InterfaceSettings(name, type, address, gateway, nameservers, settings.span());
    }

    private InterfaceSettings.Type type(YamlMapping settings) {
        Optional<YamlScalar> type = text(settings, "type");
        if (type.isEmpty() || type.get().text().equals("dhcp")) {
            return InterfaceSettings.Type.DHCP;
        }
        if (!type.get().text().equals("static")) {
            issues.add(NetworkIssue.error(
                    Code.TYPE,
                    type.get().span(),
                    "'%s' is no way to get an address".formatted(type.get().text()),
                    "write dhcp or static"));
        }
        // Whoever gives an address means it.
        return isSet(settings, "ipAddress") || type.get().text().equals("static")
                ? InterfaceSettings.Type.STATIC
                : InterfaceSettings.Type.DHCP;
    }

    /// The reference knows one server as a text; several are understood with commas or blanks between them.
    private List<Located<IpAddress>> nameservers(YamlMapping settings) {
        return text(settings, "nameserver").stream()
                .flatMap(scalar -> Stream.of(scalar.text().split("[,\\s]+"))
                        .filter(part -> !part.isEmpty())
                        .flatMap(part -> address(part, scalar).stream()))
                .toList();
    }

    private Optional<Located<IpAddress>> address(YamlScalar scalar) {
        return address(scalar.text(), scalar);
    }

    private Optional<Located<IpAddress>> address(String text, YamlScalar scalar) {
        Optional<IpAddress> address = IpAddress.parse(text);
        if (address.isEmpty()) {
            issues.add(NetworkIssue.error(
                    Code.ADDRESS,
                    scalar.span(),
                    "'%s' is no IP address".formatted(text),
                    "write an address such as 10.0.10.1 or 2001:db8::1, no name and no prefix"));
        }
        return address.map(value -> new Located<>(value, scalar.span()));
    }

    private Optional<YamlMapping> mapping(YamlNode node, String key) {
        return switch (node) {
            case YamlMapping mapping -> Optional.of(mapping);
            case YamlScalar scalar when scalar.isNull() -> Optional.empty();
            default -> {
                issues.add(NetworkIssue.error(
                        Code.SHAPE,
                        node.span(),
                        "'%s' is %s where a mapping belongs".formatted(key, node.kind()),
                        "write keys below it"));
                yield Optional.empty();
            }
        };
    }

    private Optional<YamlScalar> text(YamlMapping settings, String key) {
        return text(settings, key, issues);
    }

    /// The value of a key that holds something; the empty text is the default and says nothing.
    static Optional<YamlScalar> text(YamlMapping settings, String key, List<NetworkIssue> issues) {
        Optional<YamlNode> node = settings.find(key);
        if (node.isPresent() && !(node.get() instanceof YamlScalar)) {
            issues.add(NetworkIssue.error(
                    Code.SHAPE,
                    node.get().span(),
                    "'%s' is %s where a text belongs".formatted(key, node.get().kind()),
                    "write a single value"));
        }
        return node.map(value -> value instanceof YamlScalar scalar ? scalar : null)
                .filter(scalar -> !scalar.isNull() && !scalar.text().isBlank());
    }

    private static boolean isSet(YamlMapping settings, String key) {
        return settings.find(key)
                .filter(node -> !(node instanceof YamlScalar scalar)
                        || (!scalar.isNull() && !scalar.text().isBlank()))
                .isPresent();
    }
}
