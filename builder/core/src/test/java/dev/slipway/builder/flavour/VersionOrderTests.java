package dev.slipway.builder.flavour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionOrderTests {

    private static final List<String> ORDERED = List.of(
            "",
            "5.10.0-9-amd64",
            "5.10.0-28-amd64",
            "6.1.0-9-amd64",
            "6.1.0-10-amd64",
            "6.12~rc6-amd64",
            "6.12-amd64",
            "6.12.9-amd64",
            "6.12.12-amd64",
            "99999999999999999999999.1");

    @Test
    void compareOrdersAsPeopleDo() {
        List<String> versions = new ArrayList<>(ORDERED);
        Collections.shuffle(versions, new Random(7));
        versions.sort(VersionOrder.INSTANCE);

        assertThat(versions).isEqualTo(ORDERED);
    }

    @Test
    void compareIsAntisymmetricAndTakesAnyText() {
        List<String> texts = new ArrayList<>(ORDERED);
        texts.addAll(List.of("~", "a", "1", "01", "\u0663x", "x\u0663", "1~", "1a"));
        for (String left : texts) {
            for (String right : texts) {
                assertThat(Integer.signum(VersionOrder.INSTANCE.compare(left, right)))
                        .as("%s and %s", left, right)
                        .isEqualTo(-Integer.signum(VersionOrder.INSTANCE.compare(right, left)));
            }
        }
    }
}
