package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.LuminanceSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTests {

    @Test
    void ofPpmWhenPictureIsWholeHasItsPixels() throws IOException {
        LuminanceSource luminance =
                Screen.ofPpm(ppm("P6\n2 1\n255\n", 0xff, 0xff, 0xff, 0, 0, 0)).luminance();

        assertThat(luminance.getWidth()).isEqualTo(2);
        assertThat(luminance.getHeight()).isEqualTo(1);
        assertThat(luminance.getMatrix()).containsExactly((byte) 0xff, (byte) 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P5\n2 1\n255\n",
                "P6\n2 1\n65535\n",
                "P6\n0 0\n255\n",
                "P6\n-2 1\n255\n",
                "P6\n2 2\n255\n",
                "P6\n99999 99999\n255\n",
                "P6\n2 1",
            })
    void ofPpmWhenHeaderPromisesOtherwiseIsRefused(String header) {
        assertThatThrownBy(() -> Screen.ofPpm(ppm(header, 0xff, 0xff, 0xff, 0, 0, 0)))
                .isInstanceOf(IOException.class);
    }

    private static byte[] ppm(String header, int... colours) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        for (int colour : colours) {
            bytes.write(colour);
        }
        return bytes.toByteArray();
    }
}
