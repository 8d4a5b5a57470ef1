package dev.slipway.ova.vsphere.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VcenterAddressTests {

    @ParameterizedTest
    @CsvSource({
        "vcenter.example, vcenter.example, 443",
        "vcenter.example:8443, vcenter.example, 8443",
        "https://vcenter.example/ui/, vcenter.example, 443",
        "192.0.2.7, 192.0.2.7, 443",
        "[2001:db8::7]:8443, [2001:db8::7], 8443"
    })
    void addressIsUnderstood(String text, String host, int port) {
        assertThat(VcenterAddress.parse(text)).isEqualTo(new VcenterAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://vcenter.example", "me:hush@vcenter.example", "vcenter.example/rest", "a b", "", "h:99999"
            })
    void otherThingsAreRefusedWithoutBeingQuoted(String text) {
        assertThatThrownBy(() -> VcenterAddress.parse(text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("this is no address of a vCenter Server")
                .hasMessageNotContaining("hush");
    }

    @Test
    void thumbprintOfUsersIsSha256InAnyForm() {
        assertThat(Thumbprint.parse("ab".repeat(32)).text()).isEqualTo("AB:".repeat(31) + "AB");
        assertThat(Thumbprint.parse("ab:".repeat(31) + "AB")).isEqualTo(Thumbprint.parse("AB".repeat(32)));
        assertThatThrownBy(() -> Thumbprint.parse("ab".repeat(20))).hasMessageContaining("it is not SHA-256");
        assertThatThrownBy(() -> Thumbprint.parse("zz".repeat(32))).hasMessageContaining("it is not SHA-256");
    }

    @Test
    void thumbprintOfVcenterMayBeSha1() {
        assertThat(Thumbprint.ofApi("ab:".repeat(19) + "ab")).isPresent();
        assertThat(Thumbprint.ofApi("")).isEmpty();
        assertThat(Thumbprint.ofApi("abcd")).isEmpty();
    }
}
