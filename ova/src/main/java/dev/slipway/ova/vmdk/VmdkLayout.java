package dev.slipway.ova.vmdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/// What a VMDK says of itself.
///
/// @param header the header, or the footer where there is one
/// @param hasFooter whether it has markers up to the end of the stream
/// @param descriptor the embedded text
/// @param places where the grains lie
record VmdkLayout(SparseExtentHeader header, boolean hasFooter, DiskDescriptor descriptor, GrainPlaces places) {

    private static final String HEADER = "VMDK header";
    private static final String FOOTER = "VMDK footer";
    private static final String DESCRIPTOR = "VMDK descriptor";
    private static final String ESX_SPARSE = "COWD";
    private static final int SECTOR = SparseExtentHeader.SECTOR_BYTES;

    /// Reads and checks everything but the grains' data.
    static VmdkLayout read(ImageReader file) throws IOException {
        refuseOthers(file);
        SparseExtentHeader header = SparseExtentHeader.decode(file.read(HEADER, 0, SparseExtentHeader.SIZE), HEADER, 0);
        if (header.overhead() < 1 || header.overhead() > file.size() / SECTOR) {
            throw new MalformedImageException(
                    HEADER,
                    0,
                    "%s sectors before the first grain, but the file ends at byte %d: it was cut off"
                            .formatted(Long.toUnsignedString(header.overhead()), file.size()));
        }
        boolean hasFooter = header.directory() == SparseExtentHeader.DIRECTORY_AT_END;
        DiskDescriptor descriptor = descriptor(file, header);
        if (hasFooter) {
            header = footer(file, header);
        }
        return new VmdkLayout(header, hasFooter, descriptor, GrainTables.read(file, header));
    }

    /// Kinds of VMDK that hold their data elsewhere, or otherwise.
    private static void refuseOthers(ImageReader file) throws IOException {
        byte[] begin = new byte[(int) Math.min(file.size(), SECTOR)];
        file.read(0, begin);
        String text = new String(begin, ISO_8859_1);
        if (text.startsWith(ESX_SPARSE)) {
            throw new MalformedImageException(HEADER, 0, "a sparse disk of old ESX hosts (COWD) is not read");
        }
        if (text.toLowerCase(Locale.ROOT).startsWith(DiskDescriptor.FIRST_LINE.toLowerCase(Locale.ROOT))) {
            throw new MalformedImageException(
                    DESCRIPTOR,
                    0,
                    "this is the text alone of a disk whose data lie in other files (flat or split): "
                            + "make one file of it, streamOptimized or monolithicSparse");
        }
    }

    private static DiskDescriptor descriptor(ImageReader file, SparseExtentHeader header) throws IOException {
        long offset = header.descriptorOffset();
        long sectors = header.descriptorSize();
        if (offset == 0 || sectors == 0) {
            throw withoutDescriptor();
        }
        if (offset < 0 || sectors < 0 || sectors > DiskDescriptor.BYTES_MAX / SECTOR || offset > file.size() / SECTOR) {
            throw new MalformedImageException(
                    HEADER,
                    0,
                    "a descriptor of %s sectors at sector %s of a file of %d bytes"
                            .formatted(Long.toUnsignedString(sectors), Long.toUnsignedString(offset), file.size()));
        }
        String text = UTF_8.decode(file.read(DESCRIPTOR, offset * SECTOR, (int) sectors * SECTOR))
                .toString();
        if (text.startsWith("\0")) {
            throw withoutDescriptor();
        }
        DiskDescriptor descriptor = DiskDescriptor.parse(text, offset * SECTOR);
        String type = descriptor.createType();
        if (!(type.equals(DiskDescriptor.STREAM_OPTIMIZED) || type.equals(DiskDescriptor.MONOLITHIC_SPARSE))
                || !descriptor.extentType().equals("SPARSE")) {
            throw new MalformedImageException(
                    DESCRIPTOR,
                    offset * SECTOR,
                    "a disk of type '%s' with an extent of type %s: only streamOptimized and monolithicSparse are read"
                            .formatted(DiskDescriptor.shown(type), DiskDescriptor.shown(descriptor.extentType())));
        }
        if (descriptor.extentSectors() != header.capacity()) {
            throw new MalformedImageException(
                    DESCRIPTOR,
                    offset * SECTOR,
                    "an extent of %d sectors, but the header says %d"
                            .formatted(descriptor.extentSectors(), header.capacity()));
        }
        return descriptor;
    }

    private static MalformedImageException withoutDescriptor() {
        return new MalformedImageException(
                HEADER, 0, "no descriptor in this file: it is one of several extents of a disk (split)");
    }

    /// The footer, between its marker and that of the stream's end: the last three sectors.
    private static SparseExtentHeader footer(ImageReader file, SparseExtentHeader header) throws IOException {
        long offset = file.size() - 2L * SECTOR;
        if (!header.hasMarkers() || file.size() % SECTOR != 0 || offset < 2L * SECTOR) {
            throw new MalformedImageException(
                    FOOTER, Math.max(0, offset), "the file, of %d bytes, was cut off".formatted(file.size()));
        }
        ByteBuffer sector = file.read(FOOTER, offset, SparseExtentHeader.SIZE);
        SparseExtentHeader footer;
        try {
            footer = SparseExtentHeader.decode(sector, FOOTER, offset);
        } catch (MalformedImageException e) {
            throw new MalformedImageException(
                    FOOTER, e.offset(), "%s: the file was cut off or damaged".formatted(e.problem()));
        }
        MetadataMarker.decode(file.read(FOOTER, offset - SECTOR, SECTOR), MetadataMarker.Type.FOOTER, offset - SECTOR);
        MetadataMarker.decode(
                file.read(FOOTER, offset + SECTOR, SECTOR), MetadataMarker.Type.END_OF_STREAM, offset + SECTOR);
        if (!header.isRepeatedBy(footer)) {
            throw new MalformedImageException(FOOTER, offset, "does not say the same as the header");
        }
        if (footer.directory() == SparseExtentHeader.DIRECTORY_AT_END) {
            throw new MalformedImageException(FOOTER, offset, "does not say where the grain directory is");
        }
        return footer;
    }
}
