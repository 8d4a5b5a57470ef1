package dev.slipway.builder.userdata.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.0.0.0/8                       | 1 | true
            localhost, 10.96.0.0/12 ,.svc    | 1 | true
            172.31.255.0/24                  | 1 | true
            172.32.0.0/16                    | 1 | false
            192.0.0.0/8                      | 1 | true
            100.64.0.0/18                    | 1 | true
            fd12:3456::/48                   | 1 | true
            2001:db8::/32,8.8.8.0/24         | 2 | false
            0.0.0.0/0                        | 1 | true
            ::/0                             | 1 | true
            *                                | 0 | true
            *.example.test                   | 0 | false
            10.0.0.1,192.168.1.1             | 0 | false
            10.0.0.0/33,10.0.0/8,/8,http://x | 0 | false
            ,,                               | 0 | false
            """)
    void parseFindsRangesAndWhetherOneIsPrivate(String text, int ranges, boolean isPrivate) {
        NoProxy noProxy = NoProxy.parse(text);

        assertThat(noProxy.ranges()).hasSize(ranges);
        assertThat(noProxy.coversPrivateRange()).isEqualTo(isPrivate);
    }
}
