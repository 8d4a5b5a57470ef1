package dev.slipway.ova.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VcenterUuidTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4233915c-6bd7-6ee8-ccd9-98b19d030a5f",
                "4233915C6BD76EE8CCD998B19D030A5F",
                " 42 33 91 5c 6b d7 6e e8-cc d9 98 b1 9d 03 0a 5f"
            })
    void edgeHostIdHasFirstGroupsInOrderOfGuest(String uuid) {
        assertThat(VcenterUuid.parse(uuid).edgeHostId()).isEqualTo("edge-5c913342d76be86eccd998b19d030a5f");
    }

    @Test
    void edgeHostIdTwiceIsTheUuidAgain() {
        String once = VcenterUuid.parse("00112233-4455-6677-8899-aabbccddeeff").edgeHostId();
        assertThat(VcenterUuid.parse(once.substring("edge-".length())).edgeHostId())
                .isEqualTo("edge-00112233445566778899aabbccddeeff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "edge", "4233915c-6bd7-6ee8-ccd9-98b19d030a5", "g233915c-6bd7-6ee8-ccd9-98b19d030a5f"})
    void parseOfAnythingElseRefuses(String text) {
        assertThatThrownBy(() -> VcenterUuid.parse(text)).hasMessageContaining("32 hexadecimal digits");
    }
}
