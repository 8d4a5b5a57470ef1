package dev.slipway.builder.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.templates.recipe.BaseRecipe;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceBasesTests {

    private static final String MACHINE =
            new Platform("linux", System.getProperty("os.arch"), Optional.empty()).architecture();
    private static final Platform NATIVE = Platform.linux(MACHINE);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /// Tells its own number and that of its child, and works for hours.
    private static final String HANGING = """
            /bin/sleep 36000 &
            echo $$ $! >%1$s/processes.new
            /bin/mv %1$s/processes.new %1$s/processes
            echo 'I: extracting archives...'
            wait
            """;

    @TempDir
    Path directory;

    private StandIns programs;
    private BuildCache cache;

    @BeforeEach
    void standIn() throws IOException {
        programs = StandIns.in(directory.resolve("programs"));
        cache = new BuildCache(directory.resolve("cache"));
    }

    @Test
    void getMakesTheBaseOnceAndThenFindsIt() throws IOException {
        programs.withMmdebstrap();

        ReferenceBase first = get(false);
        ReferenceBase second = get(false);

        assertThat(first.madeNow()).isTrue();
        assertThat(second.madeNow()).isFalse();
        assertThat(second.tar()).isEqualTo(first.tar());
        assertThat(programs.runs()).isOne();
        assertThat(first.release()).isEqualTo("bookworm");
        assertThat(first.packages()).isEqualTo(2);
        assertThat(first.digest().hex())
                .isEqualTo(Image.ofFile(programs.directory().resolve("root.tar"))
                        .sha256()
                        .hex());
    }

    @Test
    void getTellsMmdebstrapWhatTheRecipeSays() throws IOException {
        programs.withMmdebstrap();

        get(false);

        String packages = String.join(",", BaseRecipe.builtIn().packages(MACHINE));
        assertThat(programs.linesOf("arguments"))
                .contains(
                        "--include=" + packages,
                        "--architectures=" + MACHINE,
                        "--dpkgopt=path-exclude=/usr/share/man/*",
                        "--dpkgopt=path-include=/usr/share/doc/*/copyright",
                        "bookworm")
                .anyMatch(argument -> argument.matches("--hook-dir=/.*/hooks"));
        assertThat(programs.linesOf("sources.list")).containsExactly("deb http://deb.example/debian/ bookworm main");
        // No release file is there to take a date of.
        assertThat(programs.linesOf("runs")).containsExactly("run 0");
    }

    @Test
    void getWhenRefreshedMakesItAnewAndLeavesTheLastOneToItsReaders() throws IOException {
        programs.withMmdebstrap();

        ReferenceBase first = get(false);
        ReferenceBase second = get(true);
        assertThat(first.tar()).exists().isNotEqualTo(second.tar());
        ReferenceBase third = get(true);

        assertThat(programs.runs()).isEqualTo(3);
        assertThat(first.tar()).doesNotExist();
        assertThat(second.tar()).exists();
        assertThat(get(false).tar()).isEqualTo(third.tar());
    }

    @Test
    void getWhenTwoWantItAtOnceMakesItOnce() throws Exception {
        programs.withMmdebstrap();
        CountDownLatch both = new CountDownLatch(2);
        Callable<ReferenceBase> build = () -> {
            both.countDown();
            both.await();
            return get(false);
        };

        List<ReferenceBase> bases = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (var base : threads.invokeAll(List.of(build, build))) {
                bases.add(base.get());
            }
        }

        assertThat(programs.runs()).isOne();
        assertThat(bases).extracting(ReferenceBase::madeNow).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void getWhenMmdebstrapIsMissingSaysHowToInstallIt() {
        Problem problem = problemOf(NATIVE, LIMIT);

        assertThat(problem.code()).isEqualTo("base.no-mmdebstrap");
        assertThat(problem.kind()).isEqualTo(Problem.Kind.ENVIRONMENT);
        assertThat(problem.fix()).contains("apt-get install mmdebstrap");
    }

    @Test
    void getWhenThereIsNoAptSaysWhatTheBaseIsMadeOf() throws IOException {
        Files.delete(programs.directory().resolve("apt-get"));

        assertThat(problemOf(NATIVE, LIMIT).code()).isEqualTo("base.no-apt");
    }

    @Test
    void getWhenMmdebstrapFailsSaysItsLastErrorsAndKeepsItsLog() throws IOException {
        programs.with("mmdebstrap", """
                echo 'I: downloading packages with apt...'
                echo 'Reading package lists...'
                echo 'E: Unable to locate package linux-immage-amd64' >&2
                echo 'E: setup failed: apt-get failed' >&2
                echo 'E: mmdebstrap failed to run' >&2
                exit 1""");

        Problem problem = problemOf(NATIVE, LIMIT);

        assertThat(problem.code()).isEqualTo("base.build");
        assertThat(problem.why()).contains("E: Unable to locate package linux-immage-amd64");
        assertThat(Path.of(problem.where().orElseThrow())).content().contains("Reading package lists...");
        assertThat(leftInCache()).allMatch(name -> name.endsWith(".lock") || name.endsWith(".log"));
    }

    @Test
    void getWhenMmdebstrapHangsEndsItWithItsChildren() throws IOException {
        programs.with("mmdebstrap", HANGING.formatted(programs.directory()));

        Problem problem = problemOf(NATIVE, Duration.ofSeconds(2));

        assertThat(problem.code()).isEqualTo("base.overdue");
        assertThat(processes()).hasSize(2).noneMatch(ReferenceBasesTests::isAlive);
        assertThat(leftInCache()).allMatch(name -> name.endsWith(".lock") || name.endsWith(".log"));
    }

    @Test
    void getWhenInterruptedEndsMmdebstrapWithItsChildren() throws Exception {
        programs.with("mmdebstrap", HANGING.formatted(programs.directory()));
        CountDownLatch unpacking = new CountDownLatch(1);
        LayerListener listener = new LayerListener() {
            @Override
            public void step(String step) {
                if (step.startsWith("Unpack")) {
                    unpacking.countDown();
                }
            }
        };
        var bases = new ReferenceBases(cache, programs.environment(), listener, LIMIT);
        List<Throwable> failures = new ArrayList<>();
        Thread build = Thread.ofPlatform().start(() -> {
            try {
                bases.get(BaseRecipe.builtIn(), NATIVE, false);
            } catch (IOException e) {
                failures.add(e);
            }
        });

        assertThat(unpacking.await(1, TimeUnit.MINUTES)).isTrue();
        build.interrupt();

        assertThat(build.join(Duration.ofMinutes(1))).isTrue();
        assertThat(failures).singleElement().isInstanceOf(InterruptedIOException.class);
        assertThat(processes()).hasSize(2).noneMatch(ReferenceBasesTests::isAlive);
    }

    @Test
    void getWhenTheArchitectureCannotBeRunSaysSoBeforeAnythingIsFetched() throws IOException {
        programs.withMmdebstrap();
        Platform foreign = Platform.linux(MACHINE.equals("amd64") ? "arm64" : "amd64");

        Problem untested = problemOf(foreign, LIMIT);
        programs.with("arch-test", "exit 1");
        Problem refused = problemOf(foreign, LIMIT);
        programs.with("arch-test", "echo \"$1: ok\"");

        assertThat(untested.code()).isEqualTo("base.foreign-architecture");
        assertThat(untested.fix().orElseThrow()).contains("qemu-user-static", "arch-test");
        assertThat(refused.why().orElseThrow()).contains("cannot run programs of " + foreign.architecture());
        assertThat(programs.runs()).isZero();
        assertThat(bases(LIMIT).get(BaseRecipe.builtIn(), foreign, false).platform())
                .isEqualTo(foreign);
    }

    @Test
    void sourcesWhenAptHasNoListsYetAreFetchedByRoot() throws IOException {
        // Knows its sources after the first update only.
        programs.with("apt-get", """
                case $1 in
                    update) /bin/mv %1$s/sources %1$s/known ;;
                    *) if [ -e %1$s/known ]; then /bin/cat %1$s/known; fi ;;
                esac""".formatted(programs.directory()));
        Path osRelease = Files.writeString(directory.resolve("os-release"), "VERSION_CODENAME=bookworm\n");
        Programs machine = new Programs(programs.environment());

        ProblemException asUser = catchThrowableOfType(
                ProblemException.class, () -> new Apt(machine, false, osRelease, LayerListener.SILENT).sources());
        DebianSources asRoot = new Apt(machine, true, osRelease, LayerListener.SILENT).sources();

        assertThat(asUser.problem().code()).isEqualTo("base.no-sources");
        assertThat(asUser.problem().fix().orElseThrow()).contains("apt-get update");
        assertThat(asRoot.release()).isEqualTo("bookworm");
    }

    private ReferenceBase get(boolean refresh) throws IOException {
        return bases(LIMIT).get(BaseRecipe.builtIn(), NATIVE, refresh);
    }

    private ReferenceBases bases(Duration limit) {
        return new ReferenceBases(cache, programs.environment(), LayerListener.SILENT, limit);
    }

    private Problem problemOf(Platform platform, Duration limit) {
        return catchThrowableOfType(
                        ProblemException.class, () -> bases(limit).get(BaseRecipe.builtIn(), platform, false))
                .problem();
    }

    private List<Long> processes() throws IOException {
        return Stream.of(programs.linesOf("processes").getFirst().split(" "))
                .map(Long::parseLong)
                .toList();
    }

    private static boolean isAlive(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    private List<String> leftInCache() throws IOException {
        try (Stream<Path> files = Files.list(cache.directory().resolve("base"))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
