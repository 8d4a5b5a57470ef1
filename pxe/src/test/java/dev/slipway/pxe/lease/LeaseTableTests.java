package dev.slipway.pxe.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.subnet.LeaseTimes;
import dev.slipway.pxe.subnet.Network;
import dev.slipway.pxe.subnet.Pool;
import dev.slipway.pxe.subnet.Reservation;
import dev.slipway.pxe.subnet.Subnet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseTableTests {

    private static final int OWN = Ipv4.of("10.7.0.12");
    private static final int NETWORK = Ipv4.of("10.7.0.0");

    private final Subnet subnet = subnet("10.7.0.10", "10.7.0.14");
    private final LeaseTable table = new LeaseTable(List.of(subnet), Set.of(OWN), List.of(), 0);

    private static Subnet subnet(String first, String last) {
        Reservation reserved =
                new Reservation(new Reservation.ByMac(mac(99)), Ipv4.of("10.7.0.13"), DhcpOptions.empty());
        return new Subnet(
                new Network(NETWORK, 24),
                List.of(new Pool(Ipv4.of(first), Ipv4.of(last))),
                List.of(reserved),
                LeaseTimes.DEFAULT,
                DhcpOptions.empty(),
                List.of());
    }

    private static MacAddress mac(int number) {
        return new MacAddress(0x5254_0000_0000L + number);
    }

    private static ClientKey key(int number) {
        return new ClientKey(mac(number), "");
    }

    private String offer(int client, String wanted, long now) {
        int want = wanted.isEmpty() ? 0 : Ipv4.of(wanted);
        return Ipv4.text(table.offer(subnet, key(client), mac(client), 0, want, now, now + 60));
    }

    private void bind(int client, String address, long until) {
        table.bind(subnet, key(client), mac(client), Ipv4.of(address), until);
    }

    @Test
    void offerGivesEachClientAnotherAddressAndNeitherReservedNorOwnOnes() {
        assertThat(offer(1, "", 0)).isEqualTo("10.7.0.10");
        assertThat(offer(2, "", 0)).isEqualTo("10.7.0.11");
        assertThat(offer(3, "", 0)).isEqualTo("10.7.0.14");
        assertThat(offer(4, "", 0)).isEqualTo("0.0.0.0");
        assertThat(offer(1, "", 0)).isEqualTo("10.7.0.10");
    }

    @Test
    void offerPrefersWhatTheClientHasThenWhatItWants() {
        assertThat(offer(1, "10.7.0.14", 0)).isEqualTo("10.7.0.14");
        assertThat(offer(1, "10.7.0.11", 0)).isEqualTo("10.7.0.14");
        assertThat(offer(2, "10.7.0.14", 0)).isEqualTo("10.7.0.10");
        assertThat(offer(3, "10.7.0.13", 0)).isEqualTo("10.7.0.11");
        assertThat(offer(4, "10.9.0.1", 0)).isEqualTo("0.0.0.0");
    }

    @Test
    void offerThatNobodyTookIsForOthersAfterAWhile() {
        offer(1, "", 0);
        offer(2, "", 1);
        offer(3, "", 2);
        assertThat(offer(4, "", 59)).isEqualTo("0.0.0.0");
        assertThat(offer(4, "", 60)).isEqualTo("10.7.0.10");
        assertThat(offer(5, "", 60)).isEqualTo("0.0.0.0");
    }

    @Test
    void offerReusesTheAddressThatHasBeenFreeForLongest() {
        bind(1, "10.7.0.10", 1000);
        bind(2, "10.7.0.11", 1000);
        bind(3, "10.7.0.14", 1000);
        assertThat(table.release(key(2), NETWORK, Ipv4.of("10.7.0.11"), 10)).isNotNull();
        assertThat(table.release(key(1), NETWORK, Ipv4.of("10.7.0.10"), 20)).isNotNull();
        assertThat(table.release(key(1), NETWORK, Ipv4.of("10.7.0.10"), 20)).isNull();
        assertThat(table.release(key(3), NETWORK, Ipv4.of("10.7.0.10"), 20)).isNull();
        assertThat(offer(9, "", 30)).isEqualTo("10.7.0.11");
        assertThat(offer(1, "", 30)).isEqualTo("10.7.0.10");
        assertThat(offer(2, "", 30)).isEqualTo("0.0.0.0");
    }

    @Test
    void expiredLeaseIsFirstForItsClientAndThenForOthers() {
        bind(1, "10.7.0.10", 100);
        assertThat(table.holds(key(1), NETWORK, 99)).isTrue();
        assertThat(table.holds(key(1), NETWORK, 100)).isFalse();
        bind(2, "10.7.0.11", 1000);
        bind(3, "10.7.0.14", 1000);
        assertThat(offer(4, "", 99)).isEqualTo("0.0.0.0");
        assertThat(offer(1, "", 200)).isEqualTo("10.7.0.10");
        assertThat(offer(4, "", 261)).isEqualTo("10.7.0.10");
    }

    @Test
    void renewalDefersTheEnd() {
        bind(1, "10.7.0.10", 100);
        bind(1, "10.7.0.10", 500);
        bind(2, "10.7.0.11", 1000);
        bind(3, "10.7.0.14", 1000);
        assertThat(offer(4, "", 101)).isEqualTo("0.0.0.0");
        assertThat(offer(4, "", 500)).isEqualTo("10.7.0.10");
    }

    @Test
    void declinedAddressIsSetAsideForAWhile() {
        offer(1, "", 0);
        table.decline(subnet, Ipv4.of("10.7.0.10"), mac(1), 300);
        assertThat(offer(1, "", 0)).isEqualTo("10.7.0.11");
        assertThat(table.mayHave(subnet, key(1), 0, Ipv4.of("10.7.0.10"), 299)).isFalse();
        assertThat(table.mayHave(subnet, key(1), 0, Ipv4.of("10.7.0.10"), 300)).isTrue();
    }

    @Test
    void reservedAddressGoesToItsHolderEvenOutsideOfThePools() {
        int reserved = Ipv4.of("10.7.0.13");
        assertThat(table.offer(subnet, key(99), mac(99), reserved, 0, 0, 60)).isEqualTo(reserved);
        assertThat(table.mayHave(subnet, key(99), reserved, reserved, 0)).isTrue();
        assertThat(table.mayHave(subnet, key(99), reserved, Ipv4.of("10.7.0.10"), 0))
                .isFalse();
        assertThat(table.mayHave(subnet, key(1), 0, reserved, 0)).isFalse();
        int outside = Ipv4.of("10.7.0.200");
        assertThat(table.offer(subnet, key(98), mac(98), outside, 0, 0, 60)).isEqualTo(outside);
    }

    @Test
    void leasesComeBackFromWhatWasRemembered() {
        bind(1, "10.7.0.10", 1000);
        bind(2, "10.7.0.11", 1000);
        table.release(key(2), NETWORK, Ipv4.of("10.7.0.11"), 10);
        table.decline(subnet, Ipv4.of("10.7.0.14"), mac(3), 300);
        LeaseTable again = new LeaseTable(List.of(subnet), Set.of(OWN), table.leases(), 20);
        assertThat(again.leases())
                .containsExactlyInAnyOrderElementsOf(table.leases())
                .hasSize(3);
        assertThat(again.holds(key(1), NETWORK, 20)).isTrue();
        assertThat(Ipv4.text(again.offer(subnet, key(4), mac(4), 0, 0, 20, 80))).isEqualTo("10.7.0.11");
        assertThat(again.offer(subnet, key(5), mac(5), 0, 0, 20, 80)).isZero();
    }

    @Test
    void networksThatComeBackFindTheirLeases() {
        bind(1, "10.7.0.10", 1000);
        table.networks(List.of(), Set.of(), 10);
        assertThat(offer(1, "", 10)).isEqualTo("0.0.0.0");
        table.networks(List.of(subnet), Set.of(), 10);
        assertThat(offer(1, "", 10)).isEqualTo("10.7.0.10");
        assertThat(offer(2, "", 10)).isEqualTo("10.7.0.11");
    }
}
