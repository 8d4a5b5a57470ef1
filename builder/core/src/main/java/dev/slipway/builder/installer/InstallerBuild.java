package dev.slipway.builder.installer;

import dev.slipway.builder.base.BaseReference.ContainerImage;
import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.base.BaseReference.ReferenceBase;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.base.RootFileSystemBase;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.evidence.SigningKey;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.output.OutputFile;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.SiteRewrite;
import dev.slipway.builder.site.UserDataCheck;
import dev.slipway.builder.userdata.BootConfiguration;
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
        return switch (request.base()) {
            case IsoFile(Path path) -> {
                ContainerBase.refuseKey(request.access(), request.base());
                requireFile(path);
                SiteRewrite.interrupted(path).ifPresent(problem -> {
                    throw problem.exception();
                });
                yield GraftedMedium.of(request, content, path).plan(listener);
            }
            case RootFileSystem(Path path) -> {
                ContainerBase.refuseKey(request.access(), request.base());
                yield packed(request, content, path);
            }
            case ReferenceBase(Optional<Path> recipe) -> {
                ContainerBase.refuseKey(request.access(), request.base());
                ReferenceBaseBuild made = new ReferenceBaseBuild(cache, environment, listener);
                var base = made.asDefault(recipe, request.medium().architecture());
                yield packed(request, content, base.tar()).of(base.digest().toString());
            }
            case ContainerImage image -> {
                try (ContainerBase base =
                        ContainerBase.open(image, request.medium().architecture(), request.access(), cache, listener)) {
                    Medium medium = new NewMedium(request, content, base.root(cache)).plan(cache, listener);
                    yield medium.of(base.digest());
                }
            }
        };
    }

    private Medium packed(InstallerRequest request, SiteContent content, Path rootFileSystem) throws IOException {
        RootFileSystemBase base = RootFileSystemBase.open(rootFileSystem, cache);
        return new NewMedium(request, content, base).plan(cache, listener);
    }

    private static void requireFile(Path path) {
        if (!Files.isRegularFile(path)) {
            throw Problem.input("base.missing", "there is no such base")
                    .at(path.toString())
                    .exception();
        }
    }
}
