package dev.slipway.builder.oci.archive;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.cache.FileDigests;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.layout.OciLayout;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.Sha256;
import dev.slipway.image.tar.CompressedTar;
import dev.slipway.image.tar.TarReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Opens a tar that holds images: the format of `docker save` with its `manifest.json`, or an OCI layout as a tar,
/// which `docker save` writes since version 25. The archive is read in place; one that is compressed as a whole is
/// unpacked into the cache first.
public final class ImageArchive {

    /// More than any image has, and less than a disk.
    private static final long UNPACKED_BYTES_MAX = 256L << 30;

    private ImageArchive() {}

    /// The image in an archive.
    ///
    /// @param tag which of the images; not needed where there is only one
    /// @throws dev.slipway.builder.problem.ProblemException where the file is missing, damaged, or no such archive
    public static ImageSource open(Path file, Optional<String> tag, BuildCache cache) throws IOException {
        String name = "docker-archive:" + file + tag.map(text -> ":" + text).orElse("");
        if (!Files.isRegularFile(file)) {
            throw Problem.input("base.missing", "there is no such base")
                    .at(name)
                    .exception();
        }
        return open(name, file, tag, cache);
    }

    /// The same under another name.
    ///
    /// @param name what a user calls it
    public static ImageSource open(String name, Path file, Optional<String> tag, BuildCache cache) throws IOException {
        ArchiveFiles files;
        try {
            files = new ArchiveFiles(TarReader.read(Image.ofFile(plain(file, cache))));
        } catch (MalformedImageException e) {
            throw Problem.input("base.malformed", "the base is no sound tar")
                    .at(name)
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
        boolean layout = files.find(OciLayout.MARKER).isPresent()
                && files.find("index.json").isPresent();
        boolean saved = files.find(SavedImage.MANIFEST).isPresent();
        // An archive of today is both. Its layout has real manifests, but names images by their tag only.
        if (layout && !(saved && tag.isPresent())) {
            return OciLayout.of(name, files, tag);
        }
        if (!saved) {
            throw Problem.input("oci.archive", "the base is a tar, but no image")
                    .at(name)
                    .because("it has neither %s nor %s".formatted(SavedImage.MANIFEST, OciLayout.MARKER))
                    .fix("write rootfs:FILE where it is the tar of a root file system")
                    .exception();
        }
        return SavedImage.of(name, files, tag);
    }

    private static Path plain(Path file, BuildCache cache) throws IOException {
        if (CompressedTar.Compression.of(file) == CompressedTar.Compression.NONE) {
            return file;
        }
        Sha256 identity = Sha256.of(new FileDigests(cache).of(file));
        return cache.get("tar", identity, target -> CompressedTar.decompress(file, target, UNPACKED_BYTES_MAX));
    }
}
