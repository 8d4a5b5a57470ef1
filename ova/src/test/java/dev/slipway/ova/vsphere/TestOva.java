package dev.slipway.ova.vsphere;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A small appliance: descriptor, manifest, one disk of no format that vCenter on paper would look into.
final class TestOva {

    private static final String DESCRIPTOR = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
              <References><File ovf:id="file1" ovf:href="disk.vmdk"/></References>
              <NetworkSection><Info>Networks</Info><Network ovf:name="lan"/></NetworkSection>
              <VirtualSystem ovf:id="edge">
                <Info>A machine</Info>
                <ProductSection ovf:class="guestinfo"><Info>Settings</Info>
                  <Property ovf:key="userdata" ovf:type="string" ovf:userConfigurable="true"/>
                  <Property ovf:key="build" ovf:type="string"/>
                </ProductSection>%s
              </VirtualSystem>
            </Envelope>
            """;
    private static final String LICENSE =
            "<EulaSection><Info>License</Info><License>Thou shalt not   install.</License></EulaSection>";

    private final Image disk;
    private String descriptor = DESCRIPTOR.formatted("");
    private boolean lies;

    TestOva(Image disk) {
        this.disk = disk;
    }

    static TestOva ofBytes(int size) {
        return new TestOva(Image.ofBytes(content(size)));
    }

    /// The disk's bytes.
    static byte[] content(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    byte[] descriptor() {
        return descriptor.getBytes(UTF_8);
    }

    TestOva withLicense() {
        descriptor = DESCRIPTOR.formatted(LICENSE);
        return this;
    }

    TestOva withDescriptor(String text) {
        descriptor = text;
        return this;
    }

    /// With a manifest that names another content of the disk.
    TestOva withWrongManifest() {
        lies = true;
        return this;
    }

    Path write(Path file) throws IOException {
        byte[] ovf = descriptor.getBytes(UTF_8);
        String manifest = "SHA256(edge.ovf)= %s\nSHA256(disk.vmdk)= %s\n"
                .formatted(
                        Sha256.of(ovf).hex(),
                        lies ? Sha256.EMPTY.hex() : disk.sha256().hex());
        List<Image> parts = new ArrayList<>();
        add(parts, "edge.ovf", Image.ofBytes(ovf));
        add(parts, "edge.mf", Image.ofBytes(manifest.getBytes(UTF_8)));
        add(parts, "disk.vmdk", disk);
        parts.add(Image.zeros(1024));
        Image.concat(parts).writeTo(file);
        return file;
    }

    /// A header of ustar (POSIX.1-1988).
    private static void add(List<Image> parts, String name, Image content) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, "%011o".formatted(content.size()));
        put(header, 136, "%011o".formatted(0));
        put(header, 148, "        ");
        header[156] = '0';
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte unit : header) {
            sum += unit & 0xFF;
        }
        put(header, 148, "%06o".formatted(sum));
        header[154] = 0;
        parts.add(Image.ofBytes(header));
        parts.add(content.padTo(512));
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
