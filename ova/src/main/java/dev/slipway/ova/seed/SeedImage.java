package dev.slipway.ova.seed;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.flavour.SiteFiles;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.fat.FatImage;
import dev.slipway.image.fat.FatOptions;
import dev.slipway.image.iso9660.IsoLayout;
import dev.slipway.image.iso9660.IsoRequest;
import dev.slipway.image.iso9660.SiteAreaRequest;
import dev.slipway.image.iso9660.VolumeDate;
import dev.slipway.image.iso9660.VolumeLabels;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files of a seed, ready to be laid out (cloud-init's documentation, data source NoCloud).
///
/// @param files by name
public record SeedImage(SortedMap<String, byte[]> files) {

    /// The label by which the medium is found.
    public static final String LABEL = "cidata";

    /// Room for the records of the directory, in every hierarchy.
    private static final long SITE_RECORDS_BYTES = 64 * 1024;

    /// So that a person can change the files of a stick.
    private static final long FREE_BYTES = 1 << 20;

    private static final String USER_DATA = "user-data";

    public SeedImage {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /// With an empty meta-data where the site has none: cloud-init takes no seed without the file.
    public static SeedImage of(SiteContent content) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(USER_DATA, content.userData().bytes());
        files.put(SiteFiles.META_DATA, content.metaData().orElseGet(() -> new byte[0]));
        content.networkConfig().ifPresent(config -> files.put(SiteFiles.NETWORK_CONFIG, config));
        return new SeedImage(files);
    }

    /// The same with a meta-data that names the instance.
    SeedImage withInstanceId(String id) {
        return with(SiteFiles.META_DATA, "instance-id: %s\n".formatted(id).getBytes(StandardCharsets.UTF_8));
    }

    /// An id that is another one for another user-data.
    static String instanceIdOf(SiteContent content) {
        return "slipway-" + Sha256.of(content.userData().bytes()).hex().substring(0, 16);
    }

    /// Lays it out.
    ///
    /// @param time of all files
    public Image plan(SeedMedium medium, Instant time) {
        return switch (medium) {
            case ISO -> iso(time);
            case FAT -> FatImage.plan(tree(time), FatOptions.of(LABEL, serial()).withFreeBytes(FREE_BYTES));
        };
    }

    private Image iso(Instant time) {
        try {
            return IsoLayout.plan(IsoRequest.of(tree(time), labels(time))).image();
        } catch (IOException e) {
            // Planning reads the contents of no file.
            throw new UncheckedIOException(e);
        }
    }

    /// An ISO whose size does not depend on what is in its files.
    Image planSlotted(SortedMap<String, Long> slots, Instant time) throws IOException {
        SeedImage all = this;
        for (String name : slots.keySet()) {
            if (!files.containsKey(name)) {
                all = all.with(name, new byte[0]);
            }
        }
        long bytes = SITE_RECORDS_BYTES;
        List<SiteAreaRequest.Slot> places = new ArrayList<>();
        for (Map.Entry<String, Long> slot : slots.entrySet()) {
            places.add(new SiteAreaRequest.Slot(slot.getKey(), slot.getValue()));
            bytes += slot.getValue();
        }
        return IsoLayout.plan(
                        IsoRequest.of(all.tree(time), labels(time)).withSiteArea(new SiteAreaRequest(bytes, places)))
                .image();
    }

    private SeedImage with(String name, byte[] content) {
        SortedMap<String, byte[]> more = new TreeMap<>(files);
        more.put(name, content);
        return new SeedImage(more);
    }

    private static VolumeLabels labels(Instant time) {
        return VolumeLabels.of(LABEL, VolumeDate.of(time)).withMakers("", "", "SLIPWAY");
    }

    private Directory tree(Instant time) {
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, time));
        files.forEach(
                (name, content) -> tree.put(name, new RegularFile(Metadata.of(0444, time), Image.ofBytes(content))));
        return tree.build();
    }

    private long serial() {
        Sha256 digest = Sha256.EMPTY;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            digest = digest.then(file.getKey().getBytes(StandardCharsets.UTF_8)).then(file.getValue());
        }
        return Long.parseLong(digest.hex().substring(0, 8), 16);
    }
}
