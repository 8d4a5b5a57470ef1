package dev.slipway.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is asked of QEMU itself, and what it tells, over its machine protocol (QMP): one JSON object a line each way.
/// QEMU calls us, so that no event is missed.
final class MachineMonitor implements AutoCloseable {

    private static final Duration CONNECTION_DEADLINE = Duration.ofSeconds(10);
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(30);
    private static final Pattern STOP = Pattern.compile("\"event\": ?\"SHUTDOWN\".*\"reason\": ?\"([a-z-]+)\"");

    private final ServerSocketChannel door;
    private final CompletableFuture<SocketChannel> connection = new CompletableFuture<>();
    private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(16);
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private final ReentrantLock oneCommand = new ReentrantLock();
    private volatile Optional<String> stopReason = Optional.empty();

    private MachineMonitor(ServerSocketChannel door) {
        this.door = door;
    }

    /// QEMU's arguments for calling us.
    static List<String> arguments(Path directory) {
        return List.of(
                "-chardev",
                "socket,id=monitor,path=" + socket(directory).toString().replace(",", ",,"),
                "-mon",
                "chardev=monitor,mode=control");
    }

    private static Path socket(Path directory) {
        return directory.resolve("qmp");
    }

    /// Waits for QEMU to call, in a thread of its own, and hears it to the end.
    static MachineMonitor listen(Path directory) throws IOException {
        ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            door.bind(UnixDomainSocketAddress.of(socket(directory)));
        } catch (IOException e) {
            door.close();
            throw e;
        }
        MachineMonitor monitor = new MachineMonitor(door);
        Thread.ofVirtual().name("machine monitor").start(monitor::hear);
        return monitor;
    }

    private void hear() {
        try (SocketChannel channel = door.accept()) {
            BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line, channel);
            }
        } catch (IOException e) {
            // Closed on one of both sides: nothing more will come.
            connection.completeExceptionally(e);
        } finally {
            hungUp.countDown();
            // For who is waiting for an answer.
            answers.offer("{\"error\": \"QEMU hung up\"}");
        }
    }

    private void hear(String line, SocketChannel channel) throws IOException {
        if (line.startsWith("{\"QMP\"")) {
            write(channel, "{\"execute\":\"qmp_capabilities\"}");
        } else if (line.startsWith("{\"return\"") || line.startsWith("{\"error\"")) {
            // The first answers the greeting; from then on the connection may be used.
            if (!connection.complete(channel) && !answers.offer(line)) {
                throw new IOException("QEMU answers more than it was asked");
            }
        } else {
            Matcher stop = STOP.matcher(line);
            if (stop.find()) {
                stopReason = Optional.of(stop.group(1));
            }
        }
    }

    /// QEMU has ended: if it has not called by now, it never will.
    void programEnded() {
        try {
            door.close();
        } catch (IOException e) {
            connection.completeExceptionally(e);
        }
    }

    /// Why the machine stopped, as QEMU calls it: `guest-shutdown`, `guest-reset`. Nothing where QEMU ended without
    /// saying so.
    Optional<String> awaitStopReason() throws InterruptedException {
        if (!hungUp.await(CONNECTION_DEADLINE.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        return stopReason;
    }

    /// Puts a picture of the guest's screen into a file.
    ///
    /// @param format `png` or `ppm`
    void screenshot(Path file, String format) throws IOException {
        execute("{\"execute\":\"screendump\",\"arguments\":{\"filename\":\"%s\",\"format\":\"%s\"}}"
                .formatted(
                        file.toAbsolutePath().toString().replace("\\", "\\\\").replace("\"", "\\\""), format));
    }

    /// Presses a key and lets it go.
    ///
    /// @param key as QEMU calls it (`QKeyCode` of its machine protocol), such as `a` or `ret`
    void press(String key) throws IOException {
        execute("{\"execute\":\"send-key\",\"arguments\":{\"keys\":[{\"type\":\"qcode\",\"data\":\"%s\"}]}}"
                .formatted(key));
    }

    private void execute(String command) throws IOException {
        oneCommand.lock();
        try {
            // An answer that came too late is nobody's.
            answers.clear();
            write(connection.get(CONNECTION_DEADLINE.toNanos(), TimeUnit.NANOSECONDS), command);
            String answer = answers.poll(ANSWER_DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                throw new IOException("QEMU does not answer " + command);
            }
            if (answer.startsWith("{\"error\"")) {
                throw new IOException("QEMU answers " + answer + " to " + command);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("QEMU cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            oneCommand.unlock();
        }
    }

    private static void write(SocketChannel channel, String command) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        if (connection.state() == Future.State.SUCCESS) {
            connection.resultNow().close();
        }
    }
}
