package dev.slipway.templates.recipe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// What a recipe has under one path.
sealed interface RecipeEntry {

    /// A symbolic link of the overlay, which means what it says in the root file system.
    record Link(String target) implements RecipeEntry {}

    /// A file.
    ///
    /// @param executable whether it is a program: its content says so, as not every file system can
    record Content(boolean executable, Source source) implements RecipeEntry {

        private static final byte[] SCRIPT = {'#', '!'};
        private static final byte[] ELF = {0x7F, 'E', 'L', 'F'};

        /// A file that stays where it is.
        static Content of(Path file) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                return new Content(isProgram(in.readNBytes(ELF.length)), () -> Files.newInputStream(file));
            }
        }

        /// A file of a place that will not stay open.
        static Content copyOf(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            return new Content(isProgram(Arrays.copyOf(bytes, ELF.length)), () -> new ByteArrayInputStream(bytes));
        }

        private static boolean isProgram(byte[] start) {
            return startsWith(start, SCRIPT) || startsWith(start, ELF);
        }

        private static boolean startsWith(byte[] start, byte[] magic) {
            return start.length >= magic.length && Arrays.equals(start, 0, magic.length, magic, 0, magic.length);
        }

        /// The bytes from their beginning.
        InputStream open() throws IOException {
            return source.open();
        }
    }

    /// Where the bytes come from.
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }
}
