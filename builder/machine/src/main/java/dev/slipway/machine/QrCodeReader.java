package dev.slipway.machine;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads the QR code that stands somewhere on a screen, as a phone would.
final class QrCodeReader {

    private static final Map<DecodeHintType, ?> HINTS =
            Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE));

    /// The first bears gradients and pictures around it; the second, codes of few dots a module.
    private static final List<Function<LuminanceSource, Binarizer>> BINARIZERS =
            List.of(HybridBinarizer::new, GlobalHistogramBinarizer::new);

    private QrCodeReader() {}

    /// Its text, where there is one.
    static Optional<String> read(Screen screen) {
        LuminanceSource shown = screen.luminance();
        // Consoles are black: there, a code may be drawn in light on dark.
        for (LuminanceSource source : List.of(shown, shown.invert())) {
            for (Function<LuminanceSource, Binarizer> binarizer : BINARIZERS) {
                try {
                    return Optional.of(new QRCodeReader()
                            .decode(new BinaryBitmap(binarizer.apply(source)), HINTS)
                            .getText());
                } catch (ReaderException e) {
                    // Not seen this way.
                }
            }
        }
        return Optional.empty();
    }
}
