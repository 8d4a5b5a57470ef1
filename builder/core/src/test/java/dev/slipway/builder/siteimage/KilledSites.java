package dev.slipway.builder.siteimage;

import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.SmallBase;
import dev.slipway.builder.siteimage.SiteImagesRequest.Materialized;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Builds two catalogues in turn into one directory, as a process of its own, until it is killed: `PLACE BASE OUTPUT
/// TWO BEGIN` with the names of the second catalogue and of the one to begin with. Prints `begun` before the first
/// build, and the name of each catalogue when it is built.
final class KilledSites {

    private static final long SEED = 20261123;
    private static final int SITES = 20;
    /// More than a place that is laid out for usual sites can hold.
    private static final int LARGE_BYTES = 300_000;

    private KilledSites() {}

    public static void main(String[] arguments) throws IOException {
        Which second = Which.valueOf(arguments[3]);
        boolean isSecond = arguments[4].equals(second.name());
        System.out.println("begun");
        for (long round = 0; round < Long.MAX_VALUE; round++, isSecond = !isSecond) {
            Which which = isSecond ? second : Which.FIRST;
            build(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), which);
            System.out.println(which);
        }
    }

    static Process start(Path place, Path base, Path output, Which second, Which begin) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledSites.class.getName(),
                        place.toString(),
                        base.toString(),
                        output.toString(),
                        second.name(),
                        begin.name())
                .redirectError(Redirect.INHERIT)
                .start();
    }

    static SiteImagesResult build(Path place, Path base, Path output, Which which) throws IOException {
        return new SiteImagesBuild(new BuildCache(place.resolve("cache")), BuildListener.SILENT, Map.of())
                .build(new SiteImagesRequest(
                        SmallBase.request(place, new IsoFile(base), "unused.iso"),
                        output,
                        which.sites(),
                        Materialized.NONE));
    }

    /// The catalogues.
    enum Which {
        FIRST,
        /// Some sites have another content, one is gone and one is new.
        CHANGED,
        /// A site has outgrown its place: the shared image is another one.
        OUTGROWN;

        List<MadeSite> sites() {
            List<MadeSite> sites = new ArrayList<>(RandomSites.of(new Random(SEED), SITES));
            if (this != FIRST) {
                for (int i = 0; i < SITES; i += 3) {
                    sites.set(i, MadeSite.of(sites.get(i).name(), RandomSites.userData(new Random(i), 3000)));
                }
                sites.remove(4);
                sites.add(MadeSite.of("added", "#cloud-config\nhostname: added\n"));
            }
            if (this == OUTGROWN) {
                sites.set(1, MadeSite.of(sites.get(1).name(), RandomSites.userData(new Random(SEED), LARGE_BYTES)));
            }
            return sites;
        }
    }
}
