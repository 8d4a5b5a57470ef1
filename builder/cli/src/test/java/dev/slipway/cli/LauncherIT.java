package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in a checkout of its own, whose `mvn` stands in for Maven: it counts its calls and puts the jars of
/// this build where Maven would.
@RequiresTool({"bash", "env"})
class LauncherIT {

    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path checkout = Path.of("");
    private Path jdks = Path.of("");

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = folder.resolve("a checkout");
        jdks = Files.createDirectories(folder.resolve("jdks"));
        Files.createDirectories(checkout.resolve("builder/cli/src/main/java"));
        Files.createDirectories(checkout.resolve("tools"));
        Files.copy(REPOSITORY.resolve("slipway"), checkout.resolve("slipway"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.writeString(checkout.resolve("builder/cli/src/main/java/A.java"), "class A {}");
        program(checkout.resolve("tools/mvn"), """
                echo "$@" >>mvn.calls
                mkdir -p builder/cli/target/lib
                cp '%1$s'/target/slipway-cli-*.jar builder/cli/target/
                cp '%1$s'/target/lib/*.jar builder/cli/target/lib/
                """.formatted(REPOSITORY.resolve("builder/cli")));
    }

    @Test
    void startBuildsOnceAndThenRunsFromAnywhere() throws IOException {
        assertThat(slipway("--version").output())
                .startsWith("slipway: building, because this is the first start\nslipway 0.");
        Path link = Files.createSymbolicLink(folder.resolve("link"), checkout.resolve("slipway"));

        Tool.Result run = Tool.of(command(link, "--version")).in(jdks).tryRun();

        assertThat(run.status()).isZero();
        assertThat(run.output()).matches("slipway 0\\.\\S+\n");
        assertThat(calls()).hasSize(1);
        assertThat(slipway().status()).isEqualTo(2);
    }

    @Test
    void startBuildsAgainWhenASourceIsNewerOrGone() throws IOException {
        jdk("jdks/a", "JAVA_VERSION=\"25\"");
        Path source = checkout.resolve("builder/cli/src/main/java/A.java");
        with(List.of(), "inspect");

        age(checkout, Duration.ofHours(1));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
        assertThat(with(List.of(), "inspect").output())
                .startsWith("slipway: building, because the sources have changed\n");
        age(checkout, Duration.ofHours(1));
        Files.delete(source);
        assertThat(with(List.of(), "inspect").output()).startsWith("slipway: building");
        age(checkout, Duration.ofHours(1));
        assertThat(with(List.of(), "inspect").output()).startsWith("java of a");
        assertThat(calls()).hasSize(3);
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws IOException {
        jdk("jdks/a", "JAVA_VERSION=\"25\"");
        List<Object> both = new ArrayList<>(List.of("bash", "-c", "\"$@\" & \"$@\" & wait", "both"));
        both.addAll(List.of(command(List.of(), checkout.resolve("slipway"), "inspect")));

        Tool.of(both.toArray()).run();

        assertThat(calls()).hasSize(1);
    }

    @Test
    void startWithABrokenCacheIsOnlySlower() throws IOException {
        slipway("--version");
        try (var builds = Files.walk(checkout.resolve("target/launcher"))) {
            Path cache = builds.filter(file -> file.endsWith("slipway.aot"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(cache, "not a cache");
            assertThat(slipway("--version").output()).matches("slipway 0\\.\\S+\n");
            Files.delete(cache);
            assertThat(slipway("--version").output()).matches("slipway 0\\.\\S+\n");
        }
    }

    @Test
    void startWhenTheBuildFailsSaysWhatMavenSaid() throws IOException {
        program(checkout.resolve("tools/mvn"), "echo '[INFO] fine'; echo '[ERROR] A.java:1 is wrong'; exit 1");

        Tool.Result run = slipway("--version");

        assertThat(run.status()).isEqualTo(70);
        assertThat(run.output())
                .contains("[ERROR] A.java:1 is wrong\nslipway: the build failed")
                .doesNotContain("fine");
        assertThat(slipway("--version").output()).contains("this is the first start");
    }

    @Test
    void startWithoutAJdkSaysInOneLineWhatToInstall() {
        Tool.Result run = with(List.of(), "--version");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.output()).startsWith("slipway: needs a JDK 25: install ").hasLineCount(1);
    }

    @Test
    void startTakesTheJdkThatItIsToldToOrSaysThatItIsNone() throws IOException {
        Path told = jdk("told", "JAVA_VERSION=\"25.0.3\"");
        jdk("jdks/found", "JAVA_VERSION=\"25\"");

        assertThat(with(List.of("SLIPWAY_JAVA_HOME=" + told), "inspect").output())
                .contains("java of told");
        Tool.Result none = with(List.of("SLIPWAY_JAVA_HOME=" + folder), "inspect");
        assertThat(none.status()).isEqualTo(4);
        assertThat(none.output()).isEqualTo("slipway: SLIPWAY_JAVA_HOME=%s is no JDK 25\n".formatted(folder));
    }

    @Test
    void startPassesOverOtherJdks() throws IOException {
        Path old = jdk("old", "JAVA_VERSION=\"17.0.15\"");
        jdk("jdks/a", "JAVA_VERSION=\"2.5\"");
        jdk("jdks/b", "JAVA_VERSION=\"250\"");
        Files.createDirectories(jdks.resolve("c"));
        jdk("jdks/d", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.1\"");

        assertThat(with(List.of("JAVA_HOME=" + old), "inspect").output()).contains("java of d");
    }

    @Test
    void startAsksAJdkWithoutAReleaseFileItself() throws IOException {
        Path silent = jdk("jdks/silent", "");
        Files.delete(silent.resolve("release"));
        program(silent.resolve("bin/java"), "echo 'openjdk version \"25.0.1\" 2026-01-01' >&2; echo java of silent");

        assertThat(with(List.of(), "inspect").output()).contains("java of silent");
    }

    @Test
    void secondCompilerIsUsedWhereThereIsMuchToHashOrToCompress() throws IOException {
        jdk("jdks/a", "JAVA_VERSION=\"25\"");

        assertThat(with(List.of(), "inspect", "x y").output().lines().toList().getLast())
                .contains("-XX:TieredStopAtLevel=1")
                .endsWith("dev.slipway.cli.Main inspect x y");
        assertThat(with(List.of(), "build-installer", "--base=iso:a.iso").output())
                .doesNotContain("TieredStopAtLevel");
        assertThat(with(List.of(), "evidence", "verify", "a.iso").output()).doesNotContain("TieredStopAtLevel");
        assertThat(with(List.of(), "build-installer", "--base", "registry.example/a:1")
                        .output())
                .doesNotContain("TieredStopAtLevel");
        for (String compression : List.of("--squashfs-compression=xz:6", "--squashfs-compression=lz4")) {
            assertThat(with(List.of(), "build-installer", "--base", "b", compression)
                            .output())
                    .doesNotContain("TieredStopAtLevel");
        }
        assertThat(with(List.of(), "build-installer", "--squashfs-compression", "xz")
                        .output())
                .doesNotContain("TieredStopAtLevel");
    }

    @Test
    void testPassesOnTheStatusAndAddsUp() throws IOException {
        jdk("jdks/a", "JAVA_VERSION=\"25\"");
        program(setUp(), "echo set up");
        program(checkout.resolve("tools/mvn"), """
                echo "mvn $@"
                mkdir -p builder/cli/target/surefire-reports
                echo '<testsuite name="A" time="1" tests="3" errors="1" skipped="0" failures="0">' >builder/cli/target/surefire-reports/TEST-A.xml
                echo '<testsuite name="B" time="1" tests="4" errors="0" skipped="2" failures="1">' >builder/cli/target/surefire-reports/TEST-B.xml
                # What is written within one tick of the kernel's clock is equally old.
                touch -d 'now + 1 minute' builder/cli/target/surefire-reports/*
                exit 1
                """);

        Tool.Result run = with(List.of(), "test", "-X");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .startsWith("set up\nmvn -B -ntp verify -X\n")
                .contains("slipway test: FAILED: 7 tests, 2 failed, 2 skipped, 0 min ");
    }

    @Test
    void quickstartAndTestFindTheJdkThatTheSetUpBrings() throws IOException {
        Path later = jdk("later", "JAVA_VERSION=\"25\"");
        program(setUp(), "echo \"set up $1\"; [[ -e '%2$s/new' ]] || cp -r '%1$s' '%2$s/new'".formatted(later, jdks));

        Tool.Result quickstart = with(List.of(), "quickstart", "--json");
        Tool.Result test = with(List.of(), "test");

        assertThat(quickstart.output()).startsWith("set up quickstart\n");
        assertThat(quickstart.output().lines().toList().getLast())
                .contains("-Dslipway.checkout=" + checkout, "dev.slipway.cli.Main quickstart --json")
                .doesNotContain("TieredStopAtLevel");
        assertThat(test.output()).startsWith("set up test\n").contains("slipway test: passed: ");
    }

    @Test
    void quickstartWhenTheSetUpFailsEndsWithItsStatusAndNothingElse() throws IOException {
        program(setUp(), "echo missing; exit 4");

        Tool.Result run = with(List.of(), "quickstart");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.output()).isEqualTo("missing\n");
        assertThat(checkout.resolve("mvn.calls")).doesNotExist();
    }

    @Test
    void setUpIsToldOfTheJdkThatOnlyTheLauncherFinds() throws IOException {
        Path found = jdk("jdks/a", "JAVA_VERSION=\"25\"");
        program(setUp(), "echo \"jdk $JAVA_HOME\"");

        assertThat(with(List.of(), "quickstart").output()).startsWith("jdk " + found + "\n");
    }

    @Test
    void quickstartSetsNothingUpForItsHelp() throws IOException {
        jdk("jdks/a", "JAVA_VERSION=\"25\"");
        program(setUp(), "echo set up");

        assertThat(with(List.of(), "quickstart", "--json", "--help").output())
                .doesNotContain("set up")
                .contains("Main quickstart --json --help");
    }

    private Path setUp() throws IOException {
        return Files.createDirectories(checkout.resolve("builder")).resolve("setup.sh");
    }

    @Test
    @RequiresTool("shellcheck")
    void shellcheckIsContent() {
        Tool.of(
                        "shellcheck",
                        REPOSITORY.resolve("slipway"),
                        REPOSITORY.resolve(".ci/run"),
                        REPOSITORY.resolve("builder/setup.sh"))
                .run();
    }

    /// Runs the launcher of the checkout with the JDK of this test.
    private Tool.Result slipway(String... arguments) {
        return Tool.of(command(checkout.resolve("slipway"), arguments)).tryRun();
    }

    private Object[] command(Path launcher, String... arguments) {
        return command(List.of("SLIPWAY_JAVA_HOME=" + System.getProperty("java.home")), launcher, arguments);
    }

    /// Runs it where the only JDKs are those that the test made.
    private Tool.Result with(List<String> variables, String... arguments) {
        return Tool.of(command(variables, checkout.resolve("slipway"), arguments))
                .tryRun();
    }

    private Object[] command(List<String> variables, Path launcher, String... arguments) {
        List<Object> command = new ArrayList<>(List.of("env", "-u", "JAVA_HOME", "-u", "SLIPWAY_JAVA_HOME"));
        command.add("PATH=%s:/usr/bin:/bin".formatted(checkout.resolve("tools")));
        command.add("SLIPWAY_JAVA_PLACES=" + jdks);
        command.addAll(variables);
        command.add(launcher);
        command.addAll(List.of(arguments));
        return command.toArray();
    }

    private Path jdk(String name, String release) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), release + "\n");
        program(home.resolve("bin/java"), "echo \"java of %s\" \"$@\"".formatted(home.getFileName()));
        program(home.resolve("bin/javac"), "");
        return home;
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Makes everything older, as if time had passed since.
    private static void age(Path tree, Duration by) throws IOException {
        try (var files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                FileTime modified = Files.getLastModifiedTime(file);
                Files.setLastModifiedTime(
                        file, FileTime.from(modified.toInstant().minus(by)));
            }
        }
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(checkout.resolve("mvn.calls"));
    }
}
