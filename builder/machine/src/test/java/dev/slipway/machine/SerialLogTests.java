package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialLogTests {

    private static final Duration NO_TIME = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final SerialLog serial = new SerialLog();

    @Test
    void awaitWhenLineCameFindsItOnce() throws InterruptedException {
        serial.append("one 1\none 2\n");

        assertThat(found("one (\\d)")).isEqualTo("one 1");
        assertThat(found("one (\\d)")).isEqualTo("one 2");
        assertThat(serial.await(Pattern.compile("one"), NO_TIME)).isEqualTo(new SerialLog.Outcome.Late());
    }

    @Test
    void awaitWhenLineComesLaterWakesUp() throws InterruptedException {
        Thread.ofVirtual().start(() -> serial.append("login\n"));

        assertThat(serial.await(Pattern.compile("login"), LONG)).isInstanceOf(SerialLog.Outcome.Found.class);
    }

    @Test
    void awaitWhenLineIsStillBeingWrittenWaitsForItsEnd() throws InterruptedException {
        serial.append("medium=/d");
        assertThat(serial.await(Pattern.compile("medium=(\\S+)"), NO_TIME)).isEqualTo(new SerialLog.Outcome.Late());

        serial.append("ev/sr0\n");
        assertThat(found("medium=(\\S+)")).isEqualTo("medium=/dev/sr0");
    }

    @Test
    void awaitWhenLineIsColouredSeesTextOnly() throws InterruptedException {
        serial.append("\u001b[0;1;31m*\u001b[0m Gr\u00c3\u00bcn\u001b[K\r\n");

        assertThat(found(".*")).isEqualTo("* Grün");
    }

    @Test
    void awaitWhenPromptStandsTakesItAsItIs() throws InterruptedException {
        serial.append("edge login: ");

        assertThat(serial.await(Pattern.compile("login:"), NO_TIME)).isEqualTo(new SerialLog.Outcome.Late());
        assertThat(serial.await(Pattern.compile("login:"), LONG))
                .isEqualTo(new SerialLog.Outcome.Found("edge login: "));
    }

    @Test
    void awaitWhenPromptWasTakenDoesNotFindItsLineAgain() throws InterruptedException {
        serial.append("edge login: ");
        serial.await(Pattern.compile("login:"), LONG);
        serial.append("root\nnext login: yes\n");

        assertThat(found("login:")).isEqualTo("next login: yes");
    }

    @Test
    void awaitWhenGuestIsQuietInTheMiddleOfALineWaitsOn() throws InterruptedException {
        serial.append("medium=/d");

        assertThat(serial.await(Pattern.compile("medium="), Duration.ofMillis(1500)))
                .isEqualTo(new SerialLog.Outcome.Late());
    }

    @Test
    void fatalLineWhenLineWasAwaitedIsNoSurprise() throws InterruptedException {
        serial.append("Kernel panic - not syncing\n");
        assertThat(found("Kernel panic")).startsWith("Kernel panic");

        assertThat(serial.fatalLine()).isEmpty();

        serial.append("Kernel panic once more\n");
        assertThat(serial.fatalLine()).contains("Kernel panic once more");
        assertThat(serial.fatalLine()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[    1.0] Kernel panic - not syncing: VFS\n",
                "    Unable to find a medium containing a live file system\n",
                "(initramfs) ",
                "grub> ",
                "grub rescue> ",
                "BdsDxe: failed to load Boot0001 \"UEFI QEMU\" from Pci(0x2,0x0): Access Denied\n",
            })
    void awaitWhenGuestIsLostSaysWhatItSaid(String words) throws InterruptedException {
        serial.append("before\n" + words);

        assertThat(serial.await(Pattern.compile("never"), LONG))
                .isInstanceOfSatisfying(
                        SerialLog.Outcome.Lost.class,
                        lost -> assertThat(lost.why()).isEqualTo("the guest said: " + words.replace("\n", "")));
    }

    @Test
    void awaitWhenOutputEndsSaysSo() throws InterruptedException {
        serial.readAll(stream("the last words"));

        assertThat(found("last")).isEqualTo("the last words");
        assertThat(serial.await(Pattern.compile("never"), LONG)).isEqualTo(new SerialLog.Outcome.Ended());
    }

    @Test
    void lastLinesWhenLinesAreManyGivesTheLast() {
        for (int i = 1; i <= 100; i++) {
            serial.append("line " + i + "\n");
        }

        assertThat(serial.lastLines(40)).hasSize(40).first().isEqualTo("line 61");
    }

    private String found(String line) throws InterruptedException {
        SerialLog.Outcome outcome = serial.await(Pattern.compile(line), NO_TIME);
        assertThat(outcome).isInstanceOf(SerialLog.Outcome.Found.class);
        return ((SerialLog.Outcome.Found) outcome).line();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
