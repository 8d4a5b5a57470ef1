package dev.slipway.testkit;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;

/// QR codes as a PC without a graphical system shows them.
final class QrPictures {

    private static final int COLUMNS = 80;
    private static final int ROWS = 25;
    private static final int WIDTH = 320;
    private static final int HEIGHT = 200;

    /// In code page 437. The colour of the character is that of dark modules' counterpart: white on black.
    private static final byte[] BLOCKS = {' ', (byte) 0xdc, (byte) 0xdf, (byte) 0xdb};

    private static final byte WHITE_ON_BLACK = 0x0f;
    private static final byte WHITE = 15;

    private QrPictures() {}

    /// Cells of text, two modules high each: a half block is lit where the code is light.
    static byte[] cells(String text) throws WriterException {
        BitMatrix modules = modules(text);
        byte[] cells = new byte[2 * COLUMNS * ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                int block = lit(modules, column, 2 * row) << 1 | lit(modules, column, 2 * row + 1);
                int at = 2 * (row * COLUMNS + column);
                cells[at] = BLOCKS[block];
                cells[at + 1] = WHITE_ON_BLACK;
            }
        }
        return cells;
    }

    private static int lit(BitMatrix modules, int x, int y) {
        boolean inside = x < modules.getWidth() && y < modules.getHeight();
        return inside && !modules.get(x, y) ? 1 : 0;
    }

    /// Pixels of 256 colours, four a side for each module.
    static byte[] pixels(String text) throws WriterException {
        BitMatrix modules = modules(text);
        byte[] pixels = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            if (lit(modules, i % WIDTH / 4, i / WIDTH / 4) == 1) {
                pixels[i] = WHITE;
            }
        }
        return pixels;
    }

    private static BitMatrix modules(String text) throws WriterException {
        return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
    }
}
