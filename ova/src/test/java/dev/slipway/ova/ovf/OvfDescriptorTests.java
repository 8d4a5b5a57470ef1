package dev.slipway.ova.ovf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class OvfDescriptorTests {

    private static Schema schema;

    @BeforeAll
    static void readSchema() throws SAXException {
        URL file = Objects.requireNonNull(OvfDescriptorTests.class.getResource("schema/ovf.xsd"));
        schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(file);
    }

    static Stream<Appliance> variants() {
        return Appliances.variants().stream();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void renderOfEveryVariantIsValidBySchema(Appliance appliance) {
        String descriptor = OvfDescriptor.render(appliance);

        assertThatCode(() -> validate(descriptor)).doesNotThrowAnyException();
        assertThat(OvfDescriptor.read(descriptor.getBytes(UTF_8)).departures()).isEmpty();
    }

    @Test
    void renderWritesWhatSpecificationAndImportersWant() throws IOException {
        Element written = SafeXml.parse(OvfDescriptor.render(Appliances.FULL).getBytes(UTF_8));
        Element wanted = SafeXml.parse(golden());

        written.normalize();
        wanted.normalize();
        assertThat(written.isEqualNode(wanted))
                .withFailMessage(() -> "expected the golden descriptor, got\n" + OvfDescriptor.render(Appliances.FULL))
                .isTrue();
    }

    @Test
    void renderEndsLinesAsUnixDoes() {
        assertThat(OvfDescriptor.render(Appliances.FULL))
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Envelope ")
                .endsWith("</Envelope>\n")
                .doesNotContain("\r", "\t");
    }

    @Test
    void propertyValueWhenItHasLinesArrivesWithThem() {
        String value = "#cloud-config\nusers: ['<&\">']\n\tend\r\n";
        Appliance appliance = Appliance.of("a", Hardware.DEFAULT, List.of(new ApplianceDisk("d.vmdk", 1, 512, 0)))
                .withProperties(List.of(OvfProperty.text("k", "c", "l", "d").withValue(value)));

        Ovf read = OvfDescriptor.read(OvfDescriptor.render(appliance).getBytes(UTF_8));

        assertThat(read.systems()
                        .getFirst()
                        .products()
                        .getFirst()
                        .properties()
                        .getFirst()
                        .value())
                .isEqualTo(value);
    }

    @Test
    void readTellsWhatWasRendered() {
        Ovf read = OvfDescriptor.read(OvfDescriptor.render(Appliances.FULL).getBytes(UTF_8));

        assertThat(read.files())
                .extracting(file -> file.href().orElseThrow())
                .containsExactly("edge-disk1.vmdk", "edge-disk2.vmdk", "seed.iso");
        assertThat(read.disks())
                .extracting(disk -> disk.capacityBytes().orElseThrow())
                .containsExactly(53687091200L, 1L << 30);
        assertThat(read.networks()).containsExactly("VM Network", "R&D <2>");
        Ovf.VirtualSystem system = read.systems().getFirst();
        assertThat(system.eulas()).containsExactly("You may.\nOr you may not: 1 < 2 & so on.");
        Ovf.Hardware hardware = system.hardware().orElseThrow();
        assertThat(hardware.families()).containsExactly("vmx-17");
        assertThat(hardware.transports()).containsExactly("com.vmware.guestInfo");
        assertThat(hardware.config()).containsEntry("firmware", "efi");
        assertThat(hardware.items()).hasSize(9);
    }

    /// Each breaks one rule of the schema, which both the schema and our own rules must see.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " ovf:id=\"file1\"| |File has no id",
                " ovf:capacity=\"53687091200\"| |Disk has no capacity",
                "<Info>The disks of the machine</Info>| |DiskSection does not begin with Info",
                "<rasd:InstanceID>4</rasd:InstanceID>| |Item has no InstanceID",
                "<OperatingSystemSection ovf:id=\"96\"|<OperatingSystemSection ovf:id=\"Debian\"|"
                        + "OperatingSystemSection has no number as its id",
                "<rasd:AddressOnParent>0</rasd:AddressOnParent>|<rasd:Weight>1</rasd:Weight><rasd:Parent>3</rasd:Parent>|"
                        + "stands behind Weight",
                "<VirtualSystem ovf:id=\"edge-host\">|<VirtualSystem>|VirtualSystem has no id",
                "ovf:key=\"user-data\"| |Property has no key"
            })
    void departureFromSchemaIsSeen(String text, String instead, String departure) throws IOException {
        String broken = new String(golden(), UTF_8)
                .replaceFirst(java.util.regex.Pattern.quote(text), instead == null ? "" : instead);

        assertThatThrownBy(() -> validate(broken)).isInstanceOf(SAXException.class);
        assertThat(OvfDescriptor.read(broken.getBytes(UTF_8)).departures())
                .anySatisfy(told -> assertThat(told).contains(departure));
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(OvfDescriptorTests.class.getResourceAsStream("full.ovf"))) {
            return in.readAllBytes();
        }
    }

    private static void validate(String descriptor) throws SAXException, IOException {
        schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(descriptor.getBytes(UTF_8))));
    }
}
