package dev.slipway.builder.siteimage;

import dev.slipway.builder.device.ReadBack;
import dev.slipway.builder.evidence.EvidenceFiles;
import dev.slipway.builder.evidence.SigningKey;
import dev.slipway.builder.evidence.Subject;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteMedium;
import dev.slipway.image.Image;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The images of the sites that [SiteImagesBuild] made, to be written, sent or read at any place. An image costs its
/// site's few kilobytes of memory; its other bytes are those of the one file that all share. What is opened stays as it
/// is when another build replaces it. Safe for use by several threads.
public final class SiteImages implements AutoCloseable {

    /// More than all files of a site may have together.
    private static final int CONTENT_BYTES_MAX = 16 << 20;

    private final DataFiles files;
    private final SiteIndex index;
    private final SiteMedium medium;
    private final Holding held;

    private SiteImages(DataFiles files, SiteIndex index, SiteMedium medium, Holding held) {
        this.files = files;
        this.index = index;
        this.medium = medium;
        this.held = held;
    }

    /// Opens what a build wrote.
    ///
    /// @throws ProblemException where there is nothing, or it is damaged
    public static SiteImages open(Path directory) {
        DataFiles files = new DataFiles(directory);
        return open(files, IndexReader.read(files).orElseThrow(() -> missing(directory)));
    }

    static ProblemException missing(Path directory) {
        return Problem.input("sites.missing", "there are no site images")
                .at(new DataFiles(directory).index().toString())
                .fix("make them with 'slipway build-sites', or name its --output with --images")
                .exception();
    }

    static SiteImages open(DataFiles files, SiteIndex index) {
        Path base = files.data(index.base().file());
        try {
            Holding held = Holding.of(base);
            try {
                return new SiteImages(files, index, medium(files, index), held);
            } catch (IOException | RuntimeException e) {
                held.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(base, e);
        }
    }

    /// What all images are made of.
    SiteMedium medium() {
        return medium;
    }

    /// The files of a site, in the order of the descriptor's.
    List<byte[]> contents(SiteEntry site) throws IOException {
        return contents(files.data(site.content().pack()), site.content());
    }

    static SiteMedium medium(DataFiles files, SiteIndex index) throws IOException {
        Path base = files.data(index.base().file());
        if (Files.size(base) != index.base().sizeBytes()) {
            throw files.damaged("the shared image %s has %d bytes in place of %d"
                    .formatted(base, Files.size(base), index.base().sizeBytes()));
        }
        return SiteMedium.of(
                Image.ofFile(base), Flavour.named(index.descriptor().flavour()), index.descriptor());
    }

    private static ProblemException unreadable(Path file, IOException cause) {
        return Problem.input("sites.unreadable", "the site images cannot be read")
                .at(file.toString())
                .because(cause.toString())
                .exception(cause);
    }

    /// All sites, in the order of the catalogue.
    public Collection<SiteEntry> entries() {
        return index.sites().values();
    }

    /// The site of that name.
    public Optional<SiteEntry> find(String site) {
        return index.find(site);
    }

    /// The size of every image, in bytes.
    public long sizeBytes() {
        return index.base().sizeBytes();
    }

    /// The label of every image.
    public String volumeId() {
        return index.volumeId();
    }

    /// The file that all images share, whose own site area is empty.
    public Path sharedImage() {
        return files.data(index.base().file());
    }

    /// The boot flavour's name.
    public String flavour() {
        return index.descriptor().flavour();
    }

    /// The whole image of a site, its own bytes in memory.
    ///
    /// @throws ProblemException where they cannot be read
    public Image image(SiteEntry site) {
        Path pack = files.data(site.content().pack());
        try {
            return medium.image()
                    .overlay(
                            medium.descriptor().offset(),
                            medium.area(contents(pack, site.content()).stream()
                                    .map(Image::ofBytes)
                                    .toList()));
        } catch (IOException e) {
            throw unreadable(pack, e);
        }
    }

    /// Writes the whole image of a site to a file, which appears when it is complete, and reads it back. It holds the
    /// site's secrets: none but its owner may read it.
    ///
    /// @throws ProblemException where it cannot be written, or does not come back as it was
    public void writeTo(SiteEntry site, Path file, BuildListener listener) {
        Image image = image(site);
        try {
            listener.step("Write " + file);
            image.writePrivateTo(file, listener::progress);
            listener.step("Read back " + file);
            ReadBack.of(file, image).require(listener::progress);
        } catch (IOException e) {
            throw Problem.environment("output.write", "the image cannot be written")
                    .at(file.toString())
                    .because(Diagnosis.reason(e))
                    .exception(e);
        }
    }

    /// Whether it is told how the images were made.
    public boolean hasEvidence() {
        return index.evidence().isPresent();
    }

    /// Writes the evidence of a site's image that is in its place, instead of what is there. Where it is not told
    /// how the images were made, only removes that.
    ///
    /// @param key signs the provenance
    /// @throws ProblemException where it cannot be read or written
    public void writeEvidence(SiteEntry site, Path image, Optional<SigningKey> key) {
        try {
            EvidenceFiles beside = new EvidenceFiles(image);
            if (index.evidence().isPresent()) {
                index.evidence()
                        .get()
                        .writeBeside(
                                beside, new Subject(beside.imageName(), sizeBytes(), site.sha256()), site, key, files);
            } else {
                beside.remove();
            }
        } catch (IOException e) {
            throw Problem.environment("evidence.write", "the image is written, but not its evidence")
                    .at(image.toString())
                    .because(Diagnosis.reason(e))
                    .exception(e);
        }
    }

    static List<byte[]> contents(Path pack, ContentPlace place) throws IOException {
        Image all = Image.ofFile(pack);
        if (place.offset() + place.length() > all.size()) {
            throw new EOFException(
                    "%s has become shorter: it ends before byte %d".formatted(pack, place.offset() + place.length()));
        }
        ByteBuffer bytes =
                ByteBuffer.wrap(all.slice(place.offset(), place.length()).toByteArray(CONTENT_BYTES_MAX));
        List<byte[]> contents = new ArrayList<>();
        for (int length : place.lengths()) {
            byte[] content = new byte[length];
            bytes.get(content);
            contents.add(content);
        }
        return contents;
    }

    /// The bytes of one of a site's files, by its path on the medium.
    public Optional<byte[]> file(SiteEntry site, String path) {
        Path pack = files.data(site.content().pack());
        try {
            List<byte[]> contents = contents(pack, site.content());
            for (int i = 0; i < contents.size(); i++) {
                if (medium.descriptor().files().get(i).path().equals(path)) {
                    return Optional.of(contents.get(i));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(pack, e);
        }
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
