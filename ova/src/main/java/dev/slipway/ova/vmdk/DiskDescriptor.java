package dev.slipway.ova.vmdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The descriptor (Virtual Disk Format 5.0, "The Descriptor File"), a text that here is embedded in the file.
///
/// @param contentId the CID, which changes with the content; 32 bits
/// @param createType the kind of disk, for instance `streamOptimized`
/// @param extentType the kind of its only extent, for instance `SPARSE`
/// @param extentSectors the size of its only extent
/// @param adapterType `ddb.adapterType`, where there is one
record DiskDescriptor(
        int contentId, String createType, String extentType, long extentSectors, Optional<String> adapterType) {

    /// Room for it in files that are written, as much as VMware's tools leave.
    static final int SECTORS = 20;

    /// More than any descriptor has.
    static final int BYTES_MAX = 1 << 20;

    static final String STREAM_OPTIMIZED = "streamOptimized";
    static final String MONOLITHIC_SPARSE = "monolithicSparse";
    static final String FIRST_LINE = "# Disk DescriptorFile";

    private static final String NAME = "VMDK descriptor";
    private static final int CYLINDERS_MAX = 65_535;
    private static final int IDE_CYLINDERS_MAX = 16_383;
    private static final int SECTORS_PER_TRACK = 63;
    private static final int SHOWN_CHARACTERS_MAX = 40;
    private static final Set<String> ACCESSES = Set.of("RW", "RDONLY", "NOACCESS");

    /// Access, sectors, type, and the rest.
    private static final int EXTENT_WORDS = 4;

    /// The text of a disk that is written.
    ///
    /// @param capacity in sectors
    static byte[] render(VmdkOptions options, long capacity, String longContentId) {
        boolean ide = options.adapterType().equals("ide");
        int heads = ide ? 16 : 255;
        long cylinders = Math.min(
                Math.ceilDiv(capacity, (long) heads * SECTORS_PER_TRACK), ide ? IDE_CYLINDERS_MAX : CYLINDERS_MAX);
        String text = """
                %s
                version=1
                encoding="UTF-8"
                CID=%08x
                parentCID=ffffffff
                createType="%s"

                # Extent description
                RDONLY %d SPARSE "%s"

                # The Disk Data Base
                #DDB

                ddb.adapterType = "%s"
                ddb.geometry.cylinders = "%d"
                ddb.geometry.heads = "%d"
                ddb.geometry.sectors = "%d"
                ddb.longContentID = "%s%08x"
                ddb.toolsVersion = "2147483647"
                ddb.virtualHWVersion = "%d"
                """.formatted(
                        FIRST_LINE,
                        options.contentId(),
                        STREAM_OPTIMIZED,
                        capacity,
                        options.fileName(),
                        options.adapterType(),
                        cylinders,
                        heads,
                        SECTORS_PER_TRACK,
                        longContentId,
                        options.contentId(),
                        options.hardwareVersion());
        return ByteBuffer.allocate(SECTORS * SparseExtentHeader.SECTOR_BYTES)
                .put(text.getBytes(UTF_8))
                .array();
    }

    /// @param text up to the first NUL
    /// @param offset where it lies in the file, in bytes, for messages
    static DiskDescriptor parse(String text, long offset) throws MalformedImageException {
        int end = text.indexOf('\0');
        Map<String, String> entries = new HashMap<>();
        List<String[]> extents = new ArrayList<>();
        for (String line :
                text.substring(0, end < 0 ? text.length() : end).lines().toList()) {
            String[] words = line.strip().split("\\s+", EXTENT_WORDS);
            int equals = line.indexOf('=');
            if (words.length >= EXTENT_WORDS - 1 && ACCESSES.contains(words[0])) {
                extents.add(words);
            } else if (equals > 0 && !line.startsWith("#")) {
                String value = line.substring(equals + 1).strip();
                entries.putIfAbsent(line.substring(0, equals).strip(), value.replace("\"", ""));
            }
        }
        if (extents.size() != 1) {
            throw new MalformedImageException(
                    NAME,
                    offset,
                    "expected one extent, found %d: a disk of several is not read".formatted(extents.size()));
        }
        String[] extent = extents.getFirst();
        requireNoParent(entries.get("parentCID"), offset);
        return new DiskDescriptor(
                contentId(entries.get("CID"), offset),
                entries.getOrDefault("createType", ""),
                extent[2],
                sectors(extent[1], offset),
                Optional.ofNullable(entries.get("ddb.adapterType")));
    }

    private static long sectors(String text, long offset) throws MalformedImageException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedImageException(
                    NAME, offset, "expected a number of sectors, found '%s'".formatted(shown(text)));
        }
    }

    /// What a text says, for messages.
    static String shown(String text) {
        String printable = text.replaceAll("[^ -~]", ".");
        return printable.length() <= SHOWN_CHARACTERS_MAX
                ? printable
                : printable.substring(0, SHOWN_CHARACTERS_MAX) + "...";
    }

    private static void requireNoParent(@Nullable String parent, long offset) throws MalformedImageException {
        if (parent != null && !parent.toLowerCase(Locale.ROOT).equals("ffffffff")) {
            throw new MalformedImageException(
                    NAME,
                    offset,
                    "the disk holds only what differs from another (parentCID=%s)".formatted(shown(parent)));
        }
    }

    private static int contentId(@Nullable String text, long offset) throws MalformedImageException {
        if (text == null || text.isEmpty() || text.length() > 8) {
            throw new MalformedImageException(
                    NAME, offset, "expected a CID of 8 digits, found " + (text == null ? "none" : shown(text)));
        }
        try {
            return HexFormat.fromHexDigits(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedImageException(
                    NAME, offset, "expected a CID of 8 digits, found '%s'".formatted(shown(text)));
        }
    }
}
