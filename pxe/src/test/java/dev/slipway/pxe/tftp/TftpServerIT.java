package dev.slipway.pxe.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.publish.PublishedFile;
import dev.slipway.pxe.publish.PublishedFiles;
import dev.slipway.pxe.tftp.TftpOptions.Listener;
import dev.slipway.pxe.tftp.TftpOptions.PortRange;
import dev.slipway.pxe.trace.Step;
import dev.slipway.testkit.LossyWire;
import dev.slipway.testkit.NetworkNamespace;
import dev.slipway.testkit.RequiresNamespaces;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Other people's clients fetch files from our server, across good cables and bad ones. What they wrote must be what is
/// published, byte by byte.
@RequiresNamespaces
@RequiresTool({"atftp", "curl", "busybox", "tftp"})
class TftpServerIT {

    private static final long SEED = 20_261_121;

    @TempDir
    private Path folder;

    private final RecordingTrace trace = new RecordingTrace();
    private NetworkNamespace here;
    private NetworkNamespace there;
    private byte[] content;
    private Path original;

    @BeforeEach
    void makeNetworks() throws Exception {
        here = NetworkNamespace.create();
        there = NetworkNamespace.create();
        content = new byte[3_000_000];
        new Random(SEED).nextBytes(content);
        original = Files.write(folder.resolve("original"), content);
    }

    @AfterEach
    void removeNetworks() {
        here.close();
        there.close();
    }

    private void layCable() {
        here.connect("eth0", there, "eth0");
        address();
    }

    private void address() {
        here.address("eth0", "10.7.0.1/24");
        there.address("eth0", "10.7.0.2/24");
    }

