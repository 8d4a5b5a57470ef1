package dev.slipway.builder.userdata.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.userdata.network.IpAddress.Family;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrAddressTests {

    @ParameterizedTest
    @CsvSource({
        "10.0.10.25/24, 10.0.10.1, true",
        "10.0.10.25/24, 10.0.11.1, false",
        "10.0.10.25/23, 10.0.11.1, true",
        "10.0.10.25/32, 10.0.10.1, false",
        "192.0.2.4/31, 192.0.2.5, true",
        "2001:db8::5/64, 2001:db8::1, true",
        "2001:db8::5/64, 2001:db8:0:1::1, false",
        "10.0.10.25/24, ::1, false",
    })
    void containsComparesThePrefix(String address, String other, boolean inside) {
        assertThat(cidr(address).contains(IpAddress.parse(other).orElseThrow())).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.10.0/24, true, false",
        "10.0.10.255/24, false, true",
        "10.0.10.255/23, false, false",
        "10.0.10.128/25, true, false",
        "10.0.10.127/25, false, true",
        "192.0.2.4/31, false, false",
        "192.0.2.5/31, false, false",
        "192.0.2.5/32, false, false",
        "2001:db8::/64, true, false",
        "2001:db8::ffff:ffff:ffff:ffff/64, false, false",
        "2001:db8::/127, false, false",
    })
    void isNetworkAndIsBroadcastKnowTheEnds(String address, boolean network, boolean broadcast) {
        assertThat(cidr(address).isNetwork()).isEqualTo(network);
        assertThat(cidr(address).isBroadcast()).isEqualTo(broadcast);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.1", "10.0.0.1/", "10.0.0.1/33", "10.0.0.1/0", "10.0.0.1/024", "10.0.0.1/2/4", "::1/129"})
    void parseWhenPrefixIsWrongFindsNone(String text) {
        assertThat(CidrAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "24, 24",
        "32, 32",
        "255.255.255.0, 24",
        "255.255.255.255, 32",
        "255.255.254.0, 23",
        "128.0.0.0, 1",
        "0.0.0.0, -1",
        "255.0.255.0, -1",
        "0.0.0.255, -1",
        "33, -1",
        "/24, -1",
        "ffff::, -1",
    })
    void prefixLengthReadsNumbersAndMasks(String text, int length) {
        OptionalInt expected = length < 0 ? OptionalInt.empty() : OptionalInt.of(length);
        assertThat(PrefixLength.parse(text, Family.IPV4)).isEqualTo(expected);
    }

    private static CidrAddress cidr(String text) {
        return CidrAddress.parse(text).orElseThrow();
    }
}
