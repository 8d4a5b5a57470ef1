package dev.slipway.machine;

import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a guest shows at one moment.
final class Screen {

    /// More than any screen of QEMU's.
    private static final int PIXELS_MAX = 64 << 20;

    private static final int WORD_CHARACTERS_MAX = 16;

    private final int width;
    private final int height;
    private final int[] pixels;

    /// @param pixels row by row, each `0xRRGGBB`
    Screen(int width, int height, int[] pixels) {
        if (pixels.length != width * height) {
            throw new IllegalArgumentException("%d pixels are no %d × %d".formatted(pixels.length, width, height));
        }
        this.width = width;
        this.height = height;
        this.pixels = pixels.clone();
    }

    /// As bright as its pixels.
    LuminanceSource luminance() {
        return new RGBLuminanceSource(width, height, pixels);
    }

    /// Reads a picture as QEMU writes it: a binary portable pixmap (`P6`) of 8 bits a colour, without comments.
    static Screen ofPpm(Path file) throws IOException {
        return ofPpm(Files.readAllBytes(file));
    }

    static Screen ofPpm(byte[] bytes) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        if (!word(file).equals("P6")) {
            throw new IOException("a picture of the screen is no portable pixmap");
        }
        int width = number(file);
        int height = number(file);
        int depth = number(file);
        long count = (long) width * height;
        if (depth != 255 || count == 0 || count > PIXELS_MAX || file.remaining() < count * 3) {
            throw new IOException("a picture of the screen is cut short, or of another depth");
        }
        int[] pixels = new int[(int) count];
        for (int i = 0; i < count; i++) {
            pixels[i] = (file.get() & 0xff) << 16 | (file.get() & 0xff) << 8 | (file.get() & 0xff);
        }
        return new Screen(width, height, pixels);
    }

    private static int number(ByteBuffer file) throws IOException {
        String word = word(file);
        if (!word.matches("[0-9]{1,5}")) {
            throw new IOException("a picture of the screen has '%s' where a number should be".formatted(word));
        }
        return Integer.parseInt(word);
    }

    /// What stands before the next white space, which is skipped.
    private static String word(ByteBuffer file) {
        StringBuilder word = new StringBuilder();
        while (file.hasRemaining() && word.length() < WORD_CHARACTERS_MAX) {
            char c = (char) (file.get() & 0xff);
            if (Character.isWhitespace(c)) {
                break;
            }
            word.append(c);
        }
        return word.toString();
    }
}
