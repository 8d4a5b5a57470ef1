package dev.slipway.builder.verification;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.installer.SmallImages;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.verification.ImageVerification.RuleOutcome;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.image.Image;
import dev.slipway.image.hybrid.HybridIso;
import dev.slipway.image.iso9660.IsoExtent;
import dev.slipway.image.partition.GptPartition;
import dev.slipway.image.partition.GptTable;
import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sound image with one thing broken: the rule that speaks of it fails, and no other.
@RequiresTool("grub-mkimage")
class BrokenImagesIT {

    private static final int MBR_EFI_RECORD = 446 + 2 * 16;
    private static final int GRUB_SECTOR = 0x1B0;

    @TempDir
    static Path directory;

    private static HybridIso live;
    private static HybridIso kairos;

    @BeforeAll
    static void build() throws IOException {
        live = HybridIso.open(Image.ofFile(SmallImages.debianLive(directory)));
        kairos = HybridIso.open(Image.ofFile(SmallImages.kairos(directory)));
    }

    private List<String> failing(Image image) throws IOException {
        Path file = directory.resolve("broken.iso");
        image.writeTo(file);
        return ImageVerification.of(file).outcomes().stream()
                .filter(outcome -> outcome.verdict() == Verdict.FAIL)
                .map(RuleOutcome::rule)
                .toList();
    }

    private static Image replaced(HybridIso iso, String path, String before, String now) throws IOException {
        assertThat(now).hasSameSizeAs(before);
        IsoExtent extent = iso.tree()
                .locationOf(requireNonNull(iso.tree().root().find(path)))
                .extents()
                .getFirst();
        Image file = iso.image().slice(extent.offset(), extent.length());
        String text = new String(file.toByteArray(1 << 20), StandardCharsets.ISO_8859_1);
        assertThat(text).contains(before);
        byte[] changed = text.replace(before, now).getBytes(StandardCharsets.ISO_8859_1);
        return iso.image().overlay(extent.offset(), Image.ofBytes(changed));
    }

