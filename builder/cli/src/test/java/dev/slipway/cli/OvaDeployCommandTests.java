package dev.slipway.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OvaDeployCommandTests {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("VSPHERE_USER", "me@vsphere.local", "VSPHERE_PASSWORD", "swordfish");

    @TempDir
    private Path directory;

    private Run deploy(Map<String, String> environment, String... arguments) {
        return Run.in(
                directory,
                environment,
                Stream.concat(Stream.of("ova", "deploy", "site.ova"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --library edge --template t       | the OVA can go to one place at a time
                    --json                            | the OVA can go to one place at a time
                    --library edge --property a=b     | a library takes the OVA as it is
                    --library edge --accept-eula      | a library takes the OVA as it is
                    --template t --datastore d --replace | --item, --replace and --no-resume belong to --library
                    --template t                      | no datastore is named
                    --library edge --thumbprint ab    | this is no thumbprint of a certificate
                    --library edge --ca x --thumbprint ab | there are two ways to know vCenter by
                    --library edge --ca x             | certificates cannot be read
                    --library edge --item ''          | this cannot be the name of a library item
                    """)
    void wrongUseIsToldBeforeTheNetworkIsAsked(String options, String what) {
        String[] all = Stream.concat(Stream.of("--vcenter", "localhost:1"), Stream.of(options.split(" ")))
                .map(option -> option.equals("''") ? "" : option)
                .toArray(String[]::new);

        Run run = deploy(ENVIRONMENT, all);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out() + run.err()).contains(what);
    }

    @Test
    void passwordHasNoOption() {
        Run run = deploy(ENVIRONMENT, "--vcenter", "localhost:1", "--library", "edge", "--password", "x");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--password");
    }

    @Test
    void userAndPasswordAreDemanded() {
        assertThat(deploy(Map.of(), "--vcenter", "localhost:1", "--library", "edge"))
                .satisfies(run -> assertThat(run.status()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("VSPHERE_USER"));
    }

    @Test
    void ovaThatIsMissingIsTold() {
        Run run = deploy(ENVIRONMENT, "--vcenter", "localhost:1", "--library", "edge");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("there is no such OVA");
    }

    @Test
    void vcenterThatIsNotThereIsToldWithoutThePassword() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.write(directory.resolve("site.ova"), smallOva());

        Run run = deploy(ENVIRONMENT, "--vcenter", "127.0.0.1:" + port, "--library", "edge");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err())
                .contains("the connection to vCenter failed")
                .contains("nobody answers there")
                .contains("127.0.0.1:" + port)
                .doesNotContain("swordfish");
    }

    private static byte[] smallOva() {
        byte[] ova = new byte[4 * 512];
        byte[] descriptor = "<Envelope/>".getBytes(US_ASCII);
        put(ova, 0, "site.ovf");
        put(ova, 100, "0000644");
        put(ova, 108, "0000000");
        put(ova, 116, "0000000");
        put(ova, 124, "%011o".formatted(descriptor.length));
        put(ova, 136, "%011o".formatted(0));
        put(ova, 148, "        ");
        ova[156] = '0';
        put(ova, 257, "ustar");
        put(ova, 263, "00");
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += ova[i] & 0xFF;
        }
        put(ova, 148, "%06o".formatted(sum));
        ova[154] = 0;
        System.arraycopy(descriptor, 0, ova, 512, descriptor.length);
        return ova;
    }

    private static void put(byte[] target, int offset, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }
}
