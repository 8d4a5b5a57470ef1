package dev.slipway.builder.reference;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.WholeFile;
import dev.slipway.templates.recipe.BaseRecipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Makes bases of Debian packages with mmdebstrap, from the machine's own apt sources, and keeps them: a base is made
/// once for a recipe, an architecture and a release, whatever the day. Only who wants newer packages makes it anew.
public final class ReferenceBases {

    private static final String KIND = "base";

    /// Changes when the same recipe gives another base than before.
    private static final String VERSION = "reference-1";

    private final BuildCache cache;
    private final Programs programs;
    private final LayerListener listener;
    private final Duration limit;

    /// @param cache where the bases are kept
    /// @param environment of the process: its `PATH` leads to mmdebstrap and apt-get
    /// @param listener told of what happens
    public ReferenceBases(BuildCache cache, Map<String, String> environment, LayerListener listener) {
        this(cache, environment, listener, Mmdebstrap.LIMIT);
    }

    ReferenceBases(BuildCache cache, Map<String, String> environment, LayerListener listener, Duration limit) {
        this.cache = cache;
        this.programs = new Programs(environment);
        this.listener = listener;
        this.limit = limit;
    }

    /// The base that a recipe makes, made first where it is not there.
    ///
    /// @param refresh whether it is made anew although it is there, of the packages of today
    /// @throws dev.slipway.builder.problem.ProblemException where it cannot be made here
    public ReferenceBase get(BaseRecipe recipe, Platform platform, boolean refresh) throws IOException {
        DebianSources sources = Apt.of(programs, listener).sources();
        String key = key(recipe, platform, sources);
        Optional<KeptBase> known = KeptBase.read(cache.place(KIND, key));
        if (known.isPresent() && !refresh) {
            return known.get().asBase(cache.place(KIND, key), platform, false);
        }
        Runnable whenWaiting = () -> listener.step("Wait for another build that makes the reference base");
        return cache.exclusively(KIND, key, whenWaiting, place -> {
            Optional<KeptBase> kept = KeptBase.read(place);
            boolean madeMeanwhile = kept.isPresent() && !kept.equals(known);
            return kept.isPresent() && (madeMeanwhile || !refresh)
                    ? kept.get().asBase(place, platform, false)
                    : make(
                            recipe,
                            platform,
                            sources,
                            place,
                            kept.map(KeptBase::round).orElse(0) + 1);
        });
    }

    private ReferenceBase make(BaseRecipe recipe, Platform platform, DebianSources sources, Path place, int round)
            throws IOException {
        Mmdebstrap mmdebstrap = Mmdebstrap.of(programs, limit, listener);
        Emulation.of(programs).require(platform);
        listener.step("Make the reference base of Debian %s for %s: once, in two minutes or three"
                .formatted(sources.release(), platform.architecture()));
        Path tar = KeptBase.tar(place, round);
        Path log = place.resolveSibling(place.getFileName() + ".log");
        try (WholeFile whole = WholeFile.beside(tar)) {
            mmdebstrap.make(recipe, sources, platform, whole.part(), log);
            whole.complete();
        }
        listener.step("Look at the base");
        KeptBase kept = new KeptBase(
                round,
                sources.release(),
                InstalledPackages.in(tar),
                Digest.of(Image.ofFile(tar).sha256()));
        kept.write(place);
        return kept.asBase(place, platform, true);
    }

    private static String key(BaseRecipe recipe, Platform platform, DebianSources sources) {
        String text = String.join("\n", VERSION, recipe.digest(), platform.toString(), sources.identity());
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
