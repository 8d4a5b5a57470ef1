package dev.slipway.image;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Extent.ZeroExtent;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `open`, `lseek` and `close` of the C library, which tell where the data of a sparse file lie (lseek(2), SEEK_DATA
/// and SEEK_HOLE). The JDK has no way to ask.
///
/// @param open and the others: called with memory that outlives the call
record SparseFile(MethodHandle open, MethodHandle lseek, MethodHandle close) {

    /// Of Linux; others have other numbers, and are not asked.
    private static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;

    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int NO_MORE_DATA = 6; // ENXIO

    /// A file in more pieces is taken as data from there on.
    private static final int EXTENTS_MAX = 1 << 20;

    private static final MemoryLayout ERRNO = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_VALUE = ERRNO.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final Optional<SparseFile> LIBRARY = load();

    static Image read(Path path) throws IOException {
        long size = Files.size(path);
        if (LIBRARY.isEmpty() || size == 0 || !path.getFileSystem().equals(FileSystems.getDefault())) {
            return Image.ofFile(path);
        }
        return Image.of(LIBRARY.get().extents(path, size));
    }

    @SuppressWarnings("restricted") // The signatures are those of the manual.
    private static Optional<SparseFile> load() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        try {
            Linker linker = Linker.nativeLinker();
            SymbolLookup symbols = linker.defaultLookup();
            return Optional.of(new SparseFile(
                    linker.downcallHandle(
                            symbols.findOrThrow("open"),
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                            Linker.Option.firstVariadicArg(2)),
                    linker.downcallHandle(
                            symbols.findOrThrow("lseek"),
                            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT),
                            Linker.Option.captureCallState("errno")),
                    linker.downcallHandle(symbols.findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT))));
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    private List<Extent> extents(Path path, long size) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(
                    path.toAbsolutePath().toString(), Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
            int file = (int) open.invokeExact(name, READ_ONLY_CLOSE_ON_EXEC);
            if (file < 0) {
                // Whoever reads the file will be told why.
                return List.of(new FileExtent(path, 0, size));
            }
            try {
                return extents(path, size, file, arena.allocate(ERRNO));
            } finally {
                int closed = (int) close.invokeExact(file);
                assert closed == 0;
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("lseek", e);
        }
    }

    private List<Extent> extents(Path path, long size, int file, MemorySegment errno) throws Throwable {
        List<Extent> extents = new ArrayList<>();
        long done = 0;
        while (done < size) {
            long data = (long) lseek.invokeExact(errno, file, done, SEEK_DATA);
            if (data < 0 && (int) ERRNO_VALUE.get(errno, 0L) == NO_MORE_DATA) {
                data = size;
            }
            // A file system that knows no holes, or a file that changes meanwhile.
            if (data < done || extents.size() >= EXTENTS_MAX) {
                extents.add(new FileExtent(path, done, size - done));
                return extents;
            }
            data = Math.min(data, size);
            extents.add(new ZeroExtent(data - done));
            if (data == size) {
                return extents;
            }
            long hole = (long) lseek.invokeExact(errno, file, data, SEEK_HOLE);
            done = hole <= data ? size : Math.min(hole, size);
            extents.add(new FileExtent(path, data, done - data));
        }
        return extents;
    }
}
