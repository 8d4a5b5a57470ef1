package dev.slipway.builder.verification;

import dev.slipway.builder.verification.Finding.Fail;
import dev.slipway.builder.verification.Finding.Pass;
import dev.slipway.image.ImageReader;
import dev.slipway.image.iso9660.IsoExtent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// A rule about what an image holds that none of its files is.
final class FormerSiteRules {

    private static final int SECTOR_BYTES = 512;
    private static final int BLOCK_BYTES = 2048;
    private static final int CHUNK_BYTES = 1 << 20;

    /// More than what lies between the files of any image that we know.
    private static final long LOOKED_AT_BYTES_MAX = 256L << 20;

    /// What user-data and preseed files begin with.
    private static final List<byte[]> BEGINNINGS = List.of(
            "#cloud-config".getBytes(StandardCharsets.US_ASCII), "#_preseed_".getBytes(StandardCharsets.US_ASCII));

    static final List<Rule<Subject>> ALL = List.of(new Rule<>(
            "no-former-site",
            "no user-data lies where no file is: it would be a former site's, with its secrets",
            FormerSiteRules::noFormerSite));

    private FormerSiteRules() {}

    private static Finding noFormerSite(Subject subject) {
        try (ImageReader image = ImageReader.of(subject.iso().image())) {
            long looked = 0;
            for (Gap gap : gaps(subject)) {
                long bytes = Math.min(gap.end() - gap.start(), LOOKED_AT_BYTES_MAX - looked);
                long found = find(image, gap.start(), gap.start() + bytes);
                if (found >= 0) {
                    return new Fail("one begins at byte %d".formatted(found));
                }
                looked += bytes;
            }
            return new Pass("%d bytes between the files".formatted(looked));
        } catch (IOException e) {
            return new Fail(String.valueOf(e.getMessage()));
        }
    }

    /// Whole blocks that belong to no file, nor to the EFI system partition, which is a file system of its own.
    private record Gap(long start, long end) {}

    private static List<Gap> gaps(Subject subject) {
        List<Gap> taken = new ArrayList<>();
        for (IsoExtent extent : subject.extents()) {
            taken.add(new Gap(extent.offset(), upToBlock(extent.offset() + extent.length())));
        }
        subject.iso()
                .efi()
                .ifPresent(efi ->
                        taken.add(new Gap(efi.offset(), upToBlock(efi.offset() + efi.count() * SECTOR_BYTES))));
        taken.sort(Comparator.comparingLong(Gap::start));
        List<Gap> gaps = new ArrayList<>();
        long free = 0;
        for (Gap next : taken) {
            if (next.start() > free) {
                gaps.add(new Gap(free, next.start()));
            }
            free = Math.max(free, next.end());
        }
        long size = subject.iso().image().size();
        if (size > free) {
            gaps.add(new Gap(free, size));
        }
        return gaps.stream().filter(gap -> gap.end() <= size).toList();
    }

    private static long upToBlock(long offset) {
        return Math.ceilDiv(offset, (long) BLOCK_BYTES) * BLOCK_BYTES;
    }

    /// @return where one begins, or -1
    private static long find(ImageReader image, long start, long end) throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, end - start)];
        for (long at = start; at < end; at += chunk.length) {
            int length = (int) Math.min(chunk.length, end - at);
            image.read(at, chunk, 0, length);
            int first = (int) (upToBlock(at) - at);
            for (int block = first; block < length; block += BLOCK_BYTES) {
                if (begins(chunk, block, length)) {
                    return at + block;
                }
            }
        }
        return -1;
    }

    private static boolean begins(byte[] bytes, int at, int end) {
        return BEGINNINGS.stream()
                .anyMatch(text ->
                        end - at >= text.length && Arrays.equals(bytes, at, at + text.length, text, 0, text.length));
    }
}
