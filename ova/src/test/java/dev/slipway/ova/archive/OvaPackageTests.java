package dev.slipway.ova.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.ova.archive.OvaPackage.DigestedFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OvaPackageTests {

    private static final String DESCRIPTOR = "<Envelope/>\n";

    @Test
    void planWhenManifestIsSecondHasItBehindDescriptor() throws IOException {
        assertThat(OvaFile.members(edge(Placement.SECOND, "a").plan()))
                .extracting(OvaMember::name)
                .containsExactly("edge.ovf", "edge.mf", "disk1.vmdk", "seed.iso");
    }

    @Test
    void planWhenManifestIsLastHasItAtEnd() throws IOException {
        assertThat(OvaFile.members(edge(Placement.LAST, "a").plan()))
                .extracting(OvaMember::name)
                .containsExactly("edge.ovf", "disk1.vmdk", "seed.iso", "edge.mf");
    }

    /// What many sites share is written once only where it comes first.
    @Test
    void planWhenManifestIsLastDiffersByTheLastFileAndTheManifestOnly() throws IOException {
        byte[] one = edge(Placement.LAST, "a").plan().toByteArray(1 << 20);
        byte[] other = edge(Placement.LAST, "b").plan().toByteArray(1 << 20);

        assertThat(one).hasSameSizeAs(other);
        // Descriptor with header, disk with header, header of the ISO: the first byte of the ISO differs.
        assertThat(java.util.Arrays.mismatch(one, other)).isEqualTo(2 * 512 + 512 + 1024 + 512);
    }

    /// Digests of sha256sum: `printf '<Envelope/>\n' | sha256sum`, and so on.
    @Test
    void manifestHasLineForEveryFileInOrder() throws IOException {
        byte[] manifest = edge(Placement.SECOND, "a").members().get(1).content().toByteArray(1 << 20);

        assertThat(new String(manifest, US_ASCII)).isEqualTo("""
                        SHA256(edge.ovf)= 5de0b714e1c7286f376a5cd6541e57d57a860dfb5e62117155998d211ed90dfa
                        SHA256(disk1.vmdk)= 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef
                        SHA256(seed.iso)= ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb
                        """);
    }

    @Test
    void planOfSameContentIsSame() throws IOException {
        assertThat(edge(Placement.SECOND, "a").plan().toByteArray(1 << 20))
                .isEqualTo(edge(Placement.SECOND, "a").plan().toByteArray(1 << 20));
    }

    private static OvaPackage edge(Placement placement, String iso) throws IOException {
        Image disk = Image.zeros(1024);
        return new OvaPackage(
                "edge",
                DESCRIPTOR,
                List.of(
                        new DigestedFile(new OvaMember("disk1.vmdk", disk), Sha256.of(new byte[1024])),
                        DigestedFile.of("seed.iso", Image.ofBytes(iso.getBytes(US_ASCII)))),
                Optional.empty(),
                placement);
    }
}
