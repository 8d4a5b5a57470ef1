package dev.slipway.pxe.dhcp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Option 77. RFC 3004 wants a list of texts, each behind its length; iPXE and most others send one bare text.
public final class UserClass {

    private static final int CLASSES_MAX = 16;

    private UserClass() {}

    /// The classes of a client. A text that could be read either way is read as RFC 3004 has it.
    public static List<String> of(DhcpOptions options) {
        byte[] bytes = options.bytes(DhcpOption.USER_CLASS).orElse(new byte[0]);
        List<String> classes = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int length = bytes[at] & 0xff;
            if (length == 0 || at + 1 + length > bytes.length || classes.size() == CLASSES_MAX) {
                return bare(options);
            }
            classes.add(new String(bytes, at + 1, length, StandardCharsets.ISO_8859_1));
            at += 1 + length;
        }
        return classes;
    }

    private static List<String> bare(DhcpOptions options) {
        String text = options.text(DhcpOption.USER_CLASS).orElse("");
        return text.isEmpty() ? List.of() : List.of(text);
    }
}
