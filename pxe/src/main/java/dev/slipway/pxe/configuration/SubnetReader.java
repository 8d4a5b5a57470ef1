package dev.slipway.pxe.configuration;

import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.subnet.LeaseTimes;
import dev.slipway.pxe.subnet.Network;
import dev.slipway.pxe.subnet.OptionClass;
import dev.slipway.pxe.subnet.Pool;
import dev.slipway.pxe.subnet.Reservation;
import dev.slipway.pxe.subnet.Subnet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Reads what DHCP hands out.
final class SubnetReader {

    private static final Duration LEASE = Duration.ofHours(12);
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final List<OptionClass> classes;

    SubnetReader(List<OptionClass> classes) {
        this.classes = classes;
    }

    Stream<Subnet> subnet(String name, Section section) {
        Optional<Network> network = Network.parse(name);
        List<Pool> pools = section.all("pools", Addresses::pool, Addresses.POOL_FORM);
        DhcpOptions.Builder options = DhcpOptions.builder();
        Addresses.add(
                options,
                DhcpOption.ROUTER,
                section.parsed("router", Addresses::parse, Addresses.FORM).stream()
                        .toList());
        Addresses.add(options, DhcpOption.DNS_SERVERS, section.all("dns", Addresses::parse, Addresses.FORM));
        Addresses.add(options, DhcpOption.NTP_SERVERS, section.all("ntp", Addresses::parse, Addresses.FORM));
        section.text("domain").ifPresent(domain -> options.addText(DhcpOption.DOMAIN_NAME, domain));
        Duration lease = section.time("lease").orElse(LEASE);
        List<Reservation> reservations = reservations(section);
        section.done();
        if (network.isEmpty()) {
            section.wrong(
                    "'%s' is no subnet: write its first address and its length, as in 192.168.7.0/24".formatted(name));
            return Stream.of();
        }
        if (lease.compareTo(SHORTEST) < 0) {
            section.wrong("a 'lease' is at least a minute long");
            return Stream.of();
        }
        return fits(network.get(), pools, reservations, section)
                ? Stream.of(new Subnet(
                        network.get(),
                        pools,
                        reservations,
                        new LeaseTimes(lease, SHORTEST, lease),
                        options.build(),
                        classes))
                : Stream.of();
    }

    private static List<Reservation> reservations(Section section) {
        List<Reservation> reservations = new ArrayList<>();
        for (Section one : section.listed("reservations")) {
            Optional<Reservation.Holder> holder = holder(one);
            Optional<Integer> address = one.parsed("address", Addresses::parse, Addresses.FORM);
            DhcpOptions.Builder options = DhcpOptions.builder();
            one.text("hostname").ifPresent(hostname -> options.addText(DhcpOption.HOST_NAME, hostname));
            one.done();
            if (holder.isPresent() && address.isPresent()) {
                reservations.add(new Reservation(holder.get(), address.get(), options.build()));
            } else {
                one.wrong("a reservation has an 'address' and one of 'mac', 'client-id', 'uuid'");
            }
        }
        return reservations;
    }

    private static Optional<Reservation.Holder> holder(Section one) {
        Optional<MacAddress> mac = one.parsed("mac", MacAddress::parse, HostReader.MAC_FORM);
        Optional<String> clientId = one.parsed("client-id", SubnetReader::hex, "bytes such as 01:52:54:00:12:34:56");
        Optional<UUID> uuid = one.parsed("uuid", HostReader::uuid, "a UUID");
        Optional<Reservation.Holder> byMac = mac.map(Reservation.ByMac::new);
        return byMac.or(() -> clientId.map(Reservation.ByClientId::new)).or(() -> uuid.map(Reservation.ByMachine::new));
    }

    private static boolean fits(Network network, List<Pool> pools, List<Reservation> reservations, Section section) {
        int before = section.faults().count();
        for (int i = 0; i < pools.size(); i++) {
            Pool pool = pools.get(i);
            if (!network.contains(pool.first()) || !network.contains(pool.last())) {
                section.wrong("the pool %s does not lie in %s".formatted(pool, network));
            }
            for (Pool other : pools.subList(0, i)) {
                if (Addresses.overlap(pool, other)) {
                    section.wrong("the pools %s and %s overlap".formatted(other, pool));
                }
            }
        }
        if (pools.stream().mapToLong(Pool::size).sum() > Subnet.ADDRESSES_MAX) {
            section.wrong("the pools have more than %d addresses".formatted(Subnet.ADDRESSES_MAX));
        }
        Map<Integer, Reservation> taken = new HashMap<>();
        for (Reservation reservation : reservations) {
            String address = Ipv4.text(reservation.address());
            if (!network.contains(reservation.address())) {
                section.wrong("the reserved address %s does not lie in %s".formatted(address, network));
            }
            if (taken.putIfAbsent(reservation.address(), reservation) != null) {
                section.wrong("%s is reserved twice".formatted(address));
            }
        }
        return section.faults().count() == before;
    }

    static Stream<OptionClass> optionClass(Section section) {
        DhcpOptions.Builder options = DhcpOptions.builder();
        section.texts("set").forEach((number, value) -> {
            if (number.matches("[0-9]{1,3}") && Integer.parseInt(number) >= 1 && Integer.parseInt(number) <= 254) {
                add(options, Integer.parseInt(number), value);
            } else {
                section.wrong("'%s' is no number of a DHCP option: 1 to 254".formatted(number));
            }
        });
        Optional<Section> when = section.section("when");
        OptionClass found = new OptionClass(
                when.flatMap(one -> one.text("vendor-class")),
                when.flatMap(one -> one.text("user-class")),
                when.flatMap(HostReader::architecture),
                when.flatMap(one -> one.parsed("mac-prefix", SubnetReader::prefix, "three bytes such as 52:54:00")),
                options.build());
        when.ifPresent(Section::done);
        section.done();
        if (found.options().count() == 0) {
            section.wrong("nothing is 'set'");
        }
        return Stream.of(found);
    }

    private static Optional<Integer> prefix(String text) {
        return text.matches("[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}")
                ? Optional.of(Integer.parseInt(text.replace(":", ""), 16))
                : Optional.empty();
    }

    private static Optional<String> hex(String text) {
        return text.matches("[0-9A-Fa-f]{2}(:?[0-9A-Fa-f]{2}){1,63}")
                ? Optional.of(text.replace(":", "").toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /// Addresses are told by their form, bytes by `hex:` in front of them; all else is text.
    private static void add(DhcpOptions.Builder options, int code, String text) {
        if (text.matches("hex:[0-9A-Fa-f]{2}(:?[0-9A-Fa-f]{2})*")) {
            options.add(
                    code,
                    HexFormat.of().parseHex(text.substring("hex:".length()).replace(":", "")));
            return;
        }
        List<Optional<Integer>> addresses = Stream.of(text.strip().split("[,\\s]+", -1))
                .map(Addresses::parse)
                .toList();
        if (addresses.stream().allMatch(Optional::isPresent)) {
            options.add(
                    code,
                    Addresses.bytes(addresses.stream().flatMap(Optional::stream).toList()));
        } else {
            options.addText(code, text);
        }
    }
}
