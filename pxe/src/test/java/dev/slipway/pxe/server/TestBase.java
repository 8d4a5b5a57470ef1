package dev.slipway.pxe.server;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.reference.ReferenceBase;
import dev.slipway.builder.reference.ReferenceBases;
import dev.slipway.templates.recipe.BaseRecipe;
import java.io.IOException;
import java.nio.file.Path;

/// The reference base that the tests of the builder made, where they keep it.
final class TestBase {

    private TestBase() {}

    static ReferenceBase amd64() throws IOException {
        return new ReferenceBases(cache(), System.getenv(), LayerListener.SILENT)
                .get(BaseRecipe.builtIn(), Platform.linux("amd64"), false);
    }

    static BuildCache cache() {
        String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path caches = configured.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(configured);
        return new BuildCache(caches.resolve("slipway-test").resolve("reference"));
    }
}
