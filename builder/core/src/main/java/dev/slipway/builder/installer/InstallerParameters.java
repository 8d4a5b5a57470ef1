package dev.slipway.builder.installer;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.BaseReference.ReferenceBase;
import dev.slipway.builder.base.BaseReference.RegistryImage;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.output.SourceDateEpoch;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SeedFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a user said about a build, by options of a command line or by a plugin's configuration, before the env file and
/// the defaults fill the gaps. [#toRequest] does that; what is said here wins over the env file.
///
/// @param base as it was typed; see [BaseReference#parse]. Where neither this nor the env file names one, it is the
/// reference base
/// @param userData the file that is baked in
/// @param seed what cloud-init finds beside it
/// @param output the ISO to write
/// @param medium how the medium is made of the base
/// @param envFile an `.installer.env`
/// @param strict whether warnings about the user-data stop the build
/// @param access how a base in a registry is reached and trusted
/// @param evidence what is to lie beside the output, to prove what it is
public record InstallerParameters(
        Optional<String> base,
        Optional<Path> userData,
        SeedFiles seed,
        Optional<Path> output,
        MediumParameters medium,
        Optional<Path> envFile,
        boolean strict,
        BaseAccess access,
        EvidenceOptions evidence) {

    private static final String ISO_DEFAULT = "pxe-installer.iso";
    private static final String USER_DATA_DEFAULT = "user-data";
    private static final String BUNDLE_ON_MEDIUM = "/opt/spectrocloud/content/spectro-content.tar.zst";

    /// Nothing said at all.
    public static final InstallerParameters NONE = new InstallerParameters(
            Optional.empty(),
            Optional.empty(),
            SeedFiles.NONE,
            Optional.empty(),
            MediumParameters.NONE,
            Optional.empty(),
            false,
            BaseAccess.USUAL,
            EvidenceOptions.UNSIGNED);

    /// The same with other files beside the user-data.
    public InstallerParameters beside(SeedFiles others) {
        return new InstallerParameters(base, userData, others, output, medium, envFile, strict, access, evidence);
    }

    /// The same with another output.
    public InstallerParameters writingTo(Path file) {
        return new InstallerParameters(
                base, userData, seed, Optional.of(file), medium, envFile, strict, access, evidence);
    }

    /// The request that these parameters make, with the env file read where there is one.
    ///
    /// @param directory where the user stands: relative names in the env file and the default names belong there
    /// @throws dev.slipway.builder.problem.ProblemException where something is missing or cannot be understood
    public InstallerRequest toRequest(Path directory) {
        Optional<InstallerEnv> env = envFile.map(file -> InstallerEnv.read(directory.resolve(file)));
        return new InstallerRequest(
                baseReference(env).in(directory),
                directory.resolve(userDataFile(env)),
                seed.in(directory),
                directory.resolve(outputFile(env)),
                mediumOptions(env, directory),
                strict,
                access.in(directory),
                evidence.in(directory));
    }

    private BaseReference baseReference(Optional<InstallerEnv> env) {
        return base.map(BaseReference::parse)
                .or(() -> env.flatMap(this::imageOf))
                .orElse(ReferenceBase.BUILT_IN);
    }

    /// `IMAGE_NAME` names an image in a registry, without its tag.
    private Optional<BaseReference> imageOf(InstallerEnv env) {
        return env.value("IMAGE_NAME").map(name -> {
            String reference = name + ":" + env.value("INSTALLER_VERSION").orElse("latest");
            try {
                return new RegistryImage(ImageName.parse(reference));
            } catch (ProblemException e) {
                throw e.problem()
                        .at(envFile.map(Path::toString).orElse("env file") + ", IMAGE_NAME and INSTALLER_VERSION")
                        .exception(e);
            }
        });
    }

    private Path userDataFile(Optional<InstallerEnv> env) {
        return userData.or(() -> env.map(values -> values.userDataFile().orElse(Path.of(USER_DATA_DEFAULT))))
                .orElseThrow(() -> Problem.usage("user-data.missing", "no user-data is given")
                        .fix("add --user-data FILE")
                        .exception());
    }

    private Path outputFile(Optional<InstallerEnv> env) {
        return output.or(() -> env.map(values -> Path.of(values.isoFile().orElse(ISO_DEFAULT))))
                .orElseThrow(() -> Problem.usage("output.missing", "no output is given")
                        .fix("add --output FILE.iso")
                        .exception());
    }

    private MediumOptions mediumOptions(Optional<InstallerEnv> env, Path directory) {
        return new MediumOptions(
                medium.volumeId(),
                medium.flavour(),
                medium.kernelArguments(),
                allAdditions(env, directory),
                medium.compression().orElse(MediumOptions.COMPRESSION_DEFAULT),
                medium.architecture().or(() -> platform(env)).orElse(Architecture.AMD64),
                SourceDateEpoch.of(medium.sourceDateEpoch()));
    }

    private SortedMap<String, Path> allAdditions(Optional<InstallerEnv> env, Path directory) {
        SortedMap<String, Path> all = new TreeMap<>();
        env.flatMap(values -> values.value("CONTENT_BUNDLE")).ifPresent(bundle -> {
            if (!bundle.endsWith(".zst")) {
                throw Problem.input("env.content-bundle", "the content bundle '%s' is not compressed".formatted(bundle))
                        .at(envFile.map(Path::toString).orElse("env file") + ", CONTENT_BUNDLE")
                        .because("the installer looks for a .tar.zst on its medium")
                        .fix("compress it once with zstd and name the .tar.zst")
                        .exception();
            }
            all.put(BUNDLE_ON_MEDIUM, directory.resolve(bundle));
        });
        medium.additions().forEach((path, file) -> all.put(path, directory.resolve(file)));
        return all;
    }

    private static Optional<Architecture> platform(Optional<InstallerEnv> env) {
        return env.flatMap(values -> values.value("BUILD_PLATFORM"))
                .map(platform -> Architecture.parse(platform.startsWith("linux/") ? platform.substring(6) : platform));
    }
}
