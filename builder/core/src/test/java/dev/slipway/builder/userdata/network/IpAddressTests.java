package dev.slipway.builder.userdata.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.userdata.network.IpAddress.Family;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTests {

    /// The IPv6 texts and their short forms are those of RFC 4291, chapter 2.2, and RFC 5952, chapters 1 and 4.
    @ParameterizedTest
    @CsvSource({
        "10.0.10.25, 10.0.10.25",
        "255.255.255.255, 255.255.255.255",
        "0.0.0.0, 0.0.0.0",
        "ABCD:EF01:2345:6789:ABCD:EF01:2345:6789, abcd:ef01:2345:6789:abcd:ef01:2345:6789",
        "2001:DB8:0:0:8:800:200C:417A, 2001:db8::8:800:200c:417a",
        "FF01:0:0:0:0:0:0:101, ff01::101",
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "::13.1.68.3, ::d01:4403",
        "::FFFF:129.144.52.38, ::ffff:8190:3426",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    })
    void parseGivesTheUsualForm(String text, String usual) {
        assertThat(IpAddress.parse(text)).hasToString("Optional[" + usual + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.10",
                "10.0.10.256",
                "10.0.10.010",
                "10.0.10.25 ",
                "10.0.10.-1",
                "1.2.3.4.5",
                "localhost",
                "example.test",
                "0x0a000001",
                "167772161",
                "10.0.10.25/24",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8:9",
                "12345::",
                "fe80::1%eth0",
                "[::1]",
                "1.2.3.4::",
                "::1.2.3",
                ":1:2:3:4:5:6:7",
                "١.٢.٣.٤",
            })
    void parseWhenTextIsNoAddressFindsNone(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.10.25, true",
        "0.0.0.0, false",
        "127.0.0.1, false",
        "223.255.255.254, true",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "::, false",
        "::1, false",
        "::2, true",
        "ff02::1, false",
        "fe80::1, true",
    })
    void isHostKnowsWhatNoHostCanHave(String text, boolean host) {
        assertThat(IpAddress.parse(text).orElseThrow().isHost()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({"169.254.0.9, true", "169.253.0.9, false", "fe80::1, true", "febf::1, true", "fec0::1, false"})
    void isLinkLocalKnowsItsPrefixes(String text, boolean linkLocal) {
        assertThat(IpAddress.parse(text).orElseThrow().isLinkLocal()).isEqualTo(linkLocal);
    }

    @Test
    void addressWhenValueHasTooManyBitsIsRefused() {
        assertThatThrownBy(() -> new IpAddress(Family.IPV4, BigInteger.ONE.shiftLeft(32)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IpAddress(Family.IPV6, BigInteger.valueOf(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
