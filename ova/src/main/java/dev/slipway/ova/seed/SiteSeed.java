package dev.slipway.ova.seed;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.flavour.SiteFiles;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import java.io.IOException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/// Seeds of one size, whatever the site: each file has a slot that it fills with zeros at most.
public final class SiteSeed {

    private static final String USER_DATA = "user-data";

    private final SortedMap<String, Long> slots;
    private final long sizeBytes;

    private SiteSeed(SortedMap<String, Long> slots, long sizeBytes) {
        this.slots = slots;
        this.sizeBytes = sizeBytes;
    }

    /// Slots as large as this site's files need, usual ones otherwise.
    public static SiteSeed of(SiteContent content) throws IOException {
        SortedMap<String, Long> slots = new TreeMap<>();
        slots.put(USER_DATA, SiteFiles.slotBytes(USER_DATA, content.userData().bytes().length));
        slots.put(
                SiteFiles.META_DATA,
                SiteFiles.slotBytes(
                        SiteFiles.META_DATA,
                        content.metaData().map(bytes -> bytes.length).orElse(0)));
        slots.put(
                SiteFiles.NETWORK_CONFIG,
                SiteFiles.slotBytes(
                        SiteFiles.NETWORK_CONFIG,
                        content.networkConfig().map(bytes -> bytes.length).orElse(0)));
        Image first = SeedImage.of(content).planSlotted(slots, Instant.EPOCH);
        return new SiteSeed(slots, first.size());
    }

    /// The seed of no site.
    public Image blank() {
        return Image.zeros(sizeBytes);
    }

    /// The seed of a site.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where a file is larger than its slot
    public Image with(SiteContent content) throws IOException {
        SeedImage files = SeedImage.of(content);
        files.files().forEach((name, bytes) -> {
            long slot = slots.getOrDefault(name, 0L);
            if (bytes.length > slot) {
                throw Problem.input("seed.too-large", "a site's %s is larger than its place".formatted(name))
                        .because("it has %d bytes, and the place %d".formatted(bytes.length, slot))
                        .fix("make it smaller, or build this site's appliance on its own")
                        .exception();
            }
        });
        return files.planSlotted(slots, Instant.EPOCH);
    }
}
