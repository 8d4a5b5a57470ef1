package dev.slipway.builder.siteimage;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.flavour.SiteFiles;
import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.site.SiteDescriptor.SiteFile;
import dev.slipway.builder.userdata.BootConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The slots that the largest files of all sites need. They come in a few sizes, so that the layout of the image seldom
/// depends on the sites, and only on the largest of them.
///
/// @param bytes of each slot, in the order of the descriptor's files
record SlotSizes(List<Long> bytes) {

    SlotSizes {
        bytes = List.copyOf(bytes);
    }

    /// For files of these lengths.
    static SlotSizes of(SiteDescriptor descriptor, List<Integer> lengths) {
        List<Long> bytes = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            SiteFile file = descriptor.files().get(i);
            // A place whose size stands nowhere is one that the base brought along, as large as it is.
            bytes.add(file.sizeAt().isEmpty() ? file.capacity() : SiteFiles.slotBytes(name(file), lengths.get(i)));
        }
        return new SlotSizes(bytes);
    }

    private static String name(SiteFile file) {
        return file.path().substring(file.path().lastIndexOf('/') + 1);
    }

    /// Files that need slots of such sizes, to lay out an image with.
    ///
    /// @param files in the order of the descriptor's
    static SiteContent content(SiteDescriptor descriptor, List<byte[]> files) {
        Map<String, byte[]> byName = new HashMap<>();
        for (int i = 0; i < files.size(); i++) {
            byName.put(name(descriptor.files().get(i)), files.get(i));
        }
        Optional<byte[]> metaData = Optional.ofNullable(byName.remove(SiteFiles.META_DATA));
        Optional<byte[]> networkConfig = Optional.ofNullable(byName.remove(SiteFiles.NETWORK_CONFIG));
        byte[] userData = byName.values().iterator().next();
        return new SiteContent(BootConfiguration.of(userData, "the largest user-data"), metaData, networkConfig);
    }

    /// Reads what [#toString()] wrote.
    ///
    /// @throws IllegalArgumentException where it is something else
    static SlotSizes parse(String text) {
        return new SlotSizes(Stream.of(text.split(" ", -1)).map(Long::valueOf).toList());
    }

    @Override
    public String toString() {
        return bytes.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
