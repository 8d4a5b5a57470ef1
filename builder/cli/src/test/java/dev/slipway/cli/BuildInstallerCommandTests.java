package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.evidence.KeyPassword;
import dev.slipway.builder.installer.Architecture;
import dev.slipway.builder.installer.InstallerParameters;
import dev.slipway.builder.installer.MediumParameters;
import dev.slipway.builder.site.SeedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BuildInstallerCommandTests {

    @TempDir
    private Path directory;

    @Test
    void parametersWithoutOptionsAreEmpty() {
        assertThat(parse(Map.of())).isEqualTo(InstallerParameters.NONE);
    }

    @Test
    void everyOptionMaps() {
        InstallerParameters parameters = parse(
                Map.of("SOURCE_DATE_EPOCH", "1700000000"),
                "--base=rootfs:/base",
                "--user-data=data",
                "--output=out.iso",
                "--volume-id=LABEL",
                "--flavour=kairos",
                "--kernel-arg=console=ttyS0",
                "--kernel-arg",
                "quiet",
                "--add=/a=b=c",
                "--add",
                "/d=e",
                "--squashfs-compression=xz:9",
                "--arch=aarch64",
                "--env-file=.installer.env",
                "--strict",
                "--ca-file=ca.pem",
                "--plain-http=localhost:5000",
                "--insecure-tls=a.example",
                "--insecure-tls=b.example",
                "--verify-key=key.pub",
                "--sign-key=sign.pem",
                "--sign-key-password=env:SECRET");

        assertThat(parameters)
                .isEqualTo(new InstallerParameters(
                        Optional.of("rootfs:/base"),
                        Optional.of(Path.of("data")),
                        SeedFiles.NONE,
                        Optional.of(Path.of("out.iso")),
                        new MediumParameters(
                                Optional.of("LABEL"),
                                Optional.of("kairos"),
                                List.of("console=ttyS0", "quiet"),
                                Map.of("/a", Path.of("b=c"), "/d", Path.of("e")),
                                Optional.of("xz:9"),
                                Optional.of(Architecture.ARM64),
                                Optional.of("1700000000")),
                        Optional.of(Path.of(".installer.env")),
                        true,
                        new BaseAccess(
                                Optional.of(Path.of("ca.pem")),
                                Set.of("localhost:5000"),
                                Set.of("a.example", "b.example"),
                                Optional.of(Path.of("key.pub"))),
                        new EvidenceOptions(
                                true,
                                Optional.of(Path.of("sign.pem")),
                                Optional.of(new KeyPassword.Variable("SECRET")))));
    }

    @Test
    void filesBesideTheUserDataAreTaken() {
        assertThat(parse(Map.of(), "--meta-data=m", "--network-config=n").seed())
                .isEqualTo(new SeedFiles(Optional.of(Path.of("m")), Optional.of(Path.of("n"))));
    }

    @Test
    void shortNameOfTheOutputIsTheSame() {
        assertThat(parse(Map.of(), "-o", "x.iso")).isEqualTo(parse(Map.of(), "--output", "x.iso"));
    }

    @Test
    void buildPrintsOneLineAStepAndTheResult() throws IOException {
        prepare();

        Run run = build();

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err().lines()).allMatch(line -> line.matches("[A-Z].*")).hasSizeGreaterThan(1);
        assertThat(run.err()).startsWith("Read iso:");
        assertThat(run.out())
                .matches("Wrote \\S*out.iso: [0-9.]+ [kM]B, volume COS_LIVE, flavour kairos, in [0-9.]+ s\n");
        assertThat(directory.resolve("out.iso")).isRegularFile();
    }

    @Test
    void buildWithJsonPrintsEventsAndNothingElse() throws IOException {
        prepare();

        Run run = build("--json");

        assertThat(run.err()).isEmpty();
        List<JsonNode> events =
                run.out().lines().map(new JsonMapper()::readTree).toList();
        assertThat(events.getFirst().get("event").asString()).isEqualTo("step");
        JsonNode done = events.getLast();
        assertThat(done.get("event").asString()).isEqualTo("done");
        assertThat(done.get("volumeId").asString()).isEqualTo("COS_LIVE");
        assertThat(done.get("sizeBytes").asLong()).isEqualTo(Files.size(directory.resolve("out.iso")));
    }

    @Test
    void buildWhenTheUserDataIsMissingLeavesNothingBehind() throws IOException {
        prepare();
        Files.delete(directory.resolve("user-data"));

        Run run = build();

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().filter(line -> line.startsWith("slipway: ")))
                .hasSize(1);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("base.iso"));
        }
    }

    @Test
    void buildWhenTheUserDataIsWrongTellsAllOfItAndMakesNothing() throws IOException {
        prepare();
        Files.writeString(directory.resolve("user-data"), "#cloud-config\nstylus:\n  debug: maybe\n  site: 7\n");

        Run run = build();

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err())
                .contains(
                        "the user-data has 2 errors (",
                        "user-data:3:10)",
                        "3:10: 'stylus.debug' is the text 'maybe'; expected true or false [wrong-type]",
                        "4:9: 'stylus.site' is 7; expected a mapping [wrong-type]");
        assertThat(directory.resolve("out.iso")).doesNotExist();
    }

    @Test
    void buildWhenTheUserDataMaySurpriseTellsItAndStopsIfStrict() throws IOException {
        prepare();
        Files.writeString(directory.resolve("user-data"), "#cloud-config\nhostname: edge\n");

        assertThat(build("--strict").status()).isEqualTo(3);
        assertThat(directory.resolve("out.iso")).doesNotExist();
        Run run = build();
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("warning: ", "nobody can log in on the installed host [no-login]");
    }

    @Test
    void buildTellsWhatTheFlavourOfTheBaseIgnores() throws IOException {
        prepare();
        Files.writeString(
                directory.resolve("user-data"), "#cloud-config\nbootcmd: []\nssh_authorized_keys: [ssh-ed25519 A]\n");

        assertThat(build().err()).contains("user-data:2:1: Kairos does not read 'bootcmd' [ignored-by-flavour]");
        assertThat(build("--strict").status()).isEqualTo(3);
    }

    @Test
    void buildWithAnEnvFileWritesTheIsoThatItNames() throws IOException {
        prepare();
        Files.writeString(directory.resolve(".installer.env"), "ISO_IMAGE=\"store\"\n");

        Run run =
                Run.in(directory, cache(), "build-installer", "--env-file", ".installer.env", "--base", "iso:base.iso");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(directory.resolve("store.iso")).isRegularFile();
    }

    private void prepare() throws IOException {
        TrainingMedium.writeTo(directory.resolve("base.iso"));
        Files.writeString(
                directory.resolve("user-data"),
                "#cloud-config\nhostname: edge\nssh_authorized_keys: [ssh-ed25519 A]\n");
    }

    private Run build(String... more) {
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "build-installer", "--base=iso:base.iso", "--user-data=user-data", "--output=out.iso"),
                        Stream.of(more))
                .toList();
        return Run.in(directory, cache(), arguments.toArray(String[]::new));
    }

    private Map<String, String> cache() {
        return Map.of("SLIPWAY_CACHE", directory.resolve("cache").toString());
    }

    private InstallerParameters parse(Map<String, String> environment, String... arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        BuildInstallerCommand command =
                new BuildInstallerCommand(new Surroundings(nowhere, nowhere, 0, environment, directory));
        new CommandLine(command).parseArgs(arguments);
        return command.parameters();
    }
}
