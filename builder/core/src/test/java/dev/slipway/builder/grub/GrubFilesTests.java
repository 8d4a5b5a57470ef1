package dev.slipway.builder.grub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.TreeBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrubFilesTests {

    private static final Metadata METADATA = Metadata.of(0755, Instant.EPOCH);

    private static Directory with(String name, int size) {
        return new TreeBuilder(METADATA)
                .put(name, new Node.RegularFile(METADATA, Image.zeros(size)))
                .build();
    }

    @Test
    void inRootWhenPackageIsMissingNamesIt() {
        assertThatThrownBy(() -> GrubFiles.inRoot(with("etc/passwd", 1)))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().what()).contains("usr/lib/grub/i386-pc");
                    assertThat(e.problem().fix()).hasValue("install the package grub-pc-bin in the root file system");
                });
    }

    @Test
    void planWhenFileIsMissingNamesIt() {
        GrubFiles files = GrubFiles.inRoot(with("usr/lib/grub/i386-pc/kernel.img", 1));
        assertThatThrownBy(() -> GrubBiosImage.plan(files, "/boot/grub", List.of("linux"), Optional.empty()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().what()).contains("lzma_decompress.img"));
    }

    @Test
    void mbrWhenPlannedTellsTheSectorBehindCdboot() throws Exception {
        byte[] sector = GrubHybridMbr.plan(GrubFiles.in(with("boot_hybrid.img", 512)), 100)
                .toByteArray(512);
        assertThat(ByteBuffer.wrap(sector).order(ByteOrder.LITTLE_ENDIAN).getLong(0x1B0))
                .isEqualTo(404);
    }
}
