package dev.slipway.pxe.pcap;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Reads captures of tcpdump, Wireshark and others: classic ones (draft-ietf-opsawg-pcap) and pcapng
/// (draft-ietf-opsawg-pcapng) of either byte order, compressed by gzip or not. Captures come from anywhere and hold
/// what anybody sent: sizes are checked before anything is allocated.
public final class Capture {

    /// The most that libpcap takes for a frame.
    static final int FRAME_BYTES_MAX = 262_144;

    private static final int GZIP = 0x1f8b;
    private static final int MAGIC_BYTES = 4;
    private static final int BUFFER_BYTES = 1 << 16;

    private Capture() {}

    /// Hands over each frame of a file, in the order of the file.
    ///
    /// @throws MalformedCaptureException where it is no capture, or a damaged one
    public static void read(Path file, Consumer<Frame> each) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            read(in, each);
        }
    }

    /// Hands over each frame. A capture that ends in the midst of a frame is one without that frame.
    ///
    /// @throws MalformedCaptureException where it is no capture, or a damaged one
    public static void read(InputStream in, Consumer<Frame> each) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
        buffered.mark(2);
        boolean gzip = ((buffered.read() << 8) | buffered.read()) == GZIP;
        buffered.reset();
        CaptureInput input = new CaptureInput(gzip ? uncompressed(buffered) : buffered);
        Optional<ByteBuffer> magic = input.take(MAGIC_BYTES);
        if (magic.isEmpty()) {
            throw input.malformed("no capture: too short");
        }
        int number = magic.get().getInt(0);
        if (number == PcapngReader.SECTION_HEADER) {
            new PcapngReader(input, each).read();
            return;
        }
        Optional<PcapReader> classic = PcapReader.of(input, number);
        if (classic.isEmpty()) {
            input.order(ByteOrder.BIG_ENDIAN);
            classic = PcapReader.of(input, Integer.reverseBytes(number));
        }
        classic.orElseThrow(() -> input.malformed("no capture: it begins with %08x".formatted(number)))
                .read(each);
    }

    private static InputStream uncompressed(InputStream in) throws IOException {
        try {
            return new GZIPInputStream(in, BUFFER_BYTES);
        } catch (EOFException | ZipException e) {
            throw new MalformedCaptureException("a compressed file that is damaged", 0);
        }
    }
}
