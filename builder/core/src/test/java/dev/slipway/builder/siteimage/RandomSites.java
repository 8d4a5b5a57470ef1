package dev.slipway.builder.siteimage;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Sites with user-data of random lengths.
final class RandomSites {

    private static final int USUAL_BYTES = 128 * 1024;

    private RandomSites() {}

    static List<MadeSite> of(RandomGenerator random, int count) {
        List<MadeSite> sites = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sites.add(MadeSite.of("site-%03d".formatted(i), userData(random, random.nextInt(4000))));
        }
        // Just what a slot holds, and nothing at all but the header.
        sites.add(MadeSite.of("full", userData(random, USUAL_BYTES)));
        sites.add(MadeSite.of("empty", "#cloud-config\n"));
        return sites;
    }

    /// A user-data of so many bytes, but no fewer than it takes.
    static String userData(RandomGenerator random, int bytes) {
        StringBuilder text = new StringBuilder("#cloud-config\nhostname: h%d\n# ".formatted(random.nextInt(1_000_000)));
        while (text.length() < bytes - 1) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.append('\n').toString();
    }
}
