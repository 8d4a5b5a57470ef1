package dev.slipway.builder.installer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user gets wrong is said in one clear problem, and leaves nothing behind.
@RequiresTool({"grub-mkimage", "xorriso", "genisoimage", "mkfs.fat", "mcopy"})
class BadInputIT {

    @TempDir
    Path directory;

    private RootFileSystem root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = SmallBase.debianLive(directory.resolve("root"));
    }

    private Problem problemOf(InstallerRequest request) throws IOException {
        Path parent = requireNonNull(request.output().toAbsolutePath().getParent());
        List<Path> before = filesIn(parent);
        ProblemException thrown =
                catchThrowableOfType(ProblemException.class, () -> SmallBase.build(directory, request));
        assertThat(thrown).isNotNull();
        assertThat(filesIn(parent).stream().filter(file -> !file.endsWith("cache")))
                .containsExactlyElementsOf(
                        before.stream().filter(file -> !file.endsWith("cache")).toList());
        assertThat(thrown.problem().kind()).isNotEqualTo(Problem.Kind.BUG);
        return thrown.problem();
    }

    private Problem problemOf(BaseReference base) throws IOException {
        return problemOf(SmallBase.request(directory, base, "out.iso"));
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void buildWhenBaseIsMissingSaysSo() throws IOException {
        assertThat(problemOf(new IsoFile(directory.resolve("none"))).code()).isEqualTo("base.missing");
        assertThat(problemOf(new RootFileSystem(directory.resolve("none"))).code())
                .isEqualTo("base.missing");
        assertThat(problemOf(new IsoFile(directory)).code()).isEqualTo("base.missing");
    }

    @Test
    void buildWhenBaseIsTextSaysSo() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "just some text\n".repeat(9000));
        assertThat(problemOf(new IsoFile(text)).code()).isEqualTo("base.malformed");
        assertThat(problemOf(new RootFileSystem(text)).code()).isEqualTo("base.malformed");
        Path empty = Files.createFile(directory.resolve("empty"));
        assertThat(problemOf(new IsoFile(empty)).code()).isEqualTo("base.malformed");
        assertThat(problemOf(new RootFileSystem(empty)).kind()).isEqualTo(Problem.Kind.INPUT);
    }

    @Test
    void buildWhenBaseIsTruncatedSaysSo() throws IOException {
        for (ForeignIso foreign : List.of(ForeignIso.GENISOIMAGE, ForeignIso.PARTITION_OFFSET)) {
            Path iso = foreign.make(directory);
            Path half = directory.resolve(foreign + ".half");
            Image.ofFile(iso).slice(0, Files.size(iso) / 2).writeTo(half);

            Problem problem = problemOf(new IsoFile(half));
            assertThat(problem.code()).isEqualTo("base.malformed");
            assertThat(problem.why().orElse("")).contains("outside an image of " + Files.size(half) + " bytes");
        }
        Path tar = directory.resolve("root.tar");
        Tool.of("tar", "-cf", tar, "-C", root.path(), ".").run();
        Path half = directory.resolve("half.tar");
        Image.ofFile(tar).slice(0, Files.size(tar) / 2 / 512 * 512 + 100).writeTo(half);
        assertThat(problemOf(new RootFileSystem(half)).code()).isEqualTo("base.malformed");
    }

    @Test
    void buildWhenBaseIsOfNoFlavourSaysSo() throws IOException {
        Path other = directory.resolve("other");
        SmallBase.write(other.resolve("etc/hostname"), SmallBase.bytes("x\n"));
        assertThat(problemOf(new RootFileSystem(other)).code()).isEqualTo("base.unknown-flavour");
        Path iso = directory.resolve("other.iso");
        Tool.of("xorriso", "-as", "mkisofs", "-quiet", "-o", iso, other).run();
        assertThat(problemOf(new IsoFile(iso)).code()).isEqualTo("base.unknown-flavour");
    }

    @Test
    void buildWhenUserDataIsDirectorySaysSo() throws IOException {
        InstallerRequest request = SmallBase.request(directory, root, "out.iso");
        assertThat(problemOf(RequestChange.userData(request, directory)).code()).isEqualTo("user-data.missing");
        assertThat(problemOf(RequestChange.userData(request, directory.resolve("none")))
                        .code())
                .isEqualTo("user-data.missing");
    }

    @Test
    void buildWhenAdditionIsMissingSaysSo() throws IOException {
        InstallerRequest request = SmallBase.request(directory, root, "out.iso");
        assertThat(problemOf(RequestChange.adding(request, Map.of("/x", directory.resolve("none"))))
                        .code())
                .isEqualTo("add.missing");
        assertThat(problemOf(RequestChange.adding(request, Map.of("/x", directory)))
                        .code())
                .isEqualTo("add.missing");
    }

    @Test
    void buildWhenOutputIsAnInputRefuses() throws IOException {
        Path iso = ForeignIso.GENISOIMAGE.make(directory);
        Path same = Files.createSymbolicLink(iso.resolveSibling("same.iso"), iso);
        assertThat(problemOf(SmallBase.request(directory, new IsoFile(iso), same.toString()))
                        .code())
                .isEqualTo("output.is-base");
        Path tar = directory.resolve("root.tar");
        Tool.of("tar", "-cf", tar, "-C", root.path(), ".").run();
        assertThat(problemOf(SmallBase.request(directory, new RootFileSystem(tar), "root.tar"))
                        .code())
                .isEqualTo("output.is-base");
        assertThat(problemOf(SmallBase.request(directory, root, "user-data")).code())
                .isEqualTo("output.is-input");
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThat(problemOf(RequestChange.adding(SmallBase.request(directory, root, "file"), Map.of("/x", file)))
                        .code())
                .isEqualTo("output.is-input");
        assertThat(problemOf(SmallBase.request(directory, root, "root")).code()).isEqualTo("output.directory");
    }

    @Test
    void buildWhenOutputDirectoryIsMissingMakesIt() throws IOException {
        Path image = SmallBase.build(directory, root, "new/and/deep/out.iso");
        assertThat(image).isRegularFile();
    }

    @Test
    void buildWhenOutputDirectoryIsAFileSaysSo() throws IOException {
        Files.writeString(directory.resolve("file"), "x");
        assertThat(problemOf(SmallBase.request(directory, root, "file/out.iso")).kind())
                .isEqualTo(Problem.Kind.ENVIRONMENT);
    }

    @Test
    void buildWhenVolumeIdCannotBeRefuses() throws IOException {
        InstallerRequest request = SmallBase.request(directory, root, "out.iso");
        assertThat(problemOf(RequestChange.volumeId(request, "x".repeat(40))).code())
                .isEqualTo("volume-id");
    }

    @Test
    @RequiresTool({"mount", "umount"})
    void buildWhenDiskIsFullOrReadOnlySaysSo() throws IOException {
        Path mount = Files.createDirectory(directory.resolve("mnt"));
        boolean mounted = Tool.of("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mount)
                        .tryRun()
                        .status()
                == 0;
        assumeTrue(mounted, "only root may mount a small file system");
        try {
            Problem full = problemOf(SmallBase.request(directory, root, "mnt/out.iso"));
            assertThat(full.code()).isEqualTo("disk.full");
            assertThat(full.kind()).isEqualTo(Problem.Kind.ENVIRONMENT);
            assertThat(filesIn(mount)).isEmpty();

            InstallerRequest intoFullCache =
                    SmallBase.request(mount, root, directory.resolve("o.iso").toString());
            assertThatThrownBy(() -> SmallBase.build(mount, intoFullCache))
                    .isInstanceOfSatisfying(ProblemException.class, thrown -> {
                        assertThat(thrown.problem().code()).isEqualTo("disk.full");
                        assertThat(thrown.problem().fix().orElse("")).contains("SLIPWAY_CACHE");
                    });
            try (Stream<Path> files = Files.walk(mount)) {
                assertThat(files.filter(file -> file.toString().endsWith(".part")))
                        .isEmpty();
            }

            Tool.of("mount", "-o", "remount,ro", mount).run();
            assertThat(problemOf(SmallBase.request(directory, root, "mnt/other.iso"))
                            .code())
                    .isEqualTo("output.write");
        } finally {
            Tool.of("umount", mount).run();
        }
    }
}
