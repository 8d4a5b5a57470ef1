package dev.slipway.pxe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.pxe.trace.Step;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool({"curl", "openssl"})
class HttpsIT {

    @TempDir
    Path directory;

    @Test
    void imageArrivesByTls() throws Exception {
        byte[] bytes = new byte[5_000_001];
        new Random(3).nextBytes(bytes);
        Path file = Files.write(directory.resolve("file"), bytes);
        Image image = Image.ofFile(file).then(Image.zeros(100));
        HttpHandler handler =
                asked -> HttpAnswer.of(HttpBody.Content.of(image, "x/y")).telling(Step.ROOT_SENT, "image");
        try (RunningServer running = RunningServer.secure(handler, certificate("first"))) {
            for (String version : new String[] {"1.2", "1.3"}) {
                curl(running, "got", "--tlsv" + version, "--tls-max", version);
                image.writeTo(directory.resolve("expected"));
                assertThat(directory.resolve("got")).hasSameBinaryContentAs(directory.resolve("expected"));
                assertThat(running.trace.next().step()).isEqualTo(Step.ROOT_SENT);
            }
            curl(running, "part", "-r", "5000000-5000002");
            assertThat(directory.resolve("part")).hasBinaryContent(new byte[] {bytes[5_000_000], 0, 0});
        }
    }

    @Test
    void newCertificateIsUsedAndABrokenOneIsNot() throws IOException {
        TlsFiles files = certificate("first");
        try (RunningServer running =
                RunningServer.secure(asked -> HttpAnswer.of(HttpBody.Content.text("hello")), files)) {
            assertThat(subject(running)).contains("first");
            TlsFiles second = certificate("second");
            Files.copy(second.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(second.certificates(), files.certificates(), StandardCopyOption.REPLACE_EXISTING);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(subject(running)).contains("second"));
            Files.writeString(files.certificates(), "nothing");
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(subject(running)).contains("second");
                assertThat(running.notices)
                        .anySatisfy(problem -> assertThat(problem.code()).isEqualTo("http.tls"));
            });
        }
    }

    @Test
    void certificateThatIsNoneIsRefused() throws IOException {
        TlsFiles files = certificate("first");
        Files.writeString(files.key(), "nothing");
        assertThatThrownBy(() -> RunningServer.secure(asked -> HttpAnswer.notFound(), files))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("PKCS #8");
    }

    @Test
    void newAddressesAreServedToo() throws Exception {
        try (RunningServer running = RunningServer.at(
                asked -> HttpAnswer.of(HttpBody.Content.text(asked.origin())), InetAddress.ofLiteral("::1"))) {
            assertThat(Tool.of("curl", "-sS", "-g", running.url("/")).run())
                    .isEqualTo("http://[::1]:" + running.address().getPort());
        }
    }

    @Test
    void portThatIsTakenIsTold() {
        try (RunningServer running = RunningServer.of(asked -> HttpAnswer.notFound())) {
            assertThatThrownBy(() -> HttpServer.open(
                            HttpOptions.plain(running.address()),
                            asked -> HttpAnswer.notFound(),
                            running.trace,
                            running.notices::add))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("cannot listen")
                    .hasMessageContaining("in use");
        }
    }

    private TlsFiles certificate(String name) {
        Path key = directory.resolve(name + ".key");
        Path certificate = directory.resolve(name + ".crt");
        Tool.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", 2, "-subj", "/CN=" + name)
                .and("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate)
                .run();
        return new TlsFiles(certificate, key);
    }

    private void curl(RunningServer running, String name, String... options) {
        Tool.of("curl", "-sS", "--fail", "-o", directory.resolve(name), "--cacert", directory.resolve("first.crt"))
                .and((Object[]) options)
                .and(running.url("/image"))
                .run();
    }

    private static String subject(RunningServer running) {
        return Tool.of(
                        "openssl",
                        "s_client",
                        "-connect",
                        "127.0.0.1:" + running.address().getPort())
                .tryRun()
                .output();
    }
}
