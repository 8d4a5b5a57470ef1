package dev.slipway.maven;

import dev.slipway.maven.engine.Engine;
import dev.slipway.maven.engine.RequestLines;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/**
 * Builds a bootable installer ISO from a base operating system and a user-data file, and attaches it to the project as
 * an artifact of type <code>iso</code>. Nothing is done when nothing has changed since the last time.
 */
@Mojo(name = "build-installer", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public class BuildInstallerMojo extends EngineMojo {

    private static final String TYPE = "iso";

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

    @Inject
    BuildInstallerMojo(ToolchainManager toolchains, MavenProjectHelper projects) {
        super(Engine.INSTALLER, toolchains, projects);
    }

    @Override
    void ask(RequestLines request, GivenProperties properties) throws MojoFailureException {
        if (userData == null && envFile == null) {
            throw new MojoFailureException(
                    "no user-data is named%n  fix: set <userData> in the plugin's configuration, or the property slipway.userData"
                            .formatted());
        }
        request.with("base", base)
                .with("user-data", userData)
                .with("meta-data", metaData)
                .with("network-config", networkConfig)
                .with("output", output)
                .with("default-output", usualOutput(TYPE))
                .with("volume-id", volumeId)
                .with("flavour", flavour)
                .with("squashfs-compression", squashfsCompression)
                .with("arch", arch)
                .with("env-file", envFile)
                .with("evidence", evidence ? null : false)
                .with("sign-key", signKey)
                .with("sign-key-password", signKeyPassword)
                .withAll("kernel-argument", kernelArguments)
                .withAll("kernel-argument", properties.words("slipway.kernelArguments"));
        for (Addition addition : additions) {
            request.addition(addition.path(), addition.file());
        }
        properties
                .under("slipway.additions.")
                .forEach((path, file) ->
                        request.addition(path, projectDirectory().resolve(file)));
    }

    @Override
    boolean isComplete(Path iso) {
        return !evidence || Files.exists(iso.resolveSibling(iso.getFileName() + ".provenance.json"));
    }

    @Override
    String typeOf(Path output) {
        return TYPE;
    }

    @Override
    @Nullable
    String classifier() {
        return classifier;
    }
}