    private static Image littleEndian(int value) {
        return Image.ofBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private static Image withFilesPartition(long first, long last) throws IOException {
        GptTable gpt = live.gpt().orElseThrow();
        List<GptPartition> partitions = new ArrayList<>(
                gpt.partitions().stream().filter(GptPartition::isUsed).toList());
        GptPartition files = partitions.getFirst();
        partitions.set(0, GptPartition.of(files.type(), files.id(), first, last, files.name()));
        return GptTable.plan(live.image().size() / 512, gpt.diskGuid(), partitions)
                .overlay(live.image());
    }

    @Test
    void ofWhenNothingIsBrokenPasses() throws IOException {
        assertThat(failing(live.image())).isEmpty();
        assertThat(failing(kairos.image())).isEmpty();
    }

    @Test
    void ofWhenPartitionIsTooShortFails() throws IOException {
        GptPartition files = live.gpt().orElseThrow().partitions().getFirst();
        assertThat(failing(withFilesPartition(files.firstLba(), files.lastLba() - 2048)))
                .containsExactly("partition-covers-files");
    }

    @Test
    void ofWhenBackupGptIsDamagedFails() throws IOException {
        long header = live.image().size() - 512;
        assertThat(failing(live.image().overlay(header + 56, Image.ofBytes(new byte[] {1, 2, 3, 4}))))
                .containsExactly("gpt-backup-at-end");
        assertThat(failing(live.image().overlay(header, Image.zeros(512)))).containsExactly("gpt-backup-at-end");
    }

    @Test
    void ofWhenPrimaryGptIsDamagedFails() throws IOException {
        assertThat(failing(live.image().overlay(512 + 56, Image.ofBytes(new byte[] {1, 2, 3, 4}))))
                .containsExactly("gpt-sound");
    }

    @Test
    void ofWhenPartitionsOverlapFails() throws IOException {
        GptPartition files = live.gpt().orElseThrow().partitions().getFirst();
        assertThat(failing(withOverlap(files))).contains("gpt-no-overlap").doesNotContain("gpt-sound");
    }

    private static Image withOverlap(GptPartition files) throws IOException {
        // Planned apart, then one entry is moved: our own planner refuses to write this.
        Image image = live.image();
        ByteBuffer table =
                ByteBuffer.wrap(image.slice(0, 34 * 512).toByteArray(34 * 512)).order(ByteOrder.LITTLE_ENDIAN);
        int efi = 1024 + 128;
        table.putLong(efi + 40, files.firstLba() + 8);
        java.util.zip.CRC32 entries = new java.util.zip.CRC32();
        entries.update(table.array(), 1024, 128 * 128);
        table.putInt(512 + 88, (int) entries.getValue());
        table.putInt(512 + 16, 0);
        java.util.zip.CRC32 header = new java.util.zip.CRC32();
        header.update(table.array(), 512, 92);
        table.putInt(512 + 16, (int) header.getValue());
        return image.overlay(0, Image.ofBytes(table.array()));
    }

    @Test
    void ofWhenMbrNamesAnotherEfiPartitionFails() throws IOException {
        assertThat(failing(live.image().overlay(MBR_EFI_RECORD + 8, littleEndian(2052))))
                .containsExactly("efi-named-alike");
    }

    @Test
    void ofWhenNoPartitionIsActiveFails() throws IOException {
        assertThat(failing(live.image().overlay(446 + 16, Image.zeros(1)))).containsExactly("mbr-active");
    }

    @Test
    void ofWhenMbrCodeLooksElsewhereFails() throws IOException {
        assertThat(failing(live.image().overlay(GRUB_SECTOR, littleEndian(4711))))
                .containsExactly("mbr-code-finds-loader");
    }

    @Test
    void ofWhenCopiesOfTheMenuDifferFails() throws IOException {
        assertThat(failing(replaced(live, "boot/grub/grub.cfg", "set timeout=3", "set timeout=5")))
                .containsExactly("grub-configs-equal");
    }

    @Test
    void ofWhenMenuLacksTheSeedFails() throws IOException {
        assertThat(failing(replaced(live, "boot/grub/grub.cfg", "'ds=nocloud;s=", "'xx=nocloud;s=")))
                .containsExactlyInAnyOrder("kernel-arguments", "grub-configs-equal");
    }

    @Test
    void ofWhenSemicolonIsNotQuotedFails() throws IOException {
        assertThat(failing(replaced(live, "boot/grub/grub.cfg", "'ds=nocloud;s=", " ds=nocloud;s=")))
                .contains("kernel-arguments");
    }

    @Test
    void ofWhenLabelIsAnotherFails() throws IOException {
        // Volume identifier of the primary descriptors, of both views.
        long second = kairos.partitionBlock().orElseThrow() * 2048;
        Image renamed = kairos.image();
        for (long view : new long[] {0, second}) {
            renamed = renamed.overlay(view + 32768 + 40, Image.ofBytes("COS_DEAD".getBytes(StandardCharsets.US_ASCII)));
        }
        assertThat(failing(renamed)).containsExactly("label-found");
    }

    @Test
    void ofWhenImageIsTruncatedSaysThatItsEndIsMissing() throws IOException {
        // The directory of the site lies at the very end: without it there is no tree to speak of.
        assertThatThrownBy(() -> failing(live.image().slice(0, live.image().size() / 2)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("do not fit an image of");
    }

    @Test
    void ofWhenOnlyTheTailIsMissingFails() throws IOException {
        assertThat(failing(live.image().slice(0, live.image().size() - 2048))).containsExactly("gpt-backup-at-end");
    }

    @Test
    void ofWhenDescriptorPointsElsewhereFails() throws IOException {
        SiteDescriptor descriptor = SiteDescriptor.read(live.tree().root()).orElseThrow();
        SiteDescriptor.SiteFile file = descriptor.files().getLast();
        String offset = "\"offset\": " + file.offset();
        String moved = "\"offset\": " + (file.offset() + 2048);
        assertThat(failing(replaced(live, "slipway.json", offset, moved))).containsExactly("site-area-described");

        String size = Long.toString(file.sizeAt().getFirst());
        assertThat(failing(replaced(live, "slipway.json", size, "9".repeat(size.length()))))
                .containsExactly("site-area-described");
        String capacity = "\"capacity\": 131072";
        assertThat(failing(replaced(live, "slipway.json", capacity, "\"capacity\": 931072")))
                .containsExactly("site-area-described");
        String length = "\"length\": " + descriptor.length();
        assertThat(failing(replaced(live, "slipway.json", length, length.replaceFirst("\\d", "9"))))
                .contains("site-area-described");
        assertThat(failing(replaced(live, "slipway.json", "\"files\"", "\"filez\"")))
                .containsExactlyInAnyOrder("site-area-described", "site-area-last");
    }

    @Test
    void ofWhenUserDataLostItsHeaderFails() throws IOException {
        assertThat(failing(replaced(live, "slipway/user-data", "#cloud-config", "#cloud-confus")))
                .containsExactly("user-data-sound");
    }

    @Test
    void ofWhenEfiPartitionIsNoFatFails() throws IOException {
        assertThat(failing(live.image().overlay(live.efi().orElseThrow().offset(), Image.zeros(4096))))
                .contains("efi-has-loader");
    }

    @Test
    void ofWhenBootCatalogPointsBehindTheEndFails() throws IOException {
        long catalog = live.volume().bootCatalog().orElseThrow().block() * 2048;
        assertThat(failing(live.image().overlay(catalog + 32 + 8, littleEndian(0x7000_0000))))
                .contains("boot-images-inside-image");
    }

    @Test
    void ofWhenEveryByteOfTheHeadIsFlippedInTurnNeverFallsOver() throws IOException {
        Path file = directory.resolve("flipped.iso");
        for (int at : flips()) {
            byte[] one = live.image().slice(at, 1).toByteArray(1);
            one[0] ^= (byte) 0xFF;
            live.image().overlay(at, Image.ofBytes(one)).writeTo(file);
            try {
                assertThat(ImageVerification.of(file).outcomes()).isNotEmpty();
            } catch (ProblemException e) {
                assertThat(e.problem().code()).as("byte %d", at).startsWith("image.");
            }
        }
    }

    /// Every so many bytes of tables and descriptors: enough to meet each field once in a few runs of the build.
    private static List<Integer> flips() {
        List<Integer> flips = new ArrayList<>();
        for (int at = 440; at < 1024 + 256; at += 7) {
            flips.add(at);
        }
        for (int at = 16 * 2048; at < 24 * 2048; at += 331) {
            flips.add(at);
        }
        return flips;
    }

    @Test
    void ofWhenFileIsNoImageSaysSo() throws IOException {
        Path text = directory.resolve("text");
        Image.ofBytes("hello".getBytes(StandardCharsets.UTF_8)).writeTo(text);
        assertThatThrownBy(() -> ImageVerification.of(text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no ISO 9660 image");
    }
}
