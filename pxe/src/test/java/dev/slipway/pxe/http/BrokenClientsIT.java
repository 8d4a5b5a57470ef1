package dev.slipway.pxe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clients that do what they should not, over plain sockets. The server is there for the next one after each.
class BrokenClientsIT {

    private static final HttpLimits TIGHT = new HttpLimits(
            3,
            3,
            1000,
            2000,
            1000,
            2,
            Duration.ofSeconds(5),
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            Duration.ofMillis(800));
    /// For the tests of what is not about time.
    private static final HttpLimits PATIENT = new HttpLimits(
            3,
            3,
            1000,
            2000,
            1000,
            2,
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20));
    /// More than a client sends ahead, and less than what is refused.
    private static final int REQUESTS = 100;

    private static final int LARGE = 64 << 20;

    @TempDir
    Path directory;

    private final HttpHandler small = asked -> HttpAnswer.of(HttpBody.Content.text(asked.path() + "\n"));

    @ParameterizedTest
    @CsvSource({
        "'GET /../x HTTP/1.1|Host: a||', 400",
        "'GET / HTTP/1.1||', 400",
        "'GET / HTTP/1.1|Host: a|Host: b||', 400",
        "'BREW / HTTP/1.1|Host: a||', 405",
        "'GET / HTTP/2.0|Host: a||', 505",
        "'PRI * HTTP/2.0||SM||', 505",
        "'nonsense||', 400",
        "'GET / HTTP/1.1|Host: a|no colon||', 400",
        "'POST / HTTP/1.1|Host: a|Content-Length: 5000||', 413",
        "'POST / HTTP/1.1|Host: a|Content-Length: -1||', 400",
    })
    void whatIsNoRequestIsRefused(String request, int status) throws IOException {
        try (RunningServer running = RunningServer.of(small, PATIENT)) {
            assertThat(exchange(running, request.replace("|", "\r\n"))).startsWith("HTTP/1.1 " + status);
            assertThat(exchange(running, "GET /next HTTP/1.0\r\n\r\n")).endsWith("next\n");
        }
    }

    @Test
    void linesAndHeadersHaveAnEnd() throws IOException {
        try (RunningServer running = RunningServer.of(small, PATIENT)) {
            assertThat(exchange(running, "GET /" + "a".repeat(2000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                    .startsWith("HTTP/1.1 414");
            assertThat(exchange(running, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(4000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431");
        }
    }

    @Test
    void requestThatDoesNotEndIsNotWaitedFor() throws IOException {
        try (RunningServer running = RunningServer.of(small, TIGHT)) {
            assertThat(exchange(running, "GET / HTTP/1.1\r\nHost: a\r\nX: slow"))
                    .isEmpty();
            assertThat(exchange(running, "")).isEmpty();
            assertThat(exchange(running, "GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HT"))
                    .endsWith("a\n");
        }
    }

    @Test
    void requestsThatComeTogetherAreAnsweredInOrder() throws IOException {
        try (RunningServer running = RunningServer.of(small, PATIENT)) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < REQUESTS; i++) {
                requests.append("GET /number-%d HTTP/1.1\r\nHost: a\r\n\r\n".formatted(i));
            }
            requests.append("GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            List<String> bodies = exchange(running, requests.toString())
                    .lines()
                    .filter(line -> line.startsWith("number-") || line.equals("last"))
                    .toList();
            assertThat(bodies).hasSize(REQUESTS + 1).endsWith("last");
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(bodies.get(i)).isEqualTo("number-" + i);
            }
        }
    }

    @Test
    void requestsWithoutEndAreCut() throws IOException {
        String requests = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(10_000);
        try (RunningServer running = RunningServer.of(small, PATIENT);
                Socket socket = connect(running)) {
            assertThatThrownBy(() -> {
                        send(socket, requests);
                        send(socket, requests);
                        assertThat(text(socket).lines().filter(line -> line.startsWith("HTTP/1.1 200")))
                                .hasSize(20_000);
                    })
                    .isInstanceOfAny(IOException.class, AssertionError.class);
            assertThat(exchange(running, "GET /next HTTP/1.0\r\n\r\n")).endsWith("next\n");
        }
    }

    @Test
    void clientThatTakesNothingIsCutAndTold() throws Exception {
        Image image = Image.zeros(LARGE);
        try (RunningServer running = RunningServer.of(large(image), TIGHT);
                Socket socket = connect(running)) {
            send(socket, "GET /image HTTP/1.1\r\nHost: a\r\n\r\n");
            HostEvent event = running.trace.next();
            assertThat(event.step()).isEqualTo(Step.FAILURE);
            assertThat(event.text()).contains("the client took nothing");
        }
    }

    @Test
    void clientThatGoesAwayIsTold() throws Exception {
        Image image = Image.zeros(LARGE);
        try (RunningServer running = RunningServer.of(large(image), PATIENT)) {
            try (Socket socket = connect(running)) {
                send(socket, "GET /image HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
            }
            assertThat(running.trace.next().step()).isEqualTo(Step.FAILURE);
            Awaitility.await().until(() -> running.server.counts().openConnections() == 0);
        }
    }

    @Test
    void fileThatBecomesShorterIsCutAndNotPadded() throws Exception {
        Path file = directory.resolve("file");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), LARGE - 1);
        }
        Image image = Image.ofFile(file);
        try (RunningServer running = RunningServer.of(large(image), PATIENT);
                Socket socket = connect(running)) {
            send(socket, "GET /image HTTP/1.1\r\nHost: a\r\n\r\n");
            InputStream in = socket.getInputStream();
            assertThat(in.readNBytes(1000)).hasSize(1000);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(1000);
            }
            assertThat(in.readAllBytes().length).isLessThan(LARGE - 1000);
            assertThat(running.trace.next().text()).contains("the file has become shorter");
        }
    }

    @Test
    void oneClientTooManyIsTurnedAway() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try (RunningServer running = RunningServer.of(small, PATIENT)) {
            for (int i = 0; i < 4; i++) {
                sockets.add(connect(running));
            }
            Awaitility.await().until(() -> running.server.counts().turnedAwayConnections() == 1);
            List<String> answers = new ArrayList<>();
            for (Socket socket : sockets) {
                answers.add(first(socket));
            }
            assertThat(answers)
                    .containsExactlyInAnyOrder(
                            "HTTP/1.1 200 OK",
                            "HTTP/1.1 200 OK",
                            "HTTP/1.1 200 OK",
                            "HTTP/1.1 503 Service Unavailable");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /// The first line of what comes back. The one that was turned away may not have been read when it is
    /// written to.
    private static String first(Socket socket) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        if (socket.getInputStream().available() == 0) {
            send(socket, "GET / HTTP/1.0\r\n\r\n");
        }
        return reader.readLine();
    }

    @Test
    void handlerThatFailsIsNotSeenOutside() throws IOException {
        HttpHandler failing = asked -> {
            throw new IllegalStateException("secret");
        };
        try (RunningServer running = RunningServer.of(failing, PATIENT)) {
            assertThat(exchange(running, "GET / HTTP/1.0\r\n\r\n"))
                    .startsWith("HTTP/1.1 500")
                    .doesNotContain("secret");
            assertThat(exchange(running, "GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 500");
            assertThat(running.notices).hasSize(1);
        }
    }

    @Test
    void stopLetsWhatIsBeingSentEnd() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        Image image = Image.zeros(LARGE);
        try (RunningServer running = RunningServer.of(
                        asked -> {
                            asking.countDown();
                            return HttpAnswer.of(HttpBody.Content.of(image, "x/y"));
                        },
                        HttpLimits.USUAL);
                Socket idle = connect(running);
                Socket socket = connect(running)) {
            send(socket, "GET /image HTTP/1.1\r\nHost: a\r\n\r\n");
            asking.await();
            List<Thread> stopping = new ArrayList<>();
            stopping.add(Thread.startVirtualThread(() -> running.server.stop(Duration.ofSeconds(20))));
            assertThat(socket.getInputStream().readAllBytes().length).isGreaterThan(LARGE);
            stopping.getFirst().join();
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static HttpHandler large(Image image) {
        return asked -> HttpAnswer.of(HttpBody.Content.of(image, "application/octet-stream"))
                .telling(Step.ROOT_SENT, "image");
    }

    private static Socket connect(RunningServer running) throws IOException {
        Socket socket =
                new Socket(running.address().getAddress(), running.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /// Sends all that and reads until the server closes.
    private static String exchange(RunningServer running, String request) throws IOException {
        try (Socket socket = connect(running)) {
            send(socket, request);
            return text(socket);
        }
    }
}
