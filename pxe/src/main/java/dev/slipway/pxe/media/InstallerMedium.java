package dev.slipway.pxe.media;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.NetworkBoot;
import dev.slipway.builder.inspection.MediumReading;
import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteExtraction;
import dev.slipway.builder.site.SiteExtraction.Extracted;
import dev.slipway.image.FileIdentity;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An installer that was built, or another one: what machines boot of it lies where it is in the image's file.
/// Opened, it is about that one file: when it is replaced, a new medium is to be opened ([InstallerSource] does
/// it). Safe for use by several threads.
public final class InstallerMedium implements AutoCloseable {

    private static final int OPENING_ATTEMPTS_MAX = 3;

    private final Path file;
    private final FileIdentity identity;
    private final Optional<Flavour> flavour;
    private final Optional<NetworkBoot> networkBoot;
    private final Optional<KernelBoot> boot;
    private final Map<String, MediaFile> served;
    private final List<Extracted> userData;
    private final MediaFile whole;
    private final BackgroundDigests digests;

    private InstallerMedium(
            Path file,
            FileIdentity identity,
            Optional<Flavour> flavour,
            Optional<NetworkBoot> networkBoot,
            ServedFiles files,
            List<Extracted> userData,
            MediaFile whole,
            BackgroundDigests digests) {
        this.file = file;
        this.identity = identity;
        this.flavour = flavour;
        this.networkBoot = networkBoot.filter(boot -> files.byPath().keySet().containsAll(boot.files()));
        boot = files.boot();
        served = files.byPath();
        this.userData = List.copyOf(userData);
        this.whole = whole;
        this.digests = digests;
    }

    /// Opens an image. Reads its directories and menus; hashing begins, and is not waited for.
    ///
    /// @throws ProblemException where it is none that can be read, or it is being changed
    public static InstallerMedium open(Path iso) {
        try {
            FileIdentity identity = identity(iso);
            for (int attempt = 0; attempt < OPENING_ATTEMPTS_MAX; attempt++) {
                InstallerMedium medium = read(iso, identity);
                FileIdentity now = FileIdentity.of(iso);
                if (now.equals(identity)) {
                    medium.digests.start();
                    return medium;
                }
                identity = now;
            }
            throw Problem.environment("media.changing", "the installer is being written to")
                    .at(iso.toString())
                    .fix("write it beside and rename it when it is complete, as Slipway does")
                    .exception();
        } catch (IOException e) {
            throw Problem.input("image.unreadable", "the image cannot be read")
                    .at(iso.toString())
                    .because(Diagnosis.reason(e))
                    .exception(e);
        }
    }

    private static FileIdentity identity(Path iso) throws IOException {
        try {
            return FileIdentity.of(iso);
        } catch (NoSuchFileException e) {
            throw Problem.input("image.missing", "there is no such image")
                    .at(iso.toString())
                    .exception(e);
        }
    }

    private static InstallerMedium read(Path iso, FileIdentity identity) throws IOException {
        List<Extracted> userData = SiteExtraction.of(iso);
        MediumReading medium = MediumReading.open(iso);
        BackgroundDigests digests = new BackgroundDigests(iso, identity);
        ServedFiles files = ServedFiles.of(medium, userData, digests, identity);
        Image image = medium.iso().image();
        MediaFile whole = new MediaFile(
                String.valueOf(iso.getFileName()),
                image,
                digests.of(image),
                identity.modified().toInstant());
        Optional<NetworkBoot> networkBoot = medium.flavour()
                .flatMap(flavour -> flavour.networkBoot(medium.iso().tree().root()));
        return new InstallerMedium(iso, identity, medium.flavour(), networkBoot, files, userData, whole, digests);
    }

    /// Where it lies.
    public Path file() {
        return file;
    }

    /// Whether the file is still the one that was opened.
    public boolean isCurrent() throws IOException {
        return FileIdentity.of(file).equals(identity);
    }

    /// Who boots of it.
    public Optional<Flavour> flavour() {
        return flavour;
    }

    /// What machines fetch of it that boot it over the network; empty where its flavour cannot, or it lacks a file.
    public Optional<NetworkBoot> networkBoot() {
        return networkBoot;
    }

    /// What the first entry of its boot menu starts; empty where no menu tells it.
    public Optional<KernelBoot> boot() {
        return boot;
    }

    /// As [#boot()], for those who cannot do without.
    ///
    /// @throws ProblemException where no menu tells it
    public KernelBoot requireBoot() {
        return boot.orElseThrow(() -> Problem.input("media.no-kernel", "the installer names no kernel to boot")
                .at(file.toString())
                .because("no boot menu on it starts a kernel that lies on it, with an initial file system")
                .fix("let machines boot the whole image instead, or build it with 'slipway build-installer'")
                .exception());
    }

    /// The packed root file system, where the medium has one.
    public Optional<MediaFile> root() {
        return ServedFiles.root(flavour, served);
    }

    /// A file that anybody may fetch: a kernel, an initial file system, a packed root file system, and
    /// nothing else.
    ///
    /// @param path on the medium
    public Optional<MediaFile> find(String path) {
        return Optional.ofNullable(served.get(path));
    }

    /// The paths of all that anybody may fetch.
    public List<String> paths() {
        return List.copyOf(served.keySet());
    }

    /// The image as it is, with the user-data that is baked in.
    public MediaFile whole() {
        return whole;
    }

    /// The baked user-data and what belongs to it; none where the image holds none.
    public List<Extracted> userData() {
        return userData;
    }

    /// Whether the whole image is for those alone who have a capability.
    public boolean holdsUserData() {
        return !userData.isEmpty();
    }

    /// Hashes no more. What was opened of it goes on.
    @Override
    public void close() {
        digests.close();
    }
}
