package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.Image;
import dev.slipway.image.tree.AwkwardTrees;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.ExactListing;
import dev.slipway.image.tree.Node;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Archives of ours unpacked by other people's tar, and theirs read by us. Owners and devices take root.
class TarIT {

    @TempDir
    private Path work;

    private Path unpackWithGnuTar(Directory tree) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "unpacking owners and devices takes root");
        Path tar = work.resolve("ours.tar");
        TarWriter.plan(tree).writeTo(tar);
        Path unpacked = Files.createDirectory(work.resolve("unpacked"));
        Tool.of("tar", "--xattrs", "--xattrs-include=*", "--numeric-owner", "-xpf", tar, "-C", unpacked)
                .run();
        return unpacked;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "oldgnu", "posix"})
    @RequiresTool("tar")
    void readWhenGnuTarRewroteOurArchiveGivesTheSameTree(String format) throws Exception {
        Directory tree = AwkwardTrees.plain();
        Path unpacked = unpackWithGnuTar(tree);
        Path theirs = work.resolve("theirs.tar");
        Tool.of("tar", "--format=" + format, "--numeric-owner", "-cf", theirs, "-C", unpacked, ".")
                .run();
        assertThat(ExactListing.of(TarReader.read(Image.ofFile(theirs)))).isEqualTo(ExactListing.of(tree));
    }

    @Test
    @RequiresTool("tar")
    void readWhenGnuTarRewroteItWithXattrsGivesTheSameTree() throws Exception {
        Directory tree = AwkwardTrees.full();
        Path unpacked = unpackWithGnuTar(tree);
        Path theirs = work.resolve("theirs.tar");
        Tool.of("tar", "--format=posix", "--xattrs", "--xattrs-include=*", "-cf", theirs, "-C", unpacked, ".")
                .run();
        assertThat(ExactListing.of(TarReader.read(Image.ofFile(theirs)))).isEqualTo(ExactListing.of(tree));
    }

    @Test
    @RequiresTool({"tar", "bsdtar"})
    void readWhenBsdtarRewroteItGivesTheSameTree() throws Exception {
        Directory tree = AwkwardTrees.full();
        Path unpacked = unpackWithGnuTar(tree);
        Path theirs = work.resolve("theirs.tar");
        Tool.of("bsdtar", "--format=pax", "--numeric-owner", "-cf", theirs, "-C", unpacked, ".")
                .run();
        assertThat(ExactListing.of(TarReader.read(Image.ofFile(theirs)))).isEqualTo(ExactListing.of(tree));
    }

    @Test
    @RequiresTool({"tar", "setcap", "getcap"})
    void readWhenFileHasCapabilityKeepsIt() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "capabilities take root");
        Path file = Files.write(work.resolve("ping"), new byte[] {1});
        Tool.of("setcap", "cap_net_raw+ep", file).run();
        Path tar = work.resolve("cap.tar");
        Tool.of("tar", "--xattrs", "--xattrs-include=*", "-cf", tar, "-C", work, "ping")
                .run();
        Path again = work.resolve("again.tar");
        TarWriter.plan(TarReader.read(Image.ofFile(tar))).writeTo(again);
        Path out = Files.createDirectory(work.resolve("out"));
        Tool.of("tar", "--xattrs", "--xattrs-include=*", "-xpf", again, "-C", out)
                .run();
        assertThat(Tool.of("getcap", out.resolve("ping")).run()).contains("cap_net_raw=ep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--format=oldgnu", "--format=posix", "--sparse-version=0.0", "--sparse-version=0.1"})
    @RequiresTool("tar")
    void readWhenFileIsSparseGivesItsBytes(String option) throws Exception {
        Path file = work.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 1; i < 60; i++) {
                sparse.seek(i * 131_072L);
                sparse.write(("piece " + i).getBytes(UTF_8));
            }
            sparse.setLength(60 * 131_072L);
        }
        Path tar = work.resolve("sparse.tar");
        String format = option.startsWith("--sparse") ? "--format=posix" : option;
        Tool.of("tar", "-S", format, option, "-cf", tar, "-C", work, "sparse").run();
        assertThat(Files.size(tar)).isLessThan(1 << 20);
        Directory tree = TarReader.read(Image.ofFile(tar));
        assertThat(tree.find("sparse"))
                .isInstanceOfSatisfying(
                        Node.RegularFile.class,
                        read -> assertThat(hash(read.content())).isEqualTo(hash(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xz", "zstd"})
    @RequiresTool({"gzip", "xz", "zstd"})
    void decompressWhenOtherToolCompressedGivesTheBytes(String tool) throws Exception {
        Path tar = work.resolve("plain.tar");
        TarWriter.plan(AwkwardTrees.full()).writeTo(tar);
        Path compressed = work.resolve("no-suffix-that-tells");
        Tool.of("sh", "-c", "%s -c < %s > %s".formatted(tool, tar, compressed)).run();
        Path out = work.resolve("out.tar");
        CompressedTar.decompress(compressed, out, Files.size(tar));
        assertThat(out).hasSameBinaryContentAs(tar);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xz", "zstd"})
    @RequiresTool({"gzip", "xz", "zstd"})
    void decompressWhenStreamsFollowEachOtherGivesAll(String tool) throws Exception {
        Path tar = work.resolve("plain.tar");
        TarWriter.plan(AwkwardTrees.full()).writeTo(tar);
        Path compressed = work.resolve("parts");
        Tool.of("sh", "-c", "(head -c 99999 | %1$s -c; %1$s -c) < %2$s > %3$s".formatted(tool, tar, compressed))
                .run();
        Path out = work.resolve("out.tar");
        CompressedTar.decompress(compressed, out, Files.size(tar));
        assertThat(out).hasSameBinaryContentAs(tar);
    }

    private static List<String> hash(Image content) {
        try {
            return List.of(content.sha256().hex(), Long.toString(content.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> hash(Path file) {
        try {
            return hash(Image.ofFile(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
