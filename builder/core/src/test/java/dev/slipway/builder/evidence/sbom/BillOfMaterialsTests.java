package dev.slipway.builder.evidence.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.builder.evidence.Material;
import dev.slipway.builder.evidence.sbom.InstalledPackage.Format;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BillOfMaterialsTests {

    private static final Material BASE = Material.of("iso:base.iso", Sha256.EMPTY);
    private static final InstalledPackage BASH =
            new InstalledPackage(Format.DEB, "bash", "5.2.15-2+b2", Optional.empty(), "amd64", Optional.empty());
    private static final InstalledPackage CURL = new InstalledPackage(
            Format.RPM, "curl", "8.0-1", Optional.of(2), "x86_64", Optional.of("MIT and \"more\""));

    @Test
    void toJsonFitsTheSchemaOfCycloneDx() {
        InstalledSoftware software = new InstalledSoftware(
                Optional.of(new OsRelease("debian", "12", "Debian 12")), List.of(BASH, CURL, BASH), List.of("a note"));
        Material tree = new Material("rootfs:r", Optional.empty(), "slipwayTree1", "00", Optional.empty());
        for (BillOfMaterials bill : List.of(
                new BillOfMaterials(BASE, software, List.of(Material.of("/opt/x", Sha256.EMPTY))),
                new BillOfMaterials(tree, InstalledSoftware.NONE, List.of()))) {
            assertThat(errors(bill)).isEmpty();
        }
    }

    @Test
    void schemaRefusesWhatIsNoBill() {
        assertThat(
                        errors(
                                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"type\":\"nothing\"}]}"))
                .isNotEmpty();
    }

    @Test
    void toJsonDoesNotDependOnTheOrderOfTheDatabase() {
        assertThat(json(CURL, BASH)).isEqualTo(json(BASH, CURL)).isNotEqualTo(json(BASH));
    }

    @Test
    void toJsonGivesEachContentItsSerialNumber() {
        String pattern = "(?s).*\"serialNumber\" : \"urn:uuid:([0-9a-f-]{36})\".*";
        assertThat(json(BASH).replaceAll(pattern, "$1"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                .isNotEqualTo(json(CURL).replaceAll(pattern, "$1"));
    }

    private static String json(InstalledPackage... packages) {
        InstalledSoftware software = new InstalledSoftware(Optional.empty(), List.of(packages), List.of());
        return new String(new BillOfMaterials(BASE, software, List.of()).toJson(), StandardCharsets.UTF_8);
    }

    private static List<Error> errors(BillOfMaterials bill) {
        return errors(new String(bill.toJson(), StandardCharsets.UTF_8));
    }

    private static List<Error> errors(String json) {
        Map<String, String> schemas = Map.of(
                "http://cyclonedx.org/schema/bom-1.6.schema.json", resource("/bom-1.6.schema.json"),
                "http://cyclonedx.org/schema/spdx.schema.json", resource("/spdx.schema.json"),
                "http://cyclonedx.org/schema/jsf-0.82.schema.json", resource("/jsf-0.82.schema.json"));
        Schema schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_7, builder -> builder.schemas(schemas))
                .getSchema(com.networknt.schema.SchemaLocation.of("http://cyclonedx.org/schema/bom-1.6.schema.json"));
        return schema.validate(json, InputFormat.JSON);
    }

    private static String resource(String name) {
        try (InputStream in = Stream.ofNullable(BillOfMaterialsTests.class.getResourceAsStream(name))
                .findFirst()
                .orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
