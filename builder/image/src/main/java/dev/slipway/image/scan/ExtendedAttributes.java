package dev.slipway.image.scan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the extended attributes of files, as far as the system lets us.
sealed interface ExtendedAttributes {

    /// Those of a file, by their full names; of a symbolic link itself, not of what it leads to.
    SortedMap<String, byte[]> of(Path path) throws IOException;

    /// On Linux all that the kernel gives us; with the JDK's own means only `user.` where native access is not
    /// allowed; elsewhere none, since what macOS keeps there (quarantine, Finder) does not belong into an image.
    static ExtendedAttributes ofThisSystem() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux")) {
            return new None();
        }
        return LinuxXattrCalls.load().<ExtendedAttributes>map(Linux::new).orElseGet(User::new);
    }

    /// Those that a root file system has. `system.` is left out: access control lists are stored by the kernel in a
    /// form of their own, and no archive holds them so.
    record Linux(LinuxXattrCalls calls) implements ExtendedAttributes {
        @Override
        public SortedMap<String, byte[]> of(Path path) throws IOException {
            if (!path.getFileSystem().equals(FileSystems.getDefault())) {
                return Collections.emptySortedMap();
            }
            SortedMap<String, byte[]> xattrs = new TreeMap<>();
            byte[] raw = RawPath.bytes(path.toAbsolutePath());
            for (String name : calls.names(path, raw)) {
                if (name.startsWith("user.") || name.startsWith("security.") || name.startsWith("trusted.")) {
                    byte[] value = calls.value(path, raw, name);
                    if (value != null) {
                        xattrs.put(name, value);
                    }
                }
            }
            return xattrs;
        }
    }

    record User() implements ExtendedAttributes {
        @Override
        public SortedMap<String, byte[]> of(Path path) throws IOException {
            var view = Files.getFileAttributeView(path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (view == null || Files.isSymbolicLink(path)) {
                return Collections.emptySortedMap();
            }
            SortedMap<String, byte[]> xattrs = new TreeMap<>();
            for (String name : view.list()) {
                ByteBuffer value = ByteBuffer.allocate(view.size(name));
                view.read(name, value);
                xattrs.put("user." + name, Arrays.copyOf(value.array(), value.position()));
            }
            return xattrs;
        }
    }

    record None() implements ExtendedAttributes {
        @Override
        public SortedMap<String, byte[]> of(Path path) {
            return Collections.emptySortedMap();
        }
    }
}
