package dev.slipway.image.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.tar.TarWriter;
import dev.slipway.image.tree.AwkwardTrees;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.ExactListing;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What GNU tar put on the disk, read back. Owners, devices and capabilities take root.
class DirectoryScanIT {

    @TempDir
    private Path work;

    @BeforeEach
    void needsRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "owners and devices take root");
    }

    @Test
    @RequiresTool("tar")
    void ofWhenGnuTarUnpackedATreeGivesTheSameTree() throws Exception {
        Directory tree = AwkwardTrees.full();
        Path tar = work.resolve("tree.tar");
        TarWriter.plan(tree).writeTo(tar);
        Path unpacked = Files.createDirectory(work.resolve("unpacked"));
        Tool.of("tar", "--xattrs", "--xattrs-include=*", "--numeric-owner", "-xpf", tar, "-C", unpacked)
                .run();
        assertThat(ExactListing.of(DirectoryScan.of(unpacked))).isEqualTo(ExactListing.of(tree));
    }

    @Test
    @RequiresTool({"setcap", "python3"})
    void ofWhenCapabilityAndSocketAreThereKeepsThem() throws Exception {
        Path file = Files.write(work.resolve("ping"), new byte[] {1});
        Tool.of("setcap", "cap_net_raw+ep", file).run();
        Tool.of("python3", "-c", "import socket; socket.socket(socket.AF_UNIX).bind('s')")
                .in(work)
                .run();
        Directory tree = DirectoryScan.of(work);
        assertThat(Objects.requireNonNull(tree.find("ping")).metadata().xattrs())
                .containsKey("security.capability");
        assertThat(ExactListing.of(tree)).anyMatch(line -> line.startsWith("/s SOCKET 0:0"));
    }
}
