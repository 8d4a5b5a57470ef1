package dev.slipway.builder.site;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.flavour.SiteFiles;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.SiteDescriptor.SiteFile;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// An image with a place for a site's own files. The images of all its sites are this one with other bytes in that
/// place, and with the same bytes before and behind it. Safe for use by several threads.
public final class SiteMedium {

    static final int AREA_BYTES_MAX = 16 << 20;

    private final Image image;
    private final Flavour flavour;
    private final SiteDescriptor descriptor;
    /// What of the area lies before its first slot: the directory records, in which sizes change.
    private final byte[] records;

    private SiteMedium(Image image, Flavour flavour, SiteDescriptor descriptor, byte[] records) {
        this.image = image;
        this.flavour = flavour;
        this.descriptor = descriptor;
        this.records = records;
    }

    /// A medium that was laid out, whatever is in its area now.
    ///
    /// @throws IOException where the area's records cannot be read
    /// @throws dev.slipway.builder.problem.ProblemException where the image is not as the descriptor says
    public static SiteMedium of(Image image, Flavour flavour, SiteDescriptor descriptor) throws IOException {
        SiteAreaCheck.places(descriptor, image, AREA_BYTES_MAX);
        long firstSlot =
                descriptor.files().stream().mapToLong(SiteFile::offset).min().orElseThrow();
        byte[] records = image.slice(descriptor.offset(), firstSlot - descriptor.offset())
                .toByteArray(AREA_BYTES_MAX);
        SiteAreaCheck.records(descriptor, records);
        return new SiteMedium(image, flavour, descriptor, records);
    }

    /// A finished image, ours or one that has such a place by its own nature. Reads a few blocks of it.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it has no sound place for a site's files
    public static SiteMedium open(Path file) {
        RewriteJournal.refuseUnfinished(file);
        return SiteMediumFile.open(file);
    }

    /// The image as it is.
    public Image image() {
        return image;
    }

    /// Who boots of it and reads the site's files.
    public Flavour flavour() {
        return flavour;
    }

    /// Where the site's files lie.
    public SiteDescriptor descriptor() {
        return descriptor;
    }

    /// What a file of the area holds now.
    public Image current(SiteFile file) {
        long size = file.sizeAt().stream()
                .findFirst()
                .map(place -> Integer.toUnsignedLong(ByteBuffer.wrap(records)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(Math.toIntExact(place - descriptor.offset()))))
                .orElse(file.capacity());
        return image.slice(file.offset(), size);
    }

    /// The whole image of a site.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where a file is larger than its slot
    public Image with(SiteContent content) {
        return image.overlay(descriptor.offset(), area(content));
    }

    /// The image of no site: its files are empty.
    public Image blank() {
        return image.overlay(
                descriptor.offset(),
                area(descriptor.files().stream().map(file -> Image.empty()).toList()));
    }

    /// The bytes of the area alone, as long as the descriptor says.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where a file is larger than its slot
    public Image area(SiteContent content) {
        return area(contents(content).stream().map(Image::ofBytes).toList());
    }

    /// What a site's files hold, in the order of the descriptor.
    public List<byte[]> contents(SiteContent content) {
        SiteFiles files = flavour.siteFiles(content);
        for (String name : files.files().keySet()) {
            requirePlace(files, name);
        }
        return descriptor.files().stream()
                .map(file -> contentOf(files, file.path()))
                .toList();
    }

    /// Images of older builds may have fewer files than their flavour knows today.
    private void requirePlace(SiteFiles files, String name) {
        String path = files.pathOf(name);
        boolean known = descriptor.files().stream().anyMatch(file -> file.path().equals(path));
        byte[] content = files.files().get(name);
        if (!known && content != null && content.length > 0) {
            throw Problem.input("site.no-place", "the image has no place for this file of a site")
                    .at("/" + path)
                    .because("it was built without one")
                    .fix("build it anew, with this image as the base: build-installer --base iso:IMAGE")
                    .exception();
        }
    }

    private static byte[] contentOf(SiteFiles files, String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        byte[] content = files.files().get(name);
        if (content == null || !files.pathOf(name).equals(path)) {
            throw Problem.input("site.files", "the image has room for a file that its flavour does not know")
                    .at("/" + path)
                    .exception();
        }
        return content;
    }

    /// The bytes of the area alone, of files that were made before.
    ///
    /// @param contents in the order of the descriptor
    /// @throws dev.slipway.builder.problem.ProblemException where one is larger than its slot
    public Image area(List<Image> contents) {
        byte[] sized = records.clone();
        ByteBuffer head = ByteBuffer.wrap(sized);
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            SiteFile file = descriptor.files().get(i);
            Image content = contents.get(i);
            checkFits(file, content.size());
            for (long place : file.sizeAt()) {
                int at = Math.toIntExact(place - descriptor.offset());
                int size = Math.toIntExact(content.size());
                head.order(ByteOrder.LITTLE_ENDIAN).putInt(at, size);
                head.order(ByteOrder.BIG_ENDIAN).putInt(at + Integer.BYTES, size);
            }
            placed.add(new Placed(file.offset() - descriptor.offset(), content));
        }
        placed.sort(Comparator.comparingLong(Placed::at));
        List<Image> parts = new ArrayList<>();
        parts.add(Image.ofBytes(sized));
        long end = sized.length;
        for (Placed content : placed) {
            parts.add(Image.zeros(content.at() - end));
            parts.add(content.image());
            end = content.at() + content.image().size();
        }
        parts.add(Image.zeros(descriptor.length() - end));
        return Image.concat(parts);
    }

    /// A content and where it goes, in bytes from the start of the area.
    private record Placed(long at, Image image) {}

    private static void checkFits(SiteFile file, long bytes) {
        if (bytes > file.capacity()) {
            throw Problem.input("site.too-large", "a site's file is larger than its place in the image")
                    .at("/" + file.path())
                    .because("it has %d bytes, and the place %d".formatted(bytes, file.capacity()))
                    .fix("make it smaller by %d bytes, or build an image with a larger place for it, this one being the"
                                    .formatted(bytes - file.capacity())
                            + " base: build-installer --base iso:IMAGE")
                    .exception();
        }
    }
}
