package dev.slipway.pxe.lease;

import dev.slipway.builder.problem.Problem;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the file of leases, also while a server writes it.
///
/// @param leases the latest of each address
/// @param records how many lines the file has
/// @param soundBytes how far the file is whole: a killed server leaves half a line at most
public record LeaseFile(List<Lease> leases, int records, long soundBytes) {

    private static final String FIRST_LINE = "slipway leases 1";
    private static final int ADDRESSES_MAX = 1 << 22;

    public LeaseFile {
        leases = List.copyOf(leases);
    }

    static byte[] firstLine() {
        return (FIRST_LINE + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// Reads it; a file that is missing has no leases.
    public static LeaseFile read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new LeaseFile(List.of(), 0, 0);
        }
        Map<Integer, Lease> leases = new LinkedHashMap<>();
        int records = 0;
        long sound = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            Optional<String> line = line(in, file);
            if (line.isPresent() && !line.get().equals(FIRST_LINE)) {
                throw damaged(file, 0);
            }
            while (line.isPresent()) {
                sound += line.get().length() + 1;
                line = line(in, file);
                if (line.isPresent()) {
                    Lease lease = LeaseRecord.decode(line.get()).orElse(null);
                    if (lease == null) {
                        if (in.read() >= 0) {
                            throw damaged(file, sound);
                        }
                        break;
                    }
                    leases.remove(lease.address());
                    leases.put(lease.address(), lease);
                    records++;
                    if (leases.size() > ADDRESSES_MAX) {
                        throw damaged(file, sound);
                    }
                }
            }
        }
        return new LeaseFile(new ArrayList<>(leases.values()), records, sound);
    }

    private static RuntimeException damaged(Path file, long offset) {
        return Problem.input("pxe.leases-damaged", "the file of leases is damaged")
                .at(file + ", byte " + offset)
                .fix("restore it, or remove it: clients keep their addresses when they ask for them again")
                .exception();
    }

    /// A line without its end; empty where the file ends, also within a line.
    private static Optional<String> line(InputStream in, Path file) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(LeaseRecord.BYTES_MAX);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return Optional.of(line.toString(StandardCharsets.US_ASCII));
            }
            if (line.size() == LeaseRecord.BYTES_MAX) {
                throw damaged(file, 0);
            }
            line.write(next);
        }
        return Optional.empty();
    }
}
