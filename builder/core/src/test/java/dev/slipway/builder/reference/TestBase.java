package dev.slipway.builder.reference;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.templates.recipe.BaseRecipe;
import java.io.IOException;
import java.nio.file.Path;

/// The reference base for tests: made for real, once for all tests of a user, and kept beside what other tests keep.
/// Needs `mmdebstrap`.
public final class TestBase {

    private TestBase() {}

    /// The base for 64-bit PCs. Callers only read it.
    public static ReferenceBase amd64() throws IOException {
        return new ReferenceBases(cache(), System.getenv(), LayerListener.SILENT)
                .get(BaseRecipe.builtIn(), Platform.linux("amd64"), false);
    }

    /// Where it is kept: a folder of the cache of tests. A build with this cache finds it and keeps what it makes
    /// there.
    public static BuildCache cache() {
        String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path caches = configured.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(configured);
        return new BuildCache(caches.resolve("slipway-test").resolve("reference"));
    }
}
