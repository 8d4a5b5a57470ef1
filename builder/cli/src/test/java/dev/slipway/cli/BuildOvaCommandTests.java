package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `build-seed` and `build-ova`, and the verbs for sites with what it built over a small disk.
class BuildOvaCommandTests {

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        byte[] disk = new byte[4 << 20];
        new Random(9).nextBytes(disk);
        Files.write(directory.resolve("disk.img"), disk);
        Files.writeString(directory.resolve("user-data"), "#cloud-config\nhostname: oslo\n");
        Files.writeString(directory.resolve("sites.yaml"), """
                user-data: user-data.ftl
                sites:
                  - {name: munich, host: munich}
                  - {name: oslo, host: oslo}
                """);
        Files.writeString(directory.resolve("user-data.ftl"), "#cloud-config\nhostname: ${host}\n");
    }

    @Test
    void seedTellsWhatIsOnIt() {
        Run run = run("build-seed", "--user-data", "user-data", "--output", "ci.iso");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).matches("Wrote \\S*ci.iso \\([0-9.]+ kB, label cidata: meta-data, user-data\\)\n");
        assertThat(directory.resolve("ci.iso")).isRegularFile();
    }

    @Test
    void applianceTellsHowLargeItIsAndPassesEveryRule() {
        Run run = run("build-ova", "--disk", "disk.img", "--nic", "e1000:Shop", "--output", "edge.ova");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .matches("Wrote \\S*edge.ova \\(4.3 MB, a disk of 4.2 MB with 4.2 MB on it\\) in [0-9.]+ s\n");
        assertThat(run.err())
                .isEqualTo("Read %s\nCompress the disk\nWrite %s\n"
                        .formatted(directory.resolve("disk.img"), directory.resolve("edge.ova")));
        assertThat(run("verify", "edge.ova").status()).isZero();
        assertThat(run("inspect", "edge.ova").out()).contains("Shop", "edge-disk1.vmdk");
    }

    @Test
    void jsonTellsTheDigest() throws IOException {
        Run run = run("build-ova", "--disk", "disk.img", "--output", "edge.ova", "--json");

        JsonNode done = JsonMapper.shared().readTree(run.out().lines().toList().getLast());
        assertThat(done.required("event").asString()).isEqualTo("done");
        assertThat(done.required("sha256").asString())
                .isEqualTo(Image.ofFile(directory.resolve("edge.ova")).sha256().hex());
    }

    @Test
    void nameOfTheOutputDecidesTheFormat() throws IOException {
        assertThat(run("build-ova", "--disk", "disk.img", "--output", "out.img").status())
                .isZero();
        assertThat(Files.mismatch(directory.resolve("disk.img"), directory.resolve("out.img")))
                .isEqualTo(-1);
    }

    @Test
    void aDiskIsLookedInto() throws IOException {
        run("build-ova", "--disk", "disk.img", "--output", "disk.vmdk");
        Run run = run("inspect", "disk.vmdk");

        assertThat(run.out()).contains("VMDK, streamOptimized", "capacity     4.2 MB", "take it as it is");
        assertThat(JsonMapper.shared()
                        .readTree(run("inspect", "disk.vmdk", "--json").out())
                        .required("capacityBytes")
                        .asLong())
                .isEqualTo(4 << 20);
        byte[] bytes = Files.readAllBytes(directory.resolve("disk.vmdk"));
        Files.write(directory.resolve("cut.vmdk"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(run("inspect", "cut.vmdk").status()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --disk disk.img --installer a.iso     | 2 | one place only
            --disk disk.img --user-data user-data | 2 | nowhere to go
            --disk disk.img --disk-size 5G        | 2 | has a size already
            --seed ci.iso --disk disk.img         | 2 | a seed is for an installer
            --disk missing.img                    | 3 | there is no such disk
            --disk disk.img --guest-os ubunto64   | 2 | did you mean ubuntu64Guest
            --disk disk.img --secure-boot --firmware bios | 2 | Secure Boot needs EFI
            --disk disk.img --controller scsi     | 2 | pvscsi
            --disk disk.img --sign-key key.pem    | 2 | its certificate
            --disk disk.img --level 13            | 2 | no effort of 13
            --disk disk.img --eula missing.txt    | 3 | missing.txt is not there
            --user-data user-data --disk-size 0   | 2 | such as 50G
            --user-data user-data --disk-size 900T | 2 | 62 TiB
            --installer disk.img --install-memory 4 | 2 | such as 4G
            --disk disk.img --format vmx          | 2 | no format
            --disk disk.img --name a/b            | 2 | cannot be the name
            --base iso:vendor.iso --user-data user-data | 2 | --installer""")
    void whatMakesNoSenseIsRefusedWithAWayOut(String words, int status, String told) {
        String[] arguments = ("build-ova --output edge.ova " + words).split(" ", -1);
        Run run = run(arguments);

        assertThat(run.status()).as(run.err()).isEqualTo(status);
        assertThat(run.err()).contains(told);
        assertThat(directory.resolve("edge.ova")).doesNotExist();
    }

    @Test
    void sitesAreListedAndWrittenAndStreamedLikeImages() throws IOException {
        Run built = run(
                "build-ova",
                "--disk",
                "disk.img",
                "--sites",
                "sites.yaml",
                "--output",
                "ovas",
                "--materialize",
                "oslo");

        assertThat(built.status()).as(built.err()).isZero();
        assertThat(built.out())
                .matches("Wrote \\S*ovas: 2 sites of [0-9.]+ MB each, [0-9.]+ kB beside the shared appliance,"
                        + " in [0-9.]+ s\n");
        String list = run("sites", "list", "--images", "ovas").out();
        assertThat(list).matches("[0-9a-f]{64}  munich.ova\n[0-9a-f]{64}  oslo.ova\n");
        assertThat(list)
                .contains(Image.ofFile(directory.resolve("ovas/oslo.ova"))
                                .sha256()
                                .hex() + "  oslo.ova");

        assertThat(run("sites", "write", "munich", "--images", "ovas", "--to", "m.ova")
                        .status())
                .isZero();
        assertThat(run("verify", "m.ova").status()).isZero();
        assertThat(cat("munich")).isEqualTo(Files.readAllBytes(directory.resolve("m.ova")));
        assertThat(run("sites", "cat", "rome", "--images", "ovas").err()).contains("no image of a site 'rome'");
    }

    private byte[] cat(String site) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = Main.run(
                new Surroundings(
                        new PrintStream(out), new PrintStream(new ByteArrayOutputStream()), 0, Map.of(), directory),
                "sites",
                "cat",
                site,
                "--images",
                "ovas");
        assertThat(status).isZero();
        return out.toByteArray();
    }

    private Run run(String... arguments) {
        return Run.in(
                directory, Map.of("SLIPWAY_CACHE", directory.resolve("cache").toString()), arguments);
    }
}
