package dev.slipway.maven.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.maven.StandInJava;
import dev.slipway.maven.jdk.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineProcessTests {

    private static final List<Message> REQUEST = List.of(Message.of("base", "iso:a.iso"));

    @TempDir
    Path directory;

    private final List<String> heard = new ArrayList<>();

    @Test
    void runWhenTheEngineBuildsGivesItsResult() throws Exception {
        EngineResult result = run("printf 'result\\t/o.iso\\t4096\\tSITE\\tkairos\\t1500\\n'");

        assertThat(result)
                .isEqualTo(new EngineResult(
                        Path.of("/o.iso"), 4096, "volume SITE, flavour kairos", Duration.ofMillis(1500)));
    }

    @Test
    void runWhenTheEngineBuildsAnApplianceStartsTheClassForIt() throws Exception {
        StandInJava java = StandInJava.in(directory.resolve("jdk"), """
                for class in "$@"; do :; done
                printf 'step\\t%s\\n' "$class"
                printf 'result\\t/o.ova\\t1572864\\tova\\t53687091200\\t1500\\n'
                """);

        assertThat(run(Engine.OVA, java)).hasToString("/o.ova (1.5 MiB, ova, a disk of 50.0 GiB) in 1.5s");
        assertThat(heard).containsExactly("step dev.slipway.ova.process.OvaProcess");
    }

    @Test
    void runWhenTheEngineTellsEventsPassesThemOn() throws Exception {
        run("""
                printf 'input\\t/base.tar\\n'
                printf 'step\\tRead a\\\\tb\\n'
                printf 'progress\\t50\\n'
                printf 'warning\\tcareful\\n'
                printf 'result\\t/o.iso\\t1\\tA\\tb\\t1\\n'
                """);

        assertThat(heard).containsExactly("input /base.tar", "step Read a\tb", "progress 50", "warning careful");
    }

    @Test
    void runWhenTheEngineHasAProblemFailsWithWhereWhyAndFix() {
        assertThatThrownBy(
                        () -> run("printf 'problem\\tx\\tINPUT\\tno header\\tud:1:1\\tit is YAML\\tadd it\\n'; exit 3"))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("no header%n  where: ud:1:1%n  why: it is YAML%n  fix: add it".formatted())
                .hasNoCause();
    }

    @Test
    void runWhenTheEngineHasAProblemWithoutReasonLeavesItOut() {
        assertThatThrownBy(() -> run("printf 'problem\\tx\\tENVIRONMENT\\tthe disk is full\\t/o\\t\\t\\n'; exit 4"))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("the disk is full%n  where: /o".formatted());
    }

    @Test
    void runWhenTheEngineNamesOptionsOfTheCommandNamesParameters() {
        assertThatThrownBy(() ->
                        run("printf 'problem\\tx\\tINPUT\\tbad\\t\\t\\tset --kernel-arg or --volume-id, not --mtu\\n'"))
                .hasMessage("bad%n  fix: set <kernelArguments> or <volumeId>, not --mtu".formatted());
        assertThatThrownBy(() ->
                        run("printf 'problem\\tx\\tUSAGE\\tbad\\t\\t\\tgive one of --disk, --cd and --disk-size\\n'"))
                .hasMessage("bad%n  fix: give one of <disks>, <cd> and <diskSize>".formatted());
    }

    @Test
    void runWhenTheEngineIsAtFaultNamesItsLog() {
        assertThatThrownBy(() -> run("echo trace >&2; printf 'fault\\tjava.lang.Error: x\\n'; exit 70"))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("java.lang.Error: x")
                .hasMessageContaining(log().toString());
        assertThat(log()).hasContent("trace");
    }

    @Test
    void runWhenTheEngineDiesNamesItsStatus() {
        assertThatThrownBy(() -> run("kill -9 $$"))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("status 137");
    }

    @Test
    void runWhenTheEngineDiesBeforeItReadsTheRequestNamesItsStatus() throws Exception {
        StandInJava java = StandInJava.in(directory.resolve("jdk"), "");
        Files.writeString(java.home().resolve("bin/java"), "#!/bin/sh\nexit 1\n");

        assertThatThrownBy(() -> run(Engine.INSTALLER, java))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("status 1");
    }

    @Test
    void runWhenTheEngineStopsInTheMiddleIsNoSuccess() {
        assertThatThrownBy(() -> run("printf 'step\\tRead\\n'"))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("said nothing");
    }

    @Test
    void runWhenTheEngineSaidNothingBesideLeavesNoLog() throws Exception {
        run("printf 'result\\t/o.iso\\t1\\tA\\tb\\t1\\n'");

        assertThat(log()).doesNotExist();
    }

    private EngineResult run(String script) throws MojoFailureException, MojoExecutionException {
        return run(Engine.INSTALLER, StandInJava.in(directory.resolve("jdk"), script));
    }

    private EngineResult run(Engine engine, StandInJava java) throws MojoFailureException, MojoExecutionException {
        JavaHome home = JavaHome.at(java.home()).orElseThrow();
        return new EngineProcess(engine, home, List.of(Path.of("engine.jar")), directory, log())
                .run(REQUEST, new Listener());
    }

    private Path log() {
        return directory.resolve("build.log");
    }

    private final class Listener implements EngineListener {

        @Override
        public void input(Path path) {
            heard.add("input " + path);
        }

        @Override
        public void unfixed(String base) {
            heard.add("unfixed " + base);
        }

        @Override
        public void base(String name, String digest) {
            heard.add("base " + name + " " + digest);
        }

        @Override
        public void step(String step) {
            heard.add("step " + step);
        }

        @Override
        public void progress(int percent) {
            heard.add("progress " + percent);
        }

        @Override
        public void warning(String text) {
            heard.add("warning " + text);
        }
    }
}
