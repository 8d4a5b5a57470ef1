package dev.slipway.builder.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTests {

    @Test
    void encodeWhenFieldHasTabsAndLineBreaksWritesOneLine() {
        assertThat(Message.of("warning", "a\tb\r\nc\\d", 7).encode()).isEqualTo("warning\ta\\tb\\r\\nc\\\\d\t7");
    }

    @Test
    void decodeWhenLineHasEscapesGivesTheFields() {
        assertThat(Message.decode("warning\ta\\tb\\r\\nc\\\\d\t7")).isEqualTo(Message.of("warning", "a\tb\r\nc\\d", 7));
    }

    @Test
    void decodeWhenLastFieldIsEmptyKeepsIt() {
        assertThat(Message.decode("problem\twhat\t").fields()).containsExactly("what", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\", "\\t", "\\\\n", "ends in \\", "grüße ☃", "\t\t"})
    void decodeWhenEncodedGivesTheSame(String field) {
        assertThat(Message.decode(Message.of("step", field).encode())).isEqualTo(Message.of("step", field));
    }
}
