package dev.slipway.pxe.boot;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.pxe.host.MacAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which machines told that they are installed, kept in a file: a line each, `52:54:00:12:34:56 2026-01-01T00:00:00Z`,
/// or `-` for the time where it is forgotten again. Safe for use by several threads.
public final class InstalledHosts implements AutoCloseable {

    private static final int HOSTS_MAX = 1_000_000;
    private static final long FILE_BYTES_MAX = 256L << 20;
    private static final String FORGOTTEN = "-";

    private final FileChannel journal;
    private final Map<MacAddress, Instant> since = new ConcurrentHashMap<>();

    private InstalledHosts(FileChannel journal) {
        this.journal = journal;
    }

    /// Opens the file, which is made where it is not there. A last line that power failure cut short is ignored.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it cannot be read or written
    public static InstalledHosts open(Path file) {
        try {
            String text = Files.exists(file) ? text(file) : "";
            Map<MacAddress, Instant> read = new ConcurrentHashMap<>();
            text.lines().forEach(line -> read(line, read));
            // Written anew, so that it does not grow with every start; beside, so that nothing is lost on the way.
            StringBuilder lines = new StringBuilder();
            read.forEach((mac, time) -> lines.append(line(mac, time.toString())));
            Image.ofBytes(lines.toString().getBytes(StandardCharsets.US_ASCII)).writeTo(file);
            InstalledHosts hosts =
                    new InstalledHosts(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
            hosts.since.putAll(read);
            return hosts;
        } catch (IOException e) {
            throw Problem.environment("pxe.state", "the list of installed hosts cannot be used")
                    .at(file.toString())
                    .because(Diagnosis.reason(e))
                    .exception(e);
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException("it is larger than %d MiB".formatted(FILE_BYTES_MAX >> 20));
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    private static void read(String line, Map<MacAddress, Instant> into) {
        int space = line.indexOf(' ');
        Optional<MacAddress> mac = space < 0 ? Optional.empty() : MacAddress.parse(line.substring(0, space));
        if (mac.isEmpty()) {
            return;
        }
        try {
            String time = line.substring(space + 1);
            if (time.equals(FORGOTTEN)) {
                into.remove(mac.get());
            } else if (into.size() < HOSTS_MAX) {
                into.put(mac.get(), Instant.parse(time));
            }
        } catch (DateTimeException _) {
            // A line that nobody of ours wrote says nothing.
        }
    }

    private static String line(MacAddress mac, String time) {
        return mac + " " + time + "\n";
    }

    /// Since when a machine is installed, where it is.
    public Optional<Instant> since(MacAddress mac) {
        return Optional.ofNullable(since.get(mac));
    }

    /// A machine told that it is installed. On the disk when this returns.
    public void add(MacAddress mac, Instant time) throws IOException {
        Instant seconds = time.truncatedTo(ChronoUnit.SECONDS);
        if (since.size() >= HOSTS_MAX && !since.containsKey(mac)) {
            throw new IOException("more than %d hosts are installed".formatted(HOSTS_MAX));
        }
        append(line(mac, seconds.toString()));
        since.put(mac, seconds);
    }

    /// A machine is to be installed again.
    ///
    /// @return whether it was installed
    public boolean forget(MacAddress mac) throws IOException {
        if (!since.containsKey(mac)) {
            return false;
        }
        append(line(mac, FORGOTTEN));
        since.remove(mac);
        return true;
    }

    private synchronized void append(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            journal.write(bytes);
        }
        journal.force(false);
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
