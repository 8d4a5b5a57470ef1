package dev.slipway.pxe.tftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A request to read or write (RFC 1350, figure 5-1), with options (RFC 2347): an opcode of two bytes, then texts that
/// each end with a zero: name, mode, and names and values of options.
///
/// @param write whether it wants to write
/// @param name of the file, as it was asked for, without what firmwares leave behind it
/// @param mode in small letters
/// @param options in the order asked, each name once
public record TftpRequest(boolean write, String name, String mode, List<Option> options) {

    /// RFC 2347 allows requests of 512 bytes.
    static final int BYTES_MAX = 512;

    static final int READ = 1;
    static final int WRITE = 2;

    private static final int OPTIONS_MAX = 16;

    public TftpRequest {
        options = List.copyOf(options);
    }

    /// One option.
    ///
    /// @param name as it was written, for the answer; compared without regard to case
    public record Option(String name, String value) {

        boolean isNamed(String other) {
            return name.equalsIgnoreCase(other);
        }

        /// The value as a number, empty where it is none of that range.
        Optional<Long> number(long min, long max) {
            if (value.isEmpty() || value.length() > 18 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.empty();
            }
            long number = Long.parseLong(value);
            return number < min || number > max ? Optional.empty() : Optional.of(number);
        }
    }

    /// Reads a request.
    ///
    /// @throws MalformedRequestException where it is none
    public static TftpRequest decode(byte[] packet) throws MalformedRequestException {
        if (packet.length > BYTES_MAX) {
            throw new MalformedRequestException("request of more than %d bytes".formatted(BYTES_MAX));
        }
        int opcode = packet.length < 2 ? -1 : ((packet[0] & 0xff) << 8) | (packet[1] & 0xff);
        if (opcode != READ && opcode != WRITE) {
            throw new MalformedRequestException(opcode < 0 ? "less than two bytes" : "no request: operation " + opcode);
        }
        List<String> texts = texts(packet);
        if (texts.size() < 2) {
            throw new MalformedRequestException("the request ends before its mode does");
        }
        String name = withoutTail(texts.get(0));
        if (name.isEmpty() || !isPrintable(name)) {
            throw new MalformedRequestException(
                    name.isEmpty() ? "the request names no file" : "the name holds unprintable characters");
        }
        String mode = texts.get(1).toLowerCase(Locale.ROOT);
        if (!isPrintable(mode)) {
            throw new MalformedRequestException("the mode holds unprintable characters");
        }
        return new TftpRequest(opcode == WRITE, name, mode, options(texts));
    }

    /// The texts that end with a zero. What follows the last zero is padding of firmwares, and none.
    private static List<String> texts(byte[] packet) {
        List<String> texts = new ArrayList<>();
        int start = 2;
        for (int at = 2; at < packet.length && texts.size() < 2 + 2 * OPTIONS_MAX; at++) {
            if (packet[at] == 0) {
                texts.add(new String(packet, start, at - start, ISO_8859_1));
                start = at + 1;
            }
        }
        return texts;
    }

    /// Options whose value is missing, or whose names nobody can have meant, are left out, as RFC 2347 wants it of
    /// options that a server does not know; of two with one name the first counts.
    private static List<Option> options(List<String> texts) {
        List<Option> options = new ArrayList<>();
        for (int i = 2; i + 1 < texts.size(); i += 2) {
            Option option = new Option(texts.get(i), texts.get(i + 1));
            if (!option.name().isEmpty()
                    && isPrintable(option.name())
                    && options.stream().noneMatch(other -> other.isNamed(option.name()))) {
                options.add(option);
            }
        }
        return options;
    }

    /// Some firmwares take the end mark of DHCP's options (255) for a part of the name.
    private static String withoutTail(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == 0xff) {
            end--;
        }
        return name.substring(0, end);
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    /// The option of that name.
    Optional<Option> option(String wanted) {
        return options.stream().filter(option -> option.isNamed(wanted)).findFirst();
    }
}
