package dev.slipway.maven;

import dev.slipway.maven.engine.Engine;
import dev.slipway.maven.engine.EngineJars;
import dev.slipway.maven.engine.EngineProcess;
import dev.slipway.maven.engine.EngineResult;
import dev.slipway.maven.engine.Message;
import dev.slipway.maven.engine.RequestLines;
import dev.slipway.maven.jdk.JavaHome;
import dev.slipway.maven.jdk.JavaHomeSearch;
import dev.slipway.maven.jdk.ToolchainHomes;
import dev.slipway.maven.record.BuildRecord;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/// A goal that has the engine build one file, unless nothing has changed since the last time, and attaches the file to
/// the project.
// Maven fills the fields after construction.
@SuppressWarnings("NullAway.Init")
abstract class EngineMojo extends AbstractMojo {

    private final Engine engine;
    private final ToolchainManager toolchains;
    private final MavenProjectHelper projects;

    /**
     * Whether what is likely to surprise in the user-data stops the build, too. Otherwise that is a warning; what is
     * wrong stops the build always.
     */
    @Parameter(property = "slipway.strict", defaultValue = "false")
    private boolean strict;

    /** Certificates in PEM that are trusted besides those of the JVM, for registries with a CA of their own. */
    @Parameter(property = "slipway.caFile")
    private @Nullable File caFile;

    /** The public key of who must have signed the base image; a base without such a signature stops the build. */
    @Parameter(property = "slipway.verifyKey")
    private @Nullable File verifyKey;

    /**
     * Registries that are spoken to without encryption. The property <code>slipway.plainHttp</code> adds more, with blanks
     * between them.
     */
    @Parameter
    private List<String> plainHttp = List.of();

    /**
     * Registries whose certificate is not looked at. The property <code>slipway.insecureTls</code> adds more, with blanks
     * between them.
     */
    @Parameter
    private List<String> insecureTls = List.of();

    /** The time that goes into the image. The environment variable <code>SOURCE_DATE_EPOCH</code> comes first. */
    @Parameter(defaultValue = "${project.build.outputTimestamp}")
    private @Nullable String outputTimestamp;

    /** Does nothing. */
    @Parameter(property = "slipway.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    /** The engine's jars among others: the plugin's own class path. */
    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    private List<Artifact> pluginArtifacts = List.of();

    EngineMojo(Engine engine, ToolchainManager toolchains, MavenProjectHelper projects) {
        this.engine = engine;
        this.toolchains = toolchains;
        this.projects = projects;
    }

    /// Adds what was said to this goal alone.
    abstract void ask(RequestLines request, GivenProperties properties) throws MojoFailureException;

    /// The type of the artifact that this file is.
    abstract String typeOf(Path output);

    /// The classifier of that artifact.
    abstract @Nullable String classifier();

    /// Whether all is there that belongs beside a file which was built before.
    boolean isComplete(Path output) {
        return true;
    }

    @Override
    public final void execute() throws MojoFailureException, MojoExecutionException {
        if (skip) {
            getLog().info("skipped");
            return;
        }
        List<Message> request = request();
        BuildRecord record = new BuildRecord(own("record"), EngineJars.withVersions(request, pluginArtifacts));
        Optional<Path> upToDate = record.upToDateOutput().filter(this::isComplete);
        if (upToDate.isPresent()) {
            getLog().info("up to date: " + upToDate.get());
            attach(upToDate.get());
        } else {
            attach(build(request, record));
        }
    }

    private List<Message> request() throws MojoFailureException {
        GivenProperties properties = GivenProperties.of(project, session);
        RequestLines request = new RequestLines();
        ask(request, properties);
        request.with("strict", strict ? true : null)
                .with("ca-file", caFile)
                .with("verify-key", verifyKey)
                .withAll("plain-http", plainHttp)
                .withAll("plain-http", properties.words("slipway.plainHttp"))
                .withAll("insecure-tls", insecureTls)
                .withAll("insecure-tls", properties.words("slipway.insecureTls"));
        SourceDate.epochSeconds(System.getenv(), outputTimestamp)
                .ifPresent(seconds -> request.with("source-date-epoch", seconds));
        return request.messages();
    }

    private Path build(List<Message> request, BuildRecord record) throws MojoFailureException, MojoExecutionException {
        JavaHome java = JavaHomeSearch.ofMachine(ToolchainHomes.of(toolchains, session), System.getenv())
                .find()
                .orElseThrow(EngineMojo::noJava);
        getLog().debug("the engine runs on " + java);
        EngineProcess process =
                new EngineProcess(engine, java, EngineJars.paths(pluginArtifacts), projectDirectory(), own("log"));
        EngineResult result =
                process.run(request, new LoggingListener(getLog(), record::input, record::unfixed, System::nanoTime));
        getLog().info("built " + result);
        try {
            record.write(result.output());
        } catch (IOException e) {
            getLog().warn("the next build will not know that nothing has changed: " + e.getMessage());
        }
        return result.output();
    }

    private void attach(Path output) {
        projects.attachArtifact(project, typeOf(output), classifier(), output.toFile());
    }

    /// A file of this execution alone, between builds.
    private Path own(String extension) {
        String name = execution.getGoal() + "-" + execution.getExecutionId() + "." + extension;
        return buildDirectory().resolve("slipway").resolve(name.replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    /// The output where none is named.
    final Path usualOutput(String extension) {
        return buildDirectory().resolve(project.getBuild().getFinalName() + "." + extension);
    }

    final Path projectDirectory() {
        return project.getBasedir().toPath();
    }

    private Path buildDirectory() {
        return Path.of(project.getBuild().getDirectory());
    }

    private static MojoFailureException noJava() {
        return new MojoFailureException("no JDK %d or newer was found: install one, such as Temurin %d, and name its"
                        .formatted(JavaHomeSearch.FEATURE_MIN, JavaHomeSearch.FEATURE_MIN)
                + " directory in SLIPWAY_JAVA_HOME or in toolchains.xml where it is in no usual place (Maven itself may go"
                + " on running on Java " + Runtime.version().feature() + ")");
    }
}
