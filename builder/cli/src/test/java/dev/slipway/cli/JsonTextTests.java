package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonTextTests {

    private final JsonMapper jackson = new JsonMapper();

    record Everything(
            String text,
            long number,
            boolean flag,
            Optional<String> absent,
            Optional<Integer> present,
            List<Path> paths,
            Duration took,
            Thread.State state) {}

    @Test
    void ofARecordKeepsTheOrderOfItsComponents() {
        Everything value = new Everything(
                "a\"b\\c\n\u0001",
                Long.MAX_VALUE,
                true,
                Optional.empty(),
                Optional.of(7),
                List.of(Path.of("x/y")),
                Duration.ofMillis(1250),
                Thread.State.TIMED_WAITING);

        assertThat(JsonText.of(value))
                .isEqualTo("{\"text\":\"a\\\"b\\\\c\\n\\u0001\",\"number\":9223372036854775807,\"flag\":true,"
                        + "\"absent\":null,\"present\":7,\"paths\":[\"x/y\"],\"took\":1.250,"
                        + "\"state\":\"timed-waiting\"}");
    }

    @Test
    void anotherReaderGetsEveryTextBack() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(20); j >= 0; j--) {
                text.append((char) random.nextInt(i % 2 == 0 ? 0x180 : 0x10000));
            }
            // Over the wire, as UTF-8: a lone surrogate would not survive there unless it is escaped.
            byte[] wire = JsonText.of(text.toString()).getBytes(StandardCharsets.UTF_8);

            assertThat(jackson.readTree(wire).asString()).isEqualTo(text.toString());
        }
    }
}
