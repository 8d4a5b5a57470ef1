package dev.slipway.image.scan;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `llistxattr` and `lgetxattr` of the C library (xattr(7)), which read the link itself and not what it leads to. To be
/// used by one thread.
///
/// @param state where `errno` is left
/// @param buffer for what comes back, of `BYTES_MAX` bytes
record LinuxXattrCalls(MethodHandle list, MethodHandle get, MemorySegment state, MemorySegment buffer) {

    /// `XATTR_LIST_MAX` and `XATTR_SIZE_MAX` of the kernel: more it never gives.
    private static final long BYTES_MAX = 65_536;

    private static final int ENODATA = 61;
    private static final int EOPNOTSUPP = 95;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /// Empty where native access is not allowed, or the functions are not there.
    @SuppressWarnings("restricted") // The signatures are those of the manual; every buffer is passed with its size.
    static Optional<LinuxXattrCalls> load() {
        try {
            Linker linker = Linker.nativeLinker();
            SymbolLookup symbols = linker.defaultLookup();
            Linker.Option errno = Linker.Option.captureCallState("errno");
            return Optional.of(new LinuxXattrCalls(
                    linker.downcallHandle(
                            symbols.findOrThrow("llistxattr"),
                            FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG),
                            errno),
                    linker.downcallHandle(
                            symbols.findOrThrow("lgetxattr"),
                            FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG),
                            errno),
                    Arena.ofAuto().allocate(STATE),
                    Arena.ofAuto().allocate(BYTES_MAX)));
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    /// The names of a file's attributes; none where its file system knows no such thing.
    List<String> names(Path path, byte[] rawPath) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long length = (long) list.invokeExact(state, string(arena, rawPath), buffer, BYTES_MAX);
            if (length < 0) {
                if (errno() == EOPNOTSUPP) {
                    return List.of();
                }
                throw failure(path);
            }
            String names = new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), UTF_8);
            return Stream.of(names.split("\0", -1))
                    .filter(name -> !name.isEmpty())
                    .toList();
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("llistxattr", e);
        }
    }

    /// The value of an attribute, null where it is gone by now.
    byte @Nullable [] value(Path path, byte[] rawPath, String name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long length = (long)
                    get.invokeExact(state, string(arena, rawPath), arena.allocateFrom(name, UTF_8), buffer, BYTES_MAX);
            if (length >= 0) {
                return buffer.asSlice(0, length).toArray(JAVA_BYTE);
            }
            if (errno() == ENODATA) {
                return null;
            }
            throw failure(path);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("lgetxattr", e);
        }
    }

    private static MemorySegment string(Arena arena, byte[] bytes) {
        MemorySegment string = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, string, JAVA_BYTE, 0, bytes.length);
        return string;
    }

    private int errno() {
        return (int) ERRNO.get(state, 0L);
    }

    private FileSystemException failure(Path path) {
        return new FileSystemException(
                path.toString(), null, "its extended attributes cannot be read (errno %d)".formatted(errno()));
    }
}
