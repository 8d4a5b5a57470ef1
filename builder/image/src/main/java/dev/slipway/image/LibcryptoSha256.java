package dev.slipway.image;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `SHA256_Init`, `SHA256_Update` and `SHA256_Final` of OpenSSL's libcrypto (SHA256_Init(3)), which keep their state in
/// memory of the caller. The JDK's own implementation keeps it to itself.
///
/// @param init and the others: called with byte arrays in place, which is allowed as none of them calls back or waits
record LibcryptoSha256(MethodHandle init, MethodHandle update, MethodHandle finish) {

    /// `SHA256_CTX` of openssl/sha.h: `h[8]`, `Nl`, `Nh`, `data[16]`, `num`, `md_len`, each an `unsigned int`.
    static final int CONTEXT_BYTES = (8 + 2 + 16 + 2) * Integer.BYTES;

    static final int DIGEST_BYTES = 32;

    /// Those whose structure this is.
    private static final List<String> LIBRARIES = List.of("libcrypto.so.3", "libcrypto.so.1.1");

    private static final Optional<LibcryptoSha256> LOADED = load();

    /// Empty where there is no such library, or native access is not allowed.
    static Optional<LibcryptoSha256> loaded() {
        return LOADED;
    }

    private static Optional<LibcryptoSha256> load() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        return LIBRARIES.stream()
                .map(LibcryptoSha256::load)
                .flatMap(Optional::stream)
                .filter(LibcryptoSha256::isRight)
                .findFirst();
    }

    @SuppressWarnings("restricted") // The signatures are those of the manual; every array is as long as it is told.
    private static Optional<LibcryptoSha256> load(String library) {
        try {
            Linker linker = Linker.nativeLinker();
            SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
            Linker.Option inPlace = Linker.Option.critical(true);
            return Optional.of(new LibcryptoSha256(
                    linker.downcallHandle(
                            symbols.findOrThrow("SHA256_Init"), FunctionDescriptor.of(JAVA_INT, ADDRESS), inPlace),
                    linker.downcallHandle(
                            symbols.findOrThrow("SHA256_Update"),
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG),
                            inPlace),
                    linker.downcallHandle(
                            symbols.findOrThrow("SHA256_Final"),
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS),
                            inPlace)));
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    /// Whether the library does what the JDK does, with its state where the header says.
    private boolean isRight() {
        try {
            byte[] message = "0123456789abcdef".repeat(20).getBytes(US_ASCII);
            byte[] context = begin();
            update(context, message, 0, message.length);
            byte[] first = context.clone();
            update(context, message, 7, 100);
            byte[] expected =
                    Sha256.of(message).then(Arrays.copyOfRange(message, 7, 107)).bytes();
            ResumableSha256 resumed = new ResumableSha256(this, first).reopened(this);
            return Arrays.equals(digest(context), expected)
                    && Arrays.equals(resumed.then(message, 7, 100).bytes(), expected);
        } catch (RuntimeException e) {
            return false;
        }
    }

    byte[] begin() {
        byte[] context = new byte[CONTEXT_BYTES];
        try {
            require((int) init.invokeExact(MemorySegment.ofArray(context)));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("SHA256_Init", e);
        }
        return context;
    }

    void update(byte[] context, byte[] bytes, int at, int length) {
        try {
            require((int) update.invokeExact(
                    MemorySegment.ofArray(context), MemorySegment.ofArray(bytes).asSlice(at, length), (long) length));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("SHA256_Update", e);
        }
    }

    /// Leaves the context as it is.
    byte[] digest(byte[] context) {
        byte[] digest = new byte[DIGEST_BYTES];
        try {
            require((int) finish.invokeExact(MemorySegment.ofArray(digest), MemorySegment.ofArray(context.clone())));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("SHA256_Final", e);
        }
        return digest;
    }

    private static void require(int result) {
        if (result != 1) {
            throw new IllegalStateException("libcrypto refuses to hash");
        }
    }
}
