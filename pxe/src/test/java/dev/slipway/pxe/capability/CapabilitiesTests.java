package dev.slipway.pxe.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.capability.Capabilities.Verdict;
import dev.slipway.pxe.host.MacAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapabilitiesTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final InetAddress CLIENT = InetAddress.ofLiteral("10.7.0.5");
    private static final InetAddress OTHER = InetAddress.ofLiteral("10.7.0.6");
    private static final Capability IMAGE =
            new Capability("iso:berlin-03", Optional.of(new MacAddress(0x525400abcdefL)), NOW.plusSeconds(600));

    @TempDir
    Path directory;

    private final Capabilities capabilities = new Capabilities(CapabilityKey.random());

    @Test
    void tokenIsWorthWhatItWasIssuedForUntilItsEnd() {
        String token = capabilities.issue(IMAGE, Optional.empty());
        assertThat(capabilities.verify(token, CLIENT, NOW)).isEqualTo(new Verdict.Valid(IMAGE));
        assertThat(capabilities.verify(token, CLIENT, NOW.plusSeconds(599))).isEqualTo(new Verdict.Valid(IMAGE));
        assertThat(capabilities.verify(token, CLIENT, NOW.plusSeconds(600))).isEqualTo(new Verdict.Expired(IMAGE));
    }

    @Test
    void boundTokenIsWorthNothingElsewhere() {
        String token = capabilities.issue(IMAGE, Optional.of(CLIENT));
        assertThat(capabilities.verify(token, CLIENT, NOW)).isEqualTo(new Verdict.Valid(IMAGE));
        assertThat(capabilities.verify(token, OTHER, NOW)).isEqualTo(new Verdict.Forged());
    }

    @Test
    void everyChangeOfATokenIsFound() {
        String token = capabilities.issue(IMAGE, Optional.empty());
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(capabilities.verify(changed, CLIENT, NOW)).isEqualTo(new Verdict.Forged());
        }
        for (String none :
                new String[] {"", "A", "=", token + "A", token + "=", token.substring(1), "ä", " " + token}) {
            assertThat(capabilities.verify(none, CLIENT, NOW)).isEqualTo(new Verdict.Forged());
        }
        assertThat(new Capabilities(CapabilityKey.random()).verify(token, CLIENT, NOW))
                .isEqualTo(new Verdict.Forged());
    }

    @Test
    void longestUrlStillHasRoomForAServer() {
        Capability longest = new Capability("x".repeat(72), Optional.of(new MacAddress(1)), NOW);
        String token = capabilities.issue(longest, Optional.of(CLIENT));
        String name = CapabilityUrl.nameOf("y".repeat(200), ".iso");
        String url = CapabilityUrl.of("https://pxe-03.edge.corp.example:8443", token, name);
        assertThat(url).hasSizeLessThanOrEqualTo(255).endsWith(".iso").doesNotContain("?");
    }

    @Test
    void urlThatNoControllerTakesIsRefusedWithoutItsToken() {
        String token = capabilities.issue(IMAGE, Optional.empty());
        String origin = "https://" + "a".repeat(200);
        assertThatThrownBy(() -> CapabilityUrl.of(origin, token, "x.iso"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("255")
                .hasMessageNotContaining(token);
    }

    @Test
    void namesBecomeThoseOfUrls() {
        assertThat(CapabilityUrl.nameOf("Berlin 03/ä", ".iso")).isEqualTo("Berlin-03--.iso");
        assertThat(CapabilityUrl.nameOf(".hidden", ".iso")).isEqualTo("x.hidden.iso");
        assertThat(CapabilityUrl.nameOf("", ".iso")).isEqualTo("x.iso");
    }

    @Test
    void textsAreRedacted() {
        String token = capabilities.issue(IMAGE, Optional.empty());
        assertThat(CapabilityUrl.redact("GET http://10.7.0.1/c/%s/berlin.iso and /c/%s/x".formatted(token, token)))
                .isEqualTo("GET http://10.7.0.1/c/***/berlin.iso and /c/***/x");
    }

    @Test
    void keyStaysTheSameAfterARestart() throws IOException {
        Path file = directory.resolve("key");
        String token = new Capabilities(CapabilityKey.open(file)).issue(IMAGE, Optional.empty());
        assertThat(new Capabilities(CapabilityKey.open(file)).verify(token, CLIENT, NOW))
                .isEqualTo(new Verdict.Valid(IMAGE));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.size(file)).isEqualTo(32);
    }

    @Test
    void keyThatOthersReadOrThatIsNoneIsRefused() throws IOException {
        Path file = directory.resolve("key");
        CapabilityKey.open(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> CapabilityKey.open(file)).hasMessageContaining("others than its owner");
        Path broken = Files.write(directory.resolve("broken"), new byte[31]);
        assertThatThrownBy(() -> CapabilityKey.open(broken)).hasMessageContaining("32 bytes");
    }
}
