package dev.slipway.pxe.configuration;

import dev.slipway.pxe.configuration.ServerConfiguration.OptionSet;
import dev.slipway.pxe.configuration.ServerConfiguration.OptionValue;
import dev.slipway.pxe.configuration.SubnetPlan.Reservation;
import dev.slipway.pxe.host.MacAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads what DHCP hands out.
final class SubnetReader {

    private static final Duration LEASE = Duration.ofHours(12);
    private static final String ADDRESS = "an address such as 192.168.7.1";

    private SubnetReader() {}

    static Stream<SubnetPlan> subnet(String name, Section section) {
        Optional<Cidr> subnet = Cidr.parse(name);
        SubnetPlan plan = new SubnetPlan(
                subnet.orElse(new Cidr(0, 1)),
                section.all("pools", AddressRange::parse, "a range such as 192.168.7.100 - 192.168.7.199"),
                section.parsed("router", Ipv4::parse, ADDRESS),
                section.all("dns", Ipv4::parse, ADDRESS),
                section.all("ntp", Ipv4::parse, ADDRESS),
                section.text("domain"),
                section.time("lease").orElse(LEASE),
                reservations(section));
        section.done();
        if (subnet.isEmpty()) {
            section.wrong(
                    "'%s' is no subnet: write its first address and its length, as in 192.168.7.0/24".formatted(name));
            return Stream.of();
        }
        check(plan, section);
        return Stream.of(plan);
    }

    private static List<Reservation> reservations(Section section) {
        List<Reservation> reservations = new ArrayList<>();
        for (Section one : section.listed("reservations")) {
            Optional<MacAddress> mac = one.parsed("mac", MacAddress::parse, "the address of a card: 52:54:00:12:34:56");
            Optional<Integer> address = one.parsed("address", Ipv4::parse, ADDRESS);
            Optional<String> hostname = one.text("hostname");
            one.done();
            if (mac.isPresent() && address.isPresent()) {
                reservations.add(new Reservation(mac.get(), address.get(), hostname));
            } else {
                one.wrong("a reservation has a 'mac' and an 'address'");
            }
        }
        return reservations;
    }

    private static void check(SubnetPlan plan, Section section) {
        List<AddressRange> pools = plan.pools();
        for (int i = 0; i < pools.size(); i++) {
            AddressRange pool = pools.get(i);
            if (!plan.subnet().contains(pool.first()) || !plan.subnet().contains(pool.last())) {
                section.wrong("the pool %s does not lie in %s".formatted(pool, plan.subnet()));
            }
            for (AddressRange other : pools.subList(0, i)) {
                if (pool.overlaps(other)) {
                    section.wrong("the pools %s and %s overlap".formatted(other, pool));
                }
            }
        }
        Map<Integer, MacAddress> taken = new HashMap<>();
        for (Reservation reservation : plan.reservations()) {
            String address = Ipv4.text(reservation.address());
            if (!plan.subnet().contains(reservation.address())) {
                section.wrong("the reservation of %s is %s, which does not lie in %s"
                        .formatted(reservation.mac(), address, plan.subnet()));
            }
            MacAddress other = taken.putIfAbsent(reservation.address(), reservation.mac());
            if (other != null) {
                section.wrong("%s is reserved for %s and for %s".formatted(address, other, reservation.mac()));
            }
        }
    }

    static Stream<OptionSet> optionSet(Section section) {
        Map<Integer, OptionValue> options = new HashMap<>();
        section.texts("set").forEach((number, value) -> {
            if (number.matches("[0-9]{1,3}") && Integer.parseInt(number) >= 1 && Integer.parseInt(number) <= 254) {
                options.put(Integer.parseInt(number), value(value));
            } else {
                section.wrong("'%s' is no number of a DHCP option: 1 to 254".formatted(number));
            }
        });
        Optional<Section> when = section.section("when");
        OptionSet set = new OptionSet(
                when.flatMap(one -> one.text("vendor-class")),
                when.flatMap(one -> one.text("user-class")),
                when.flatMap(one -> one.number("arch", 0, 65535)),
                when.flatMap(one -> one.parsed("mac-prefix", SubnetReader::prefix, "bytes such as 52:54:00")),
                options);
        when.ifPresent(Section::done);
        section.done();
        if (options.isEmpty()) {
            section.wrong("nothing is 'set'");
        }
        return Stream.of(set);
    }

    private static Optional<String> prefix(String text) {
        return text.matches("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){0,5}")
                ? Optional.of(text.replace(":", "").toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /// Addresses are told by their form, bytes by `hex:` in front of them; all else is text.
    private static OptionValue value(String text) {
        if (text.matches("hex:([0-9A-Fa-f]{2}:?)*")) {
            return new OptionValue(text.substring("hex:".length()).replace(":", ""), OptionValue.Kind.HEX);
        }
        boolean areAddresses = Stream.of(text.split("[,\\s]+", -1))
                .allMatch(part -> Ipv4.parse(part).isPresent());
        return new OptionValue(text, areAddresses ? OptionValue.Kind.ADDRESSES : OptionValue.Kind.TEXT);
    }
}
