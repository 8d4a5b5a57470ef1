package dev.slipway.image.hybrid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.fat.FatImage;
import dev.slipway.image.fat.FatOptions;
import dev.slipway.image.iso9660.IsoReader;
import dev.slipway.image.iso9660.IsoRequest;
import dev.slipway.image.iso9660.SiteArea;
import dev.slipway.image.iso9660.SiteAreaRequest;
import dev.slipway.image.iso9660.VolumeDate;
import dev.slipway.image.iso9660.VolumeLabels;
import dev.slipway.image.partition.GptReader;
import dev.slipway.image.partition.GptReading;
import dev.slipway.image.partition.Mbr;
import dev.slipway.image.partition.MbrPartition;
import dev.slipway.image.partition.PartitionType;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HybridImageTests {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    private static final int BYTES_MAX = 32 << 20;
    private static final String BOOT_FILE = "boot/eltorito.img";
    private static final byte CODE = 0x5A;

    @Test
    void planGivesASoundGptWhosePartitionsTheMbrNames() throws IOException {
        Image image = hybrid("one").image();
        GptReading gpt = GptReader.read(image);
        assertThat(gpt.findings()).isEmpty();
        assertThat(gpt.table().partitions())
                .extracting(partition -> partition.type())
                .contains(PartitionType.EFI_SYSTEM);

        Mbr mbr = HybridIso.open(image).mbr().orElseThrow();
        assertThat(mbr.partitions())
                .extracting(MbrPartition::type)
                .containsExactly(
                        PartitionType.MBR_PROTECTIVE,
                        PartitionType.MBR_HIDDEN,
                        PartitionType.MBR_EFI_SYSTEM,
                        PartitionType.MBR_EMPTY);
        assertThat(mbr.partitions()).extracting(MbrPartition::active).containsExactly(false, true, false, false);
        assertThat(mbr.bootCode()).contains(CODE);
    }

    @Test
    void planLaysTheEfiPartitionBeforeTheFilesAndTheBootCatalogFindsIt() throws IOException {
        HybridIso iso = HybridIso.open(hybrid("one").image());
        SectorRange efi = iso.efi().orElseThrow();
        assertThat(efi.last()).isLessThan(iso.filesPartition().orElseThrow());
        assertThat(iso.volume().bootCatalog().orElseThrow().images())
                .extracting(boot -> boot.entry().block() * 4)
                .contains(efi.first());
    }

    @Test
    void partitionOneShowsEveryFileByDescriptorsOfItsOwn() throws IOException {
        Image image = hybrid("one").image();
        HybridIso iso = HybridIso.open(image);
        long block = iso.partitionBlock().orElseThrow();
        Image partition = image.slice(block * 2048, image.size() - block * 2048);
        Directory seen = IsoReader.open(partition).tree().root();
        for (String path : List.of("big", BOOT_FILE, "site/user-data")) {
            assertThat(content(seen, path))
                    .as(path)
                    .isEqualTo(content(iso.tree().root(), path));
        }
    }

    @Test
    void imagesOfTwoSitesDifferWithinTheSiteAreaOnly() throws IOException {
        HybridImage one = hybrid("one");
        HybridImage two = hybrid("the other site's own, longer text");
        SiteArea area = one.layout().siteArea().orElseThrow();
        assertThat(two.layout().siteArea()).hasValue(area);
        assertThat(without(area, two.image())).isEqualTo(without(area, one.image()));
        assertThat(two.image().sha256()).isNotEqualTo(one.image().sha256());
        // What a site's checksum costs beyond the shared part.
        assertThat(one.image().size() - area.offset()).isLessThan(1 << 20);
    }

    @Test
    void requestWithoutAnyLoaderIsRefused() {
        assertThatThrownBy(() -> new HybridRequest(iso("x"), Optional.empty(), Optional.empty(), Sha256.EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a loader");
    }

    @Test
    void graftMovesAnEfiPartitionThatWouldLieWithinTheFilesAndKeepsTheGptSound() throws IOException {
        HybridIso base = HybridIso.open(hybrid("one").image());
        RegularFile added = new RegularFile(Metadata.of(0444, TIME), Image.ofBytes("new".getBytes(UTF_8)));
        Directory tree =
                TreeBuilder.from(base.tree().root()).put("added", added).build();
        Image grafted = HybridGraft.plan(
                        base,
                        new GraftRequest(
                                tree,
                                base.volume().primary().labels(),
                                Optional.empty(),
                                Optional.of(efi()),
                                Sha256.of("graft".getBytes(UTF_8))))
                .image();
        HybridIso read = HybridIso.open(grafted);
        assertThat(GptReader.read(grafted).findings()).isEmpty();
        assertThat(content(read.tree().root(), "added")).isEqualTo("new");
        assertThat(content(read.tree().root(), "big"))
                .isEqualTo(content(base.tree().root(), "big"));
        SectorRange efi = read.efi().orElseThrow();
        assertThat(efi.offset()).isGreaterThanOrEqualTo(base.image().size());
        assertThat(read.volume().bootCatalog().orElseThrow().images())
                .extracting(boot -> boot.entry().block() * 4)
                .contains(efi.first());
    }

    private static HybridImage hybrid(String userData) throws IOException {
        byte[] code = new byte[Mbr.BOOT_CODE_BYTES_MAX];
        code[0] = CODE;
        return HybridImage.plan(new HybridRequest(
                iso(userData),
                Optional.of(new BiosBoot(BOOT_FILE, block -> code)),
                Optional.of(efi()),
                Sha256.of("identity".getBytes(UTF_8))));
    }

    private static IsoRequest iso(String userData) {
        Metadata file = Metadata.of(0444, TIME);
        Directory tree = new TreeBuilder(Metadata.of(0755, TIME))
                .put("big", new RegularFile(file, Image.ofBytes(new byte[100_000])))
                .put(BOOT_FILE, new RegularFile(file, Image.ofBytes(new byte[4096])))
                .put("site/user-data", new RegularFile(file, Image.ofBytes(userData.getBytes(UTF_8))))
                .build();
        return IsoRequest.of(tree, VolumeLabels.of("HYBRID", VolumeDate.of(TIME)))
                .withSiteArea(
                        new SiteAreaRequest(64 * 1024, List.of(new SiteAreaRequest.Slot("site/user-data", 16 * 1024))));
    }

    private static Image efi() {
        Directory tree = new TreeBuilder(Metadata.of(0755, TIME))
                .put("EFI/BOOT/BOOTX64.EFI", new RegularFile(Metadata.of(0644, TIME), Image.ofBytes(new byte[5000])))
                .build();
        return FatImage.plan(tree, FatOptions.of("EFI", 1));
    }

    private static byte[] without(SiteArea area, Image image) throws IOException {
        return image.overlay(area.offset(), Image.zeros(area.length())).toByteArray(BYTES_MAX);
    }

    private static String content(Directory tree, String path) throws IOException {
        assertThat(tree.find(path)).isInstanceOf(RegularFile.class);
        RegularFile file = (RegularFile) java.util.Objects.requireNonNull(tree.find(path));
        return new String(file.content().toByteArray(BYTES_MAX), UTF_8);
    }
}
