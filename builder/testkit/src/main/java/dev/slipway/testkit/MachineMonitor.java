package dev.slipway.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The few things that tests ask of QEMU itself, over its machine protocol (QMP): one JSON object a line each way.
final class MachineMonitor implements AutoCloseable {

    private static final int ANSWER_LINES_MAX = 1_000;

    private final SocketChannel channel;
    private final BufferedReader answers;

    private MachineMonitor(SocketChannel channel) {
        this.channel = channel;
        this.answers = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    /// Connects to a running QEMU.
    static MachineMonitor connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        MachineMonitor monitor = new MachineMonitor(channel);
        monitor.execute("{\"execute\":\"qmp_capabilities\"}");
        return monitor;
    }

    /// Puts a picture of the guest's screen into a PNG file.
    void screenshot(Path png) throws IOException {
        execute("{\"execute\":\"screendump\",\"arguments\":{\"filename\":\"%s\",\"format\":\"png\"}}"
                .formatted(png.toAbsolutePath().toString().replace("\\", "\\\\").replace("\"", "\\\"")));
    }

    private void execute(String command) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        for (int i = 0; i < ANSWER_LINES_MAX; i++) {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("QEMU hung up on " + command);
            }
            if (line.startsWith("{\"error\"")) {
                throw new IOException("QEMU answers " + line + " to " + command);
            }
            if (line.startsWith("{\"return\"")) {
                return;
            }
            // Greetings and events come in between.
        }
        throw new IOException("QEMU does not answer " + command);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