    private TftpServer serve(TftpOptions options) throws Exception {
        Map<String, PublishedFile> table = Map.of(
                "ipxe.efi",
                new PublishedFile("ipxe.efi", Image.ofFile(original), Step.LOADER_SENT),
                "one-block",
                new PublishedFile("one-block", Image.ofBytes(new byte[512]), Step.LOADER_SENT),
                "empty",
                new PublishedFile("empty", Image.empty(), Step.LOADER_SENT));
        PublishedFiles files = (name, client) -> Optional.ofNullable(table.get(name));
        return here.call(() -> TftpServer.open(options, files, trace, trace::log));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16, 64})
    void atftpFetchesWithWindows(int window) throws Exception {
        layCable();
        try (TftpServer server = serve(TftpOptions.usual())) {
            assertThat(atftp("ipxe.efi", window, 1428)).hasBinaryContent(content);
            assertThat(server.counters().retransmissions()).isZero();
        }
    }

    @Test
    void othersFetchAsTheyAreUsedTo() throws Exception {
        layCable();
        try (TftpServer server = serve(TftpOptions.usual())) {
            for (Path fetched :
                    List.of(curl("ipxe.efi", 512), curl("ipxe.efi", 1468), busybox("ipxe.efi"), tftpHpa("ipxe.efi"))) {
                assertThat(fetched).hasBinaryContent(content);
            }
            for (Path fetched : List.of(curl("one-block", 512), busybox("one-block"), tftpHpa("one-block"))) {
                assertThat(fetched).hasBinaryContent(new byte[512]);
            }
            // curl stumbles over files without a byte, whoever serves them.
            for (Path fetched : List.of(busybox("empty"), tftpHpa("empty"), atftp("empty", 4, 512))) {
                assertThat(fetched).isEmptyFile();
            }
            assertThat(server.counters().completed()).isEqualTo(10);
            assertThat(server.counters().failed()).isZero();
        }
    }

    @Test
    void filesAreSentFromARangeOfPortsWhereOneIsGiven() throws Exception {
        layCable();
        try (TftpServer server = serve(TftpOptions.usual().withDataPorts(new PortRange(30_000, 30_003)))) {
            for (int turn = 0; turn < 6; turn++) {
                assertThat(curl("ipxe.efi", 1468)).hasBinaryContent(content);
            }
            assertThat(atftp("ipxe.efi", 8, 1428)).hasBinaryContent(content);
            assertThat(server.counters().completed()).isEqualTo(7);
        }
    }

    @Test
    void blocksAreNoLargerThanTheInterfaceTakes() throws Exception {
        layCable();
        here.tool("ip", "link", "set", "eth0", "mtu", "1280").run();
        try (TftpServer server = serve(TftpOptions.usual())) {
            assertThat(curl("ipxe.efi", 8192)).hasBinaryContent(content);
            assertThat(trace.texts()).anyMatch(text -> text.contains("blocks of 1,248 bytes"));
            assertThat(server.counters().completed()).isEqualTo(1);
        }
    }

    @Test
    void manyFetchAtOnce() throws Exception {
        layCable();
        try (TftpServer server =
                        serve(TftpOptions.usual().withListeners(List.of(new Listener(Ipv4.ANY, Optional.of("eth0")))));
                ExecutorService crew = Executors.newFixedThreadPool(24)) {
            List<Future<Path>> fetched = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                int window = 1 << (i % 5);
                fetched.add(crew.submit(() -> atftp("ipxe.efi", window, 1428)));
            }
            for (Future<Path> one : fetched) {
                assertThat(one.get()).hasBinaryContent(content);
            }
            // 16 at a time are allowed for one client; the others asked again.
            assertThat(server.counters().completed()).isEqualTo(48);
            assertThat(server.counters().failed()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void arrivesIntactWhereTheCableLosesDoublesAndReorders(int window) throws Exception {
        byte[] smaller = Arrays.copyOf(content, 700_000);
        content = smaller;
        Files.write(original, smaller);
        try (LossyWire wire =
                LossyWire.between(here, "eth0", there, "eth0", LossyWire.Fate.of(SEED, 0.05, 0.05, 0.05))) {
            address();
            try (TftpServer server = serve(TftpOptions.usual())) {
                assertThat(atftp("ipxe.efi", window, 1428)).hasBinaryContent(smaller);
                assertThat(wire.lost()).isPositive();
                assertThat(wire.doubled()).isPositive();
                assertThat(wire.overtaken()).isPositive();
                assertThat(server.counters().failed()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"busybox", "tftp-hpa"})
    void othersGetThroughABadCableToo(String client) throws Exception {
        byte[] smaller = Arrays.copyOf(content, 200_000);
        content = smaller;
        Files.write(original, smaller);
        Function<String, Path> fetch = client.equals("busybox") ? this::busybox : this::tftpHpa;
        try (LossyWire wire =
                LossyWire.between(here, "eth0", there, "eth0", LossyWire.Fate.of(SEED, 0.05, 0.05, 0.05))) {
            address();
            try (TftpServer server = serve(TftpOptions.usual())) {
                assertThat(fetch.apply("ipxe.efi")).hasBinaryContent(smaller);
                assertThat(wire.lost()).isPositive();
                assertThat(server.counters().failed()).isZero();
            }
        }
    }

    @Test
    void whatIsNotPublishedIsRefusedInWords() throws Exception {
        layCable();
        try (TftpServer server = serve(TftpOptions.usual())) {
            Tool.Result result = there.tool(
                            "atftp", "--get", "-r", "../etc/shadow", "-l", folder.resolve("no"), "10.7.0.1")
                    .tryRun();
            assertThat(result.output()).contains("leads out of what is published");
            assertThat(there.tool("atftp", "--put", "-l", original, "-r", "new", "10.7.0.1")
                            .tryRun()
                            .output())
                    .contains("this server only reads");
            assertThat(there.tool("tftp", "-m", "netascii", "10.7.0.1", "-c", "get", "ipxe.efi", folder.resolve("no"))
                            .tryRun()
                            .output())
                    .contains("use octet (binary)");
            assertThat(there.tool("curl", "-sS", "tftp://10.7.0.1/absent", "-o", folder.resolve("no"))
                            .tryRun()
                            .status())
                    .isEqualTo(68); // CURLE_TFTP_NOTFOUND
            for (Refusal reason : List.of(Refusal.TRAVERSAL, Refusal.WRITE, Refusal.MODE, Refusal.NOT_FOUND)) {
                assertThat(server.counters().refused(reason)).as(reason.name()).isPositive();
            }
            assertThat(trace.texts()).anyMatch(text -> text.contains("\"absent\" is not published"));
        }
    }

    private Path atftp(String name, int window, int blockSize) {
        Path target = target("atftp");
        there.tool(
                        "atftp",
                        "--option",
                        "windowsize " + window,
                        "--option",
                        "blksize " + blockSize,
                        "--get",
                        "-r",
                        name,
                        "-l",
                        target,
                        "10.7.0.1")
                .within(Duration.ofMinutes(2))
                .run();
        return target;
    }

    private Path curl(String name, int blockSize) {
        Path target = target("curl");
        there.tool("curl", "-sS", "--tftp-blksize", blockSize, "tftp://10.7.0.1/" + name, "-o", target)
                .within(Duration.ofMinutes(2))
                .run();
        return target;
    }

    private Path busybox(String name) {
        Path target = target("busybox");
        there.tool("busybox", "tftp", "-g", "-b", "1468", "-r", name, "-l", target, "10.7.0.1")
                .within(Duration.ofMinutes(2))
                .run();
        return target;
    }

    private Path tftpHpa(String name) {
        Path target = target("tftp-hpa");
        there.tool("tftp", "-m", "binary", "10.7.0.1", "-c", "get", name, target)
                .within(Duration.ofMinutes(2))
                .run();
        return target;
    }

    private synchronized Path target(String client) {
        try {
            return Files.createTempDirectory(folder, client).resolve("fetched");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
