package dev.slipway.pxe.tftp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.slipway.pxe.tftp.TftpRequest.Option;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// What client and server agree on. Only what was asked is answered, in the order and with the names of the client:
/// some firmwares compare letter by letter, and take an option that they did not ask for as a failure (RFC 2347).
///
/// @param blockSize the bytes of a block (RFC 2348)
/// @param windowSize the blocks that are sent without an acknowledgement in between (RFC 7440)
/// @param timeoutSeconds after which a block is sent again, where the client wants it (RFC 2349)
/// @param answer the options that the client is told; none where it asked for none that we know
record Negotiation(int blockSize, int windowSize, OptionalInt timeoutSeconds, List<Option> answer) {

    /// Where nothing is agreed on (RFC 1350).
    static final int BLOCK_SIZE = 512;

    static final int BLOCK_SIZE_MIN = 8;
    static final int BLOCK_SIZE_MAX = 65_464;
    static final int WINDOW_MAX = 65_535;

    private static final int OPCODE = 6;

    Negotiation {
        answer = List.copyOf(answer);
    }

    /// Agrees with a request.
    ///
    /// @param size of the file
    /// @param blockSizeMax what the server and the way to the client allow
    /// @param windowMax what the server allows
    /// @param timeoutSecondsMax what the server allows; longer ones are not agreed on
    static Negotiation of(TftpRequest request, long size, int blockSizeMax, int windowMax, int timeoutSecondsMax) {
        int blockSize = BLOCK_SIZE;
        int windowSize = 1;
        OptionalInt timeout = OptionalInt.empty();
        List<Option> answer = new ArrayList<>();
        for (Option option : request.options()) {
            switch (option.name().toLowerCase(Locale.ROOT)) {
                case "blksize" -> {
                    // More than the RFC's most is only a wish for much: it gets what there is.
                    var asked = option.number(BLOCK_SIZE_MIN, Integer.MAX_VALUE);
                    if (asked.isPresent()) {
                        blockSize = (int) Math.min(asked.get(), blockSizeMax);
                        answer.add(new Option(option.name(), Integer.toString(blockSize)));
                    }
                }
                case "windowsize" -> {
                    var asked = option.number(1, WINDOW_MAX);
                    if (asked.isPresent()) {
                        windowSize = (int) Math.min(asked.get(), windowMax);
                        answer.add(new Option(option.name(), Integer.toString(windowSize)));
                    }
                }
                case "timeout" -> {
                    var asked = option.number(1, Math.min(255, timeoutSecondsMax));
                    if (asked.isPresent()) {
                        timeout = OptionalInt.of(asked.get().intValue());
                        answer.add(option);
                    }
                }
                case "tsize" -> {
                    if (option.number(0, Long.MAX_VALUE).isPresent()) {
                        answer.add(new Option(option.name(), Long.toString(size)));
                    }
                }
                default -> {
                    // RFC 2347: what is not known is left out of the answer.
                }
            }
        }
        return new Negotiation(blockSize, windowSize, timeout, answer);
    }

    /// The packet that tells the client (OACK, RFC 2347).
    byte[] encodeAnswer() {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0);
        packet.write(OPCODE);
        for (Option option : answer) {
            packet.writeBytes(option.name().getBytes(US_ASCII));
            packet.write(0);
            packet.writeBytes(option.value().getBytes(US_ASCII));
            packet.write(0);
        }
        return packet.toByteArray();
    }
}
