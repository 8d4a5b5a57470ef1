package dev.slipway.builder.installer;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.BaseReference.ContainerImage;
import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.base.BaseReference.ReferenceBase;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.base.RootFileSystemBase;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.evidence.SigningKey;
import dev.slipway.builder.evidence.sbom.PackageSource;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.output.OutputFile;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.SiteRewrite;
import dev.slipway.builder.site.UserDataCheck;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Builds an installer ISO from a base and a user-data: the main job. Plans a medium, in memory and without copying,
/// and writes it in one go.
public final class InstallerBuild {

    private final BuildCache cache;
    private final BuildListener listener;
    private final Map<String, String> environment;

    /// @param cache where what is costly is kept
    /// @param listener told of what happens
    public InstallerBuild(BuildCache cache, BuildListener listener) {
        this(cache, listener, System.getenv());
    }

    /// @param cache where what is costly is kept
    /// @param listener told of what happens
    /// @param environment of the process: its `PATH` leads to what makes the reference base
    public InstallerBuild(BuildCache cache, BuildListener listener, Map<String, String> environment) {
        this.cache = cache;
        this.listener = listener;
        this.environment = Map.copyOf(environment);
    }

    /// Builds what the request asks for. The output appears only when it is complete; what was there before stays until
    /// then.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException with what is wrong and what to do
    public InstallerResult build(InstallerRequest request) {
        long start = System.nanoTime();
        Output output = new Output(new OutputFile(request.output()));
        output.check(request);
        Optional<SigningKey> key = signingKey(request);
        BootConfiguration configuration = BootConfiguration.read(request.userData());
        UserDataCheck check =
                new UserDataCheck(configuration, request.userData().toString(), request.strict(), listener::warning);
        check.check(request.medium().flavour());
        SiteContent content = request.seed().with(configuration);
        Medium medium = plan(request, content);
        if (request.medium().flavour().isEmpty()) {
            check.checkOnlyFor(medium.flavour());
        }
        listener.step("Write " + request.output());
        Optional<Sha256> sha256 = Optional.empty();
        if (request.evidence().wanted()) {
            InstallerEvidence evidence = InstallerEvidence.begin(request, content, medium, key, cache);
            sha256 = output.write(medium.image(), true, listener);
            evidence.write(medium.image().size(), sha256.orElseThrow());
        } else {
            output.write(medium.image(), false, listener);
            InstallerEvidence.remove(request.output());
        }
        return new InstallerResult(
                request.output(),
                medium.image().size(),
                medium.volumeId(),
                medium.flavour(),
                medium.baseDigest(),
                sha256.map(Sha256::hex),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /// The key that signs what the request asks for. Warns where others may read it.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it cannot be used
    public Optional<SigningKey> signingKey(InstallerRequest request) {
        return SigningKey.of(request.evidence(), environment, listener::warning);
    }

    /// Begins to gather the evidence of a medium that [#plan(InstallerRequest, SiteContent)] worked out.
    public GatheredEvidence gather(InstallerRequest request, Medium medium) {
        return GatheredEvidence.begin(request, medium, cache);
    }

    /// Works out the medium that the request asks for, with a content in the place of the site's own files, and writes
    /// nothing. The files of the base must stay as they are until its bytes were read.
    ///
    /// @param request whose user-data is not read
    /// @throws dev.slipway.builder.problem.ProblemException with what is wrong and what to do
    public Medium plan(InstallerRequest request, SiteContent content) {
        listener.step("Read " + request.base());
        try {
            return mediumOf(request, content);
        } catch (IOException e) {
            throw EnvironmentProblems.reading(e, request.base().toString());
        }
    }

    private Medium mediumOf(InstallerRequest request, SiteContent content) throws IOException {
        if (request.base() instanceof IsoFile(Path path)) {
            ContainerBase.refuseKey(request.access(), request.base());
            requireFile(path);
            SiteRewrite.interrupted(path).ifPresent(problem -> {
                throw problem.exception();
            });
            return GraftedMedium.of(request, content, path).plan(listener);
        }
        OpenedBase base = openRoot(request.base(), request.medium().architecture(), request.access());
        Medium medium = new NewMedium(request, content, base.files()).plan(cache, listener);
        return base.known().digest().map(medium::of).orElse(medium);
    }

    /// Opens a base that is a root file system, to make something else of it than a medium. Its files must stay as they
    /// are for as long as the result is in use.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException with what is wrong and what to do
    public OpenedBase open(BaseReference base, Architecture architecture, BaseAccess access) {
        listener.step("Read " + base);
        try {
            return openRoot(base, architecture, access);
        } catch (IOException e) {
            throw EnvironmentProblems.reading(e, base.toString());
        }
    }

    /// The root file system of a base as squashfs, as it lies on media: found in the cache where a build made it.
    public Image pack(OpenedBase base, String compression) {
        try {
            return new PackedRoot(base.files(), compression).get(cache, listener);
        } catch (IOException e) {
            throw EnvironmentProblems.reading(e, "the root file system of the base");
        }
    }

    private OpenedBase openRoot(BaseReference base, Architecture architecture, BaseAccess access) throws IOException {
        if (!(base instanceof ContainerImage)) {
            ContainerBase.refuseKey(access, base);
        }
        return switch (base) {
            case IsoFile iso -> throw new IllegalArgumentException(iso + " is no root file system");
            case RootFileSystem(Path path) -> opened(RootFileSystemBase.open(path, cache), Optional.empty());
            case ReferenceBase(Optional<Path> recipe) -> {
                var made = new ReferenceBaseBuild(cache, environment, listener).asDefault(recipe, architecture);
                yield opened(
                        RootFileSystemBase.open(made.tar(), cache),
                        Optional.of(made.digest().toString()));
            }
            case ContainerImage image -> {
                try (ContainerBase container = ContainerBase.open(image, architecture, access, cache, listener)) {
                    yield opened(container.root(cache), Optional.of(container.digest()));
                }
            }
        };
    }

    private static OpenedBase opened(RootFileSystemBase files, Optional<String> digest) {
        return new OpenedBase(
                files, new MediumBase(digest, Optional.of(files.identity()), PackageSource.ofRoot(files.tree())));
    }

    private static void requireFile(Path path) {
        if (!Files.isRegularFile(path)) {
            throw Problem.input("base.missing", "there is no such base")
                    .at(path.toString())
                    .exception();
        }
    }
}
