package dev.slipway.ova.disk;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/// In which format a disk lies in a file: what its first bytes say. A name promises nothing, but that raw sectors may
/// begin with anything.
enum FoundFormat {
    VMDK,
    QCOW2,
    OVA,
    /// VHD, VHDX, VDI: formats that `qemu-img` reads.
    FOREIGN,
    RAW;

    private static final int HEAD_BYTES = 512;
    private static final int TAR_MAGIC_OFFSET = 257;
    private static final int VDI_MAGIC_OFFSET = 64;

    static FoundFormat of(Path file, Image image) throws IOException {
        byte[] head = new byte[HEAD_BYTES];
        try (ImageReader reader = ImageReader.of(image)) {
            reader.read(0, head, 0, (int) Math.min(head.length, image.size()));
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (holds(head, 0, "KDMV") || holds(head, 0, "# Disk DescriptorFile")) {
            return VMDK;
        }
        if (holds(head, 0, "QFI\u00fb")) {
            return QCOW2;
        }
        if (holds(head, TAR_MAGIC_OFFSET, "ustar") && (name.endsWith(".ova") || name.endsWith(".tar"))) {
            return OVA;
        }
        if (holds(head, 0, "conectix")
                || holds(head, 0, "vhdxfile")
                || holds(head, VDI_MAGIC_OFFSET, "\u007f\u0010\u00da\u00be")) {
            return FOREIGN;
        }
        return name.endsWith(".vhd") || name.endsWith(".vhdx") || name.endsWith(".vdi") ? FOREIGN : RAW;
    }

    private static boolean holds(byte[] head, int offset, String magic) {
        byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < expected.length; i++) {
            if (head[offset + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
