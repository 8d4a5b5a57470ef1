package dev.slipway.builder.siteimage;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes the images of many sites over one base: the shared image once, and for each site its own bytes and the digest
/// of its image. Sites whose inputs are what they were are left alone.
public final class SiteImagesBuild {

    /// What the name of a file may be on every system.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final BuildCache cache;
    private final BuildListener listener;
    private final Map<String, String> environment;

    /// @param cache where what is costly is kept
    /// @param listener told of what happens
    /// @param environment of the process
    public SiteImagesBuild(BuildCache cache, BuildListener listener, Map<String, String> environment) {
        this.cache = cache;
        this.listener = listener;
        this.environment = Map.copyOf(environment);
    }

    /// Builds what the request asks for. The index appears only when all of it is there and on the disk; until then the
    /// one of the build before holds, whatever happens.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException with what is wrong, of all sites together
    public SiteImagesResult build(SiteImagesRequest request) {
        check(request);
        DataFiles files = new DataFiles(request.directory());
        try {
            Files.createDirectories(files.data());
            try (BuildLock lock = BuildLock.of(files)) {
                return new SiteImagesRun(
                                request, lock.files(), new InstallerBuild(cache, listener, environment), listener)
                        .run();
            }
        } catch (IOException e) {
            Problem problem = Diagnosis.of(e);
            throw (problem.where().isPresent()
                            ? problem
                            : problem.at(request.directory().toString()))
                    .exception(e);
        }
    }

    private static void check(SiteImagesRequest request) {
        if (request.sites().isEmpty()) {
            throw Problem.input("sites.none", "there is no site to make an image of")
                    .at(request.medium().userData().toString())
                    .exception();
        }
        Set<String> names = new HashSet<>();
        for (SiteInput site : request.sites()) {
            if (!NAME.matcher(site.name()).matches() || site.name().contains("..")) {
                throw new IllegalArgumentException("a site cannot have this name");
            }
            if (!names.add(site.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("site '%s' is there twice".formatted(site.name()));
            }
        }
        request.materialized().names().stream()
                .filter(name ->
                        request.sites().stream().noneMatch(site -> site.name().equals(name)))
                .sorted()
                .findFirst()
                .ifPresent(unknown -> {
                    throw Problem.usage(
                                    "sites.unknown", "there is no site '%s' to write an image of".formatted(unknown))
                            .at(request.medium().userData().toString())
                            .exception();
                });
    }
}
