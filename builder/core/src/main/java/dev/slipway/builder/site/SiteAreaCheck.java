package dev.slipway.builder.site;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteDescriptor.SiteFile;
import dev.slipway.image.Image;
import dev.slipway.image.iso9660.SiteArea;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Whether an image is as its descriptor says, before anything is written where that leads to. A descriptor comes with
/// an image of anybody's: one that lies must not make us destroy what is no site's own.
final class SiteAreaCheck {

    private static final long BLOCK_BYTES = 2048;

    /// ECMA-119, 9.1: the block of the content, both orders, stands 8 bytes before the size; a record has 34 bytes at
    /// least; of the flags, bit 1 marks a directory and bit 7 a file that goes on elsewhere.
    private static final int BLOCK_AT = 2;

    private static final int FLAGS_AT = 25;
    private static final int RECORD_BYTES_MIN = 34;
    private static final int NO_PLAIN_FILE = 0x82;

    private final SiteDescriptor descriptor;
    /// How far from the start of the image the blocks of a record are counted.
    private final Set<Long> origins = new TreeSet<>();

    private SiteAreaCheck(SiteDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /// Checks what needs no byte of the image.
    ///
    /// @throws ProblemException where the area or a slot lies where it cannot
    static void places(SiteDescriptor descriptor, Image image, long areaBytesMax) {
        long end = descriptor.offset() + descriptor.length();
        if (end > image.size()) {
            throw unsound("the area reaches to byte %d, and the image ends at byte %d".formatted(end, image.size()));
        }
        if (descriptor.length() > areaBytesMax) {
            throw unsound("the area has %d bytes, more than %d".formatted(descriptor.length(), areaBytesMax));
        }
        if (descriptor.files().isEmpty()) {
            throw unsound("the area has no file");
        }
        long free = descriptor.offset();
        for (SiteFile file : descriptor.files().stream()
                .sorted(Comparator.comparingLong(SiteFile::offset))
                .toList()) {
            if (file.offset() < free || file.offset() + file.capacity() > end) {
                throw unsound("the slot of %s, %d bytes at byte %d, is not its own within the area"
                        .formatted(file.path(), file.capacity(), file.offset()));
            }
            free = file.offset() + file.capacity();
        }
    }

    /// Checks that each place of a size holds one, in a directory record of that very file.
    ///
    /// @param records the area up to its first slot
    /// @throws ProblemException naming the first place that does not
    static void records(SiteDescriptor descriptor, byte[] records) {
        SiteAreaCheck check = new SiteAreaCheck(descriptor);
        check.apart(records.length);
        descriptor.files().forEach(file -> check.file(file, records));
        if (check.origins.size() > 2) {
            throw unsound("its directory records count blocks from %s".formatted(check.origins));
        }
    }

    private void apart(int length) {
        List<Long> places = new ArrayList<>();
        descriptor.files().forEach(file -> places.addAll(file.sizeAt()));
        Collections.sort(places);
        long free = descriptor.offset();
        for (long place : places) {
            long record = place - SiteArea.DATA_LENGTH_AT;
            if (record < free || record + RECORD_BYTES_MIN > descriptor.offset() + length) {
                throw unsound("no directory record can begin at byte %d".formatted(record));
            }
            free = record + RECORD_BYTES_MIN;
        }
    }

    private void file(SiteFile file, byte[] records) {
        Set<Long> sizes = new TreeSet<>();
        for (long place : file.sizeAt()) {
            ByteBuffer record = ByteBuffer.wrap(records)
                    .slice(Math.toIntExact(place - descriptor.offset()) - SiteArea.DATA_LENGTH_AT, RECORD_BYTES_MIN);
            boolean plain = Byte.toUnsignedInt(record.get(0)) >= RECORD_BYTES_MIN
                    && (record.get(FLAGS_AT) & NO_PLAIN_FILE) == 0;
            long block = bothOrders(record, BLOCK_AT, file, place);
            long origin = file.offset() - block * BLOCK_BYTES;
            if (!plain || origin < 0) {
                throw unsound("byte %d is in no directory record of %s".formatted(place, file.path()));
            }
            origins.add(origin);
            sizes.add(bothOrders(record, SiteArea.DATA_LENGTH_AT, file, place));
        }
        if (sizes.size() > 1 || sizes.stream().anyMatch(size -> size > file.capacity())) {
            throw unsound("%s has the sizes %s in a slot of %d bytes".formatted(file.path(), sizes, file.capacity()));
        }
    }

    private static long bothOrders(ByteBuffer record, int at, SiteFile file, long place) {
        int little = record.order(ByteOrder.LITTLE_ENDIAN).getInt(at);
        int big = record.order(ByteOrder.BIG_ENDIAN).getInt(at + Integer.BYTES);
        if (little != big) {
            throw unsound("the size of %s does not stand at byte %d".formatted(file.path(), place));
        }
        return Integer.toUnsignedLong(little);
    }

    static ProblemException unsound(String reason) {
        return Problem.input("site.unsound", "the place of a site's files is not as the image says")
                .at("/" + SiteDescriptor.PATH)
                .because(reason)
                .fix("the image is damaged, or a change of it was interrupted: take a copy that is whole, or build it"
                        + " anew")
                .exception();
    }
}
