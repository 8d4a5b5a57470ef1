package dev.slipway.pxe.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fleet that downloads at once, from a process that has no memory for copies: all transfers are under way at
/// the same time before the first one ends.
class ManyDownloadsIT {

    private static final int DOWNLOADS = 400;
    private static final int SIZE = 12 << 20;

    @TempDir
    Path directory;

    @Test
    void fourHundredDownloadsNeedNoMemory() throws Exception {
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(directory.resolve("file"), bytes);
        String expected = ServingProcess.composed(file).sha256().hex();
        Process process = start(file);
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            int port = Integer.parseInt(out.readLine());
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < DOWNLOADS; i++) {
                sockets.add(ask(port));
            }
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<String>> digests = new ArrayList<>();
                for (Socket socket : sockets) {
                    digests.add(threads.submit(() -> digest(socket)));
                }
                for (Future<String> digest : digests) {
                    assertThat(digest.get()).isEqualTo(expected);
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process start(Path file) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ServingProcess.class.getName(),
                file.toString());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Asks, and has the first line of the answer: what follows is under way.
    private static Socket ask(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(120_000);
        socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200 OK");
        return socket;
    }

    private static String digest(Socket socket) throws IOException {
        try (socket;
                InputStream in = socket.getInputStream()) {
            skipHeaders(in);
            Sha256.Running digest = new Sha256.Running();
            byte[] chunk = new byte[1 << 16];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return digest.digest().hex();
        }
    }

    private static void skipHeaders(InputStream in) throws IOException {
        int lineEnds = 0;
        while (lineEnds < 2) {
            int read = in.read();
            assertThat(read).isNotNegative();
            lineEnds = read == '\n' ? lineEnds + 1 : read == '\r' ? lineEnds : 0;
        }
    }
}
