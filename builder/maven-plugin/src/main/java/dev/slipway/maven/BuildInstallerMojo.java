package dev.slipway.maven;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/**
 * Builds a bootable installer ISO from a base operating system and a user-data file, and attaches it to the project as
 * an artifact of type <code>iso</code>. Nothing is done when nothing has changed since the last time.
 */
@Mojo(name = "build-installer", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
// Maven fills the fields after construction.
@SuppressWarnings("NullAway.Init")
public class BuildInstallerMojo extends AbstractMojo {

    private final ToolchainManager toolchains;
    private final MavenProjectHelper projects;

    /**
     * The operating system: <code>iso:FILE</code> is an installer ISO that somebody made, <code>rootfs:DIRECTORY</code>
     * and <code>rootfs:TAR</code> a live root file system; <code>oci:DIRECTORY:TAG</code>,
     * <code>docker-archive:FILE</code>, <code>docker-daemon:NAME</code> and <code>REGISTRY/REPOSITORY:TAG</code> name a
     * container image; <code>slipway</code> is the reference base, which is taken where none is named, and
     * <code>slipway:DIRECTORY</code> one by your own recipe. A relative path begins at the project's directory.
     */
    @Parameter(property = "slipway.base")
    @Nullable
    private String base;

    /** The file that is baked in, byte for byte. May be named by the env file instead. */
    @Parameter(property = "slipway.userData")
    private @Nullable File userData;

    /**
     * The <code>meta-data</code> beside it, for flavours whose user-data cloud-init reads. By default one whose
     * <code>instance-id</code> comes from the user-data.
     */
    @Parameter(property = "slipway.metaData")
    private @Nullable File metaData;

    /** The <code>network-config</code> beside it, for the same flavours. None by default. */
    @Parameter(property = "slipway.networkConfig")
    private @Nullable File networkConfig;

    /**
     * The ISO to write. By default it is <code>${project.build.finalName}.iso</code> in the project's build directory, or
     * what the env file calls it.
     */
    @Parameter(property = "slipway.output")
    private @Nullable File output;

    /** The ISO's label. By default the flavour's own. */
    @Parameter(property = "slipway.volumeId")
    private @Nullable String volumeId;

    /** How the base boots, such as <code>kairos</code> or <code>debian-live</code>. Detected from the base by default. */
    @Parameter(property = "slipway.flavour")
    private @Nullable String flavour;

    /**
     * Added to the kernel command line of every boot entry, in this order. The property
     * <code>slipway.kernelArguments</code> adds more, with blanks between them.
     */
    @Parameter
    private List<String> kernelArguments = List.of();

    /**
     * Files to put on the medium: content bundles, cluster definitions, any file of any size. Each is an
     * <code>addition</code> with the <code>path</code> on the medium and the <code>file</code>. Each property
     * <code>slipway.additions.PATH=FILE</code> adds one more.
     */
    @Parameter
    private List<Addition> additions = List.of();

    /**
     * How the root file system is compressed: <code>zstd</code>, <code>gzip</code>, <code>xz</code> or <code>lz4</code>,
     * with <code>:LEVEL</code> if wanted. By default zstd.
     */
    @Parameter(property = "slipway.squashfsCompression")
    private @Nullable String squashfsCompression;

    /** The processor that the base is for: <code>amd64</code> (the default) or <code>arm64</code>. */
    @Parameter(property = "slipway.arch")
    private @Nullable String arch;

    /**
     * An <code>.installer.env</code> file with <code>ISO_IMAGE</code>, <code>USER_DATA_FILE</code>,
     * <code>CONTENT_BUNDLE</code> and <code>BUILD_PLATFORM</code>. They hold where the parameters here say nothing.
     */
    @Parameter(property = "slipway.envFile")
    private @Nullable File envFile;

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

    /**
     * Whether a checksum, the provenance and a bill of materials are written beside the ISO. They are not attached to the
     * project.
     */
    @Parameter(property = "slipway.evidence", defaultValue = "true")
    private boolean evidence = true;

    /** The private key that signs the provenance: Ed25519, ECDSA P-256 or P-384, as PKCS #8 in PEM. */
    @Parameter(property = "slipway.signKey")
    private @Nullable File signKey;

    /** Where the password of an encrypted key is: <code>env:VARIABLE</code> or <code>file:PATH</code>. */
    @Parameter(property = "slipway.signKeyPassword")
    private @Nullable String signKeyPassword;

    /** The classifier of the attached artifact. None by default. */
    @Parameter(property = "slipway.classifier")
    private @Nullable String classifier;

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

    @Inject
    BuildInstallerMojo(ToolchainManager toolchains, MavenProjectHelper projects) {
        this.toolchains = toolchains;
        this.projects = projects;
    }

    @Override
    public void execute() throws MojoFailureException, MojoExecutionException {
        if (skip) {
            getLog().info("skipped");
            return;
        }
        List<Message> request = request();
        BuildRecord record = new BuildRecord(own("record"), EngineJars.withVersions(request, pluginArtifacts));
        Optional<Path> upToDate = record.upToDateOutput().filter(this::hasItsEvidence);
        if (upToDate.isPresent()) {
            getLog().info("up to date: " + upToDate.get());
            attach(upToDate.get());
        } else {
            attach(build(request, record));
        }
    }

    private boolean hasItsEvidence(Path iso) {
        return !evidence || Files.exists(iso.resolveSibling(iso.getFileName() + ".provenance.json"));
    }

    private List<Message> request() throws MojoFailureException {
        if (userData == null && envFile == null) {
            throw new MojoFailureException(
                    "no user-data is named%n  fix: set <userData> in the plugin's configuration, or the property slipway.userData"
                            .formatted());
        }
        GivenProperties properties = GivenProperties.of(project, session);
        RequestLines request = new RequestLines()
                .with("base", base)
                .with("user-data", userData)
                .with("meta-data", metaData)
                .with("network-config", networkConfig)
                .with("output", output)
                .with(
                        "default-output",
                        buildDirectory().resolve(project.getBuild().getFinalName() + ".iso"))
                .with("volume-id", volumeId)
                .with("flavour", flavour)
                .with("squashfs-compression", squashfsCompression)
                .with("arch", arch)
                .with("env-file", envFile)
                .with("strict", strict ? true : null)
                .with("ca-file", caFile)
                .with("verify-key", verifyKey)
                .with("evidence", evidence ? null : false)
                .with("sign-key", signKey)
                .with("sign-key-password", signKeyPassword);
        plainHttp.forEach(registry -> request.with("plain-http", registry));
        properties.words("slipway.plainHttp").forEach(registry -> request.with("plain-http", registry));
        insecureTls.forEach(registry -> request.with("insecure-tls", registry));
        properties.words("slipway.insecureTls").forEach(registry -> request.with("insecure-tls", registry));
        kernelArguments.forEach(argument -> request.with("kernel-argument", argument));
        properties.words("slipway.kernelArguments").forEach(argument -> request.with("kernel-argument", argument));
        for (Addition addition : additions) {
            request.addition(addition.path(), addition.file());
        }
        properties
                .under("slipway.additions.")
                .forEach((path, file) ->
                        request.addition(path, project.getBasedir().toPath().resolve(file)));
        SourceDate.epochSeconds(System.getenv(), outputTimestamp)
                .ifPresent(seconds -> request.with("source-date-epoch", seconds));
        return request.messages();
    }

    private Path build(List<Message> request, BuildRecord record) throws MojoFailureException, MojoExecutionException {
        JavaHome java = JavaHomeSearch.ofMachine(ToolchainHomes.of(toolchains, session), System.getenv())
                .find()
                .orElseThrow(BuildInstallerMojo::noJava);
        getLog().debug("the engine runs on " + java);
        Path directory = project.getBasedir().toPath();
        EngineProcess engine = new EngineProcess(java, EngineJars.paths(pluginArtifacts), directory, own("log"));
        EngineResult result =
                engine.run(request, new LoggingListener(getLog(), record::input, record::unfixed, System::nanoTime));
        getLog().info("built " + result);
        try {
            record.write(result.output());
        } catch (IOException e) {
            getLog().warn("the next build will not know that nothing has changed: " + e.getMessage());
        }
        return result.output();
    }

    private void attach(Path iso) {
        projects.attachArtifact(project, "iso", classifier, iso.toFile());
    }

    /// A file of this execution alone, between builds.
    private Path own(String extension) {
        String name = execution.getGoal() + "-" + execution.getExecutionId() + "." + extension;
        return buildDirectory().resolve("slipway").resolve(name.replaceAll("[^A-Za-z0-9._-]", "_"));
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
