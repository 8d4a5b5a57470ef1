package dev.slipway.pxe.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What other people's clients get. The content is composed as a site's image is: a file with other bytes
/// in between.
@RequiresTool("curl")
class HttpServerIT {

    private static final int SIZE = 8 << 20;

    @TempDir
    Path directory;

    private Path expected;
    private RunningServer running;

    @BeforeEach
    void serve() throws IOException {
        Image image = composed();
        expected = directory.resolve("expected");
        image.writeTo(expected);
        running = RunningServer.of(Routes.none()
                .with(
                        "/image.iso",
                        asked -> HttpAnswer.of(HttpBody.Content.of(image, MediaTypes.of("image.iso"))
                                        .withEtag("0123abcd"))
                                .telling(Step.ROOT_SENT, "image.iso"))
                .with(
                        "/empty",
                        asked -> HttpAnswer.of(HttpBody.Content.of(new byte[0], "text/plain"))
                                .telling(Step.SCRIPT_SENT, "empty"))
                .withPost("/booted", asked -> HttpAnswer.of(HttpBody.Content.text("thanks: " + asked.body()))));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private Image composed() throws IOException {
        byte[] bytes = new byte[SIZE];
        new Random(7).nextBytes(bytes);
        Image base = Image.ofFile(Files.write(directory.resolve("base"), bytes));
        byte[] own = new byte[300_000];
        new Random(8).nextBytes(own);
        return base.overlay(1_000_001, Image.concat(Image.ofBytes(own), Image.zeros(200_000)));
    }

    @Test
    void wholeFileArrivesAndIsTold() throws Exception {
        fetch("got", "--fail");
        assertThat(directory.resolve("got")).hasSameBinaryContentAs(expected);
        HostEvent event = running.trace.next();
        assertThat(event.step()).isEqualTo(Step.ROOT_SENT);
        assertThat(event.mac()).isEqualTo(RecordedTrace.HOST);
    }

    @Test
    void headersTellLengthTagAndType() {
        assertThat(head("-I"))
                .contains("HTTP/1.1 200 OK", "Content-Length: " + SIZE, "ETag: \"0123abcd\"", "Accept-Ranges: bytes")
                .contains("Content-Type: application/vnd.efi-iso")
                .doesNotContain("Transfer-Encoding");
    }

    @Test
    void rangesAreWhatTheFileHolds() throws IOException {
        byte[] all = Files.readAllBytes(expected);
        assertRange("1000000-1000002", all, 1_000_000, 1_000_003);
        assertRange("0-0", all, 0, 1);
        assertRange("-5", all, SIZE - 5, SIZE);
        assertRange("8388600-", all, 8_388_600, SIZE);
        assertRange("8388600-99999999999999999999", all, 8_388_600, SIZE);
    }

    private void assertRange(String range, byte[] all, int from, int to) throws IOException {
        String headers = fetch("range", "-r", range);
        assertThat(headers).contains("206", "Content-Range: bytes %d-%d/%d".formatted(from, to - 1, SIZE));
        assertThat(directory.resolve("range")).hasBinaryContent(Arrays.copyOfRange(all, from, to));
    }

    @Test
    void rangeBehindTheEndIsRefused() {
        assertThat(head("-r", "9000000-")).contains("416", "Content-Range: bytes */" + SIZE);
    }

    @Test
    void severalRangesAreAnsweredWithTheWhole() {
        assertThat(fetch("whole", "-r", "0-1,5-6")).contains("200 OK");
        assertThat(directory.resolve("whole")).hasSameBinaryContentAs(expected);
    }

    @Test
    void rangeOfAnotherContentIsAnsweredWithTheWhole() {
        assertThat(head("-r", "0-1", "-H", "If-Range: \"other\"")).contains("200 OK");
        assertThat(head("-r", "0-1", "-H", "If-Range: \"0123abcd\"")).contains("206");
    }

    @Test
    void knownContentIsNotSentAgain() {
        assertThat(head("-H", "If-None-Match: \"0123abcd\"")).contains("304", "ETag: \"0123abcd\"");
        assertThat(head("-H", "If-Match: \"other\"")).contains("412");
    }

    @Test
    void interruptedDownloadIsResumedAndToldOnceWhenItIsWhole() throws Exception {
        Path got = directory.resolve("got");
        fetch("got", "-r", "0-3999999");
        assertThat(running.trace.rest()).isEmpty();
        Tool.of("curl", "-sS", "--fail", "-C", "-", "-o", got, running.url("/image.iso"))
                .run();
        assertThat(got).hasSameBinaryContentAs(expected);
        assertThat(running.trace.next().step()).isEqualTo(Step.ROOT_SENT);
        assertThat(running.trace.rest()).isEmpty();
    }

    @Test
    @RequiresTool("wget")
    void wgetResumes() throws IOException {
        Path got = directory.resolve("got");
        Files.write(got, Arrays.copyOf(Files.readAllBytes(expected), 5_000_000));
        Tool.of("wget", "-q", "-c", "-O", got, running.url("/image.iso")).run();
        assertThat(got).hasSameBinaryContentAs(expected);
    }

    @Test
    void slowClientGetsItAll() {
        fetch("got", "--limit-rate", "6M");
        assertThat(directory.resolve("got")).hasSameBinaryContentAs(expected);
    }

    @Test
    void oneConnectionServesSeveralRequests() {
        String verbose = Tool.of(
                        "sh",
                        "-c",
                        "curl -sSv -o /dev/null -o /dev/null -r 0-9 %1$s %1$s 2>&1"
                                .formatted(running.url("/image.iso")))
                .run();
        assertThat(verbose).containsIgnoringCase("re-using existing");
        assertThat(running.server.counts().acceptedConnections()).isEqualTo(1);
    }

    @Test
    void oldProtocolIsAnsweredAndClosed() {
        assertThat(fetch("got", "--http1.0")).contains("200 OK", "Connection: close");
        assertThat(directory.resolve("got")).hasSameBinaryContentAs(expected);
    }

    @Test
    void methodsThatAreNotAllowedAreRefused() {
        assertThat(head("-X", "PUT", "-d", "x")).contains("405", "Allow: GET, HEAD");
        assertThat(head("-X", "POST", "-d", "x")).contains("405", "Allow: GET, HEAD");
        assertThat(Tool.of("curl", "-sS", "-d", "done", running.url("/booted")).run())
                .isEqualTo("thanks: done");
    }

    @Test
    void errorsAreOneLineOrAProblem() {
        assertThat(Tool.of("curl", "-sS", running.url("/nothing")).run()).isEqualTo("there is nothing of that name\n");
        assertThat(Tool.of("curl", "-sS", "-H", "Accept: application/problem+json", running.url("/nothing"))
                        .run())
                .isEqualTo("{\"status\":404,\"title\":\"there is nothing of that name\"}\n");
    }

    @Test
    void emptyContentIsCompleteAtOnce() throws Exception {
        assertThat(Tool.of("curl", "-sS", "--fail", running.url("/empty")).run())
                .isEmpty();
        assertThat(running.trace.next().step()).isEqualTo(Step.SCRIPT_SENT);
    }

    /// Fetches the image into a file.
    ///
    /// @return the headers
    private String fetch(String name, String... options) {
        return Tool.of("curl", "-sS", "-D", "-", "-o", directory.resolve(name))
                .and((Object[]) options)
                .and(running.url("/image.iso"))
                .run();
    }

    private String head(String... options) {
        return fetch("ignored", options);
    }
}
