package dev.slipway.image.cpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.Image;
import dev.slipway.image.scan.DirectoryScan;
import dev.slipway.image.tree.AwkwardTrees;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.ExactListing;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Archives of ours unpacked by other people's cpio, and theirs read by us. Owners and devices take root.
class CpioIT {

    private static final Directory TREE = AwkwardTrees.plain();

    @TempDir
    private Path work;

    @BeforeEach
    void needsRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "owners and devices take root");
    }

    private Path unpack(String command) throws Exception {
        Path cpio = work.resolve("ours.cpio");
        CpioImage.plan(TREE).writeTo(cpio);
        Path unpacked = Files.createDirectory(work.resolve("unpacked"));
        Tool.of("sh", "-c", "%s < %s".formatted(command, cpio)).in(unpacked).run();
        return unpacked;
    }

    /// GNU cpio sets the times of files only, and nobody that of the directory it unpacks into.
    private static List<String> listing(Directory tree) {
        return ExactListing.of(tree).stream()
                .map(line -> line.contains(" directory ") || line.contains(" -> ")
                        ? line.substring(0, line.lastIndexOf(' '))
                        : line)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpio -idm --quiet", "bsdcpio -idm"})
    @RequiresTool({"cpio", "bsdcpio"})
    void planWhenOthersUnpackItGivesTheSameTree(String command) throws Exception {
        assertThat(listing(DirectoryScan.of(unpack(command)))).isEqualTo(listing(TREE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpio --quiet -0 -o -H newc", "cpio --quiet -0 -o -H crc", "bsdcpio -0 -o -H newc"})
    @RequiresTool({"cpio", "bsdcpio"})
    void readWhenOthersPackedItGivesTheSameTree(String command) throws Exception {
        Path unpacked = unpack("cpio -idm --quiet");
        Path theirs = work.resolve("theirs.cpio");
        Tool.of("sh", "-c", "find . -print0 | %s > %s".formatted(command, theirs))
                .in(unpacked)
                .run();
        assertThat(listing(CpioReader.read(Image.ofFile(theirs)))).isEqualTo(listing(TREE));
    }
}
