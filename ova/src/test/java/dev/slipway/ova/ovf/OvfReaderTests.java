package dev.slipway.ova.ovf;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Descriptors of other programs, and of nobody's good will.
class OvfReaderTests {

    private static final String NAMESPACE = "xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\"";

    @Test
    void readOfVirtualBoxDescriptorFindsAll() throws IOException {
        Ovf ovf = read("virtualbox.ovf");

        assertThat(ovf.departures()).isEmpty();
        assertThat(ovf.files().getFirst().sizeBytes()).isEmpty();
        assertThat(ovf.disks().getFirst().capacityBytes()).hasValue(8388608);
        assertThat(ovf.disks().getFirst().populatedBytes()).isEmpty();
        Ovf.VirtualSystem system = ovf.systems().getFirst();
        assertThat(system.id()).contains("box");
        assertThat(system.operatingSystem().orElseThrow().cim()).contains("96");
        assertThat(system.operatingSystem().orElseThrow().guestId()).isEmpty();
        Ovf.Hardware hardware = system.hardware().orElseThrow();
        assertThat(hardware.families()).containsExactly("virtualbox-2.2");
        assertThat(hardware.items()).hasSize(4);
        assertThat(hardware.items().get(3).hostResources()).containsExactly("/disk/vmdisk1");
    }

    @Test
    void readOfVersion2FindsMachinesInCollections() throws IOException {
        Ovf ovf = read("version2.ovf");

        assertThat(ovf.namespace()).endsWith("/2");
        assertThat(ovf.files().getFirst().isChunked()).isTrue();
        assertThat(ovf.disks().getFirst().capacityBytes()).hasValue(2L << 30);
        assertThat(ovf.systems())
                .extracting(system -> system.id().orElseThrow())
                .containsExactly("one", "two");
        Ovf.Hardware hardware = ovf.systems().getFirst().hardware().orElseThrow();
        assertThat(hardware.transports()).containsExactly("iso", "com.vmware.guestInfo");
        assertThat(hardware.families()).containsExactly("vmx-14", "vmx-17");
        assertThat(hardware.items().getFirst().kind()).isEqualTo("StorageItem");
        assertThat(hardware.items().getFirst().is(31)).isTrue();
    }

    @Test
    void readTakesAnyEncodingThatXmlNames() {
        String text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><Envelope " + NAMESPACE + "><References/></Envelope>";
        assertThat(OvfDescriptor.read(text.getBytes(UTF_16)).files()).isEmpty();
    }

    /// Entities of files, of the network, of parameters, and entities that grow.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE E [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Envelope " + NAMESPACE + ">&x;</Envelope>",
                "<!DOCTYPE E [<!ENTITY x SYSTEM \"http://127.0.0.1:9/\">]><Envelope " + NAMESPACE + ">&x;</Envelope>",
                "<!DOCTYPE E SYSTEM \"http://127.0.0.1:9/x.dtd\"><Envelope " + NAMESPACE + "/>",
                "<!DOCTYPE E [<!ENTITY % x SYSTEM \"file:///etc/passwd\"> %x;]><Envelope " + NAMESPACE + "/>",
                "<!DOCTYPE E [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><Envelope " + NAMESPACE + ">&b;</Envelope>"
            })
    void readOfDocumentTypeRefuses(String text) {
        assertRefused(text.getBytes(UTF_8), "document type");
    }

    @Test
    void readOfIncludeTakesNothingIn(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "<Network ovf:name=\"secret\"/>");
        String text = "<Envelope %s xmlns:xi=\"http://www.w3.org/2001/XInclude\"><References/><NetworkSection>"
                        .formatted(NAMESPACE)
                + "<xi:include href=\"%s\"/></NetworkSection></Envelope>".formatted(secret.toUri());
        assertThat(OvfDescriptor.read(text.getBytes(UTF_8)).networks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<Envelope|XML document structures must start and end",
                "hello|Content is not allowed in prolog",
                "<html/>|its root is no Envelope",
                "<Envelope xmlns='urn:other'/>|its root is no Envelope",
                "<Envelope>&x;</Envelope>|was referenced, but not declared",
                "<a></b>|must be terminated"
            })
    void readOfOtherTextRefuses(String text, String reason) {
        assertRefused(text.getBytes(UTF_8), reason);
    }

    @Test
    void readOfHugeOrDeepTextRefuses() {
        assertRefused(new byte[(4 << 20) + 1], "more than 4194304");
        assertRefused("<a>".repeat(100_000).getBytes(UTF_8), "depth");
        String many = "<Envelope " + NAMESPACE + ">" + "<a/>".repeat(20_001) + "</Envelope>";
        assertRefused(many.getBytes(UTF_8), "more than 20000 elements");
        byte[] broken = "<?xml version=\"1.0\"?><Envelope>\u00ff</Envelope>"
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertRefused(broken, "UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "5,byte,5",
        "5,byte * 2^20,5242880",
        "5,byte*2^20,5242880",
        "5,MegaBytes,5242880",
        "1,byte * 10^3,1000",
        "5,furlong,",
        "-5,byte,",
        "9223372036854775807,byte * 2^20,",
        "1,byte * 2^99,",
        "x,byte,"
    })
    void capacityIsUnderstoodInUnitsOfStandard(String number, String unit, Long bytes) {
        assertThat(AllocationUnit.bytes(java.util.Optional.of(number), unit))
                .isEqualTo(bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes));
    }

    private static Ovf read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(OvfReaderTests.class.getResourceAsStream(name))) {
            return OvfDescriptor.read(in.readAllBytes());
        }
    }

    private static void assertRefused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> OvfDescriptor.read(bytes)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().kind()).isEqualTo(Problem.Kind.INPUT);
            assertThat(e.getMessage()).containsIgnoringCase(reason).doesNotContain("\n");
        });
    }
}
