package dev.slipway.image.squashfs;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The name of an extended attribute as squashfs stores it: the namespace as a number, the rest as text.
///
/// @param namespace 0 for `user`, 1 for `trusted`, 2 for `security`
record XattrName(int namespace, String rest) {

    private static final String[] NAMESPACES = {"user.", "trusted.", "security."};
    private static final int NAME_BYTES_MAX = 255;

    /// Splits a full name.
    ///
    /// @return null where squashfs has no place for the name: POSIX ACLs, for instance
    static @Nullable XattrName of(String name) {
        for (int i = 0; i < NAMESPACES.length; i++) {
            if (name.startsWith(NAMESPACES[i])) {
                XattrName found = new XattrName(i, name.substring(NAMESPACES[i].length()));
                int bytes = found.bytes().length;
                return bytes == 0 || bytes > NAME_BYTES_MAX ? null : found;
            }
        }
        return null;
    }

    /// What stands on the disk behind the namespace.
    byte[] bytes() {
        return rest.getBytes(StandardCharsets.UTF_8);
    }

    static boolean isNamespace(int number) {
        return number < NAMESPACES.length;
    }

    String full() {
        return NAMESPACES[namespace] + rest;
    }
}
