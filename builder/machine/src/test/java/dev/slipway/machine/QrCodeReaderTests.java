package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QrCodeReaderTests {

    private static final String TEXT = "https://edge.example/register?id=4711";
    private static final int WHITE = 0xffffff;

    /// The grey that consoles write with.
    private static final int GREY = 0xaaaaaa;

    /// As large as the cells of consoles make a module: half a cell of 9 × 16 dots of VGA text, of 8 × 16 of the Linux
    /// framebuffer, of large fonts of 16 × 32; and of small dots.
    @ParameterizedTest
    @CsvSource({"9, 8", "8, 8", "16, 16", "4, 4"})
    void readWhenCodeIsDrawnInBlocksFindsItsText(int moduleWidth, int moduleHeight) throws Exception {
        assertThat(QrCodeReader.read(screen(moduleWidth, moduleHeight, GREY, 0)))
                .contains(TEXT);
    }

    @Test
    void readWhenCodeIsLightOnDarkFindsItsText() throws Exception {
        assertThat(QrCodeReader.read(screen(8, 8, 0, WHITE))).contains(TEXT);
    }

    @Test
    void readWhenScreenShowsNoCodeFindsNone() {
        assertThat(QrCodeReader.read(new Screen(640, 400, new int[640 * 400]))).isEmpty();
    }

    private static Screen screen(int moduleWidth, int moduleHeight, int light, int dark) throws Exception {
        BitMatrix modules = new QRCodeWriter().encode(TEXT, BarcodeFormat.QR_CODE, 0, 0);
        int width = Math.max(720, modules.getWidth() * moduleWidth);
        int height = Math.max(400, modules.getHeight() * moduleHeight);
        int[] pixels = new int[width * height];
        for (int y = 0; y < modules.getHeight() * moduleHeight; y++) {
            for (int x = 0; x < modules.getWidth() * moduleWidth; x++) {
                pixels[y * width + x] = modules.get(x / moduleWidth, y / moduleHeight) ? dark : light;
            }
        }
        return new Screen(width, height, pixels);
    }
}
