package dev.slipway.builder.evidence.sbom;

import dev.slipway.builder.evidence.JsonBytes;
import dev.slipway.builder.evidence.Material;
import dev.slipway.builder.evidence.Provenance;
import dev.slipway.image.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// A bill of materials (CycloneDX 1.6 in JSON). It tells no time, and its serial number is made of its content: equal
/// software gives equal bytes.
///
/// @param base what it is about
/// @param software what the base tells of itself
/// @param additions files that lie beside the base
public record BillOfMaterials(Material base, InstalledSoftware software, List<Material> additions) {

    /// Its type (CycloneDX specification, "Media types").
    public static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

    public BillOfMaterials {
        additions = List.copyOf(additions);
    }

    /// The document: indented, with a line break at the end.
    public byte[] toJson() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        document.put("bomFormat", "CycloneDX");
        document.put("specVersion", "1.6");
        document.put("version", 1);
        document.put("metadata", metadata());
        document.put("components", components());
        Map<String, Object> numbered = new LinkedHashMap<>();
        document.forEach((name, value) -> {
            if (name.equals("version")) {
                numbered.put("serialNumber", "urn:uuid:" + uuid(Sha256.of(JsonBytes.compact(document))));
            }
            numbered.put(name, value);
        });
        return JsonBytes.indented(numbered);
    }

    /// Made of a digest in a way of our own (RFC 9562, version 8).
    private static UUID uuid(Sha256 digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest.bytes());
        long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
        long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private Map<String, Object> metadata() {
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("type", "application");
        tool.put("name", "slipway");
        Provenance.version().ifPresent(version -> tool.put("version", version));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("tools", Map.of("components", List.of(tool)));
        metadata.put("component", described());
        metadata.put(
                "properties",
                software.notes().stream()
                        .map(note -> property("slipway:note", note))
                        .toList());
        return metadata;
    }

    private Map<String, Object> described() {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "operating-system");
        component.put("bom-ref", "base");
        component.put("name", base.name());
        software.os()
                .map(OsRelease::version)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> component.put("version", text));
        software.os()
                .map(OsRelease::prettyName)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> component.put("description", text));
        if (base.algorithm().equals(Material.SHA256)) {
            component.put("hashes", hashes(base));
        } else {
            component.put("properties", List.of(property("slipway:" + base.algorithm(), base.digest())));
        }
        return component;
    }

    private static Map<String, Object> property(String name, String value) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("name", name);
        property.put("value", value);
        return property;
    }

    private static List<Map<String, Object>> hashes(Material material) {
        Map<String, Object> hash = new LinkedHashMap<>();
        hash.put("alg", "SHA-256");
        hash.put("content", material.digest());
        return List.of(hash);
    }

    private List<Map<String, Object>> components() {
        // Layers of a live system list the same packages again.
        SortedMap<String, InstalledPackage> packages = new TreeMap<>();
        for (InstalledPackage installed : software.packages()) {
            packages.putIfAbsent(installed.url(software.os()).toString(), installed);
        }
        List<Map<String, Object>> components = new ArrayList<>();
        packages.forEach((url, installed) -> components.add(component(url, installed)));
        additions.forEach(addition -> components.add(component(addition)));
        return components;
    }

    private static Map<String, Object> component(String url, InstalledPackage installed) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "library");
        component.put("bom-ref", url);
        component.put("name", installed.name());
        component.put("version", installed.fullVersion());
        installed
                .license()
                .ifPresent(text -> component.put("licenses", List.of(Map.of("license", Map.of("name", text)))));
        component.put("purl", url);
        return component;
    }

    private static Map<String, Object> component(Material addition) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "file");
        component.put("bom-ref", "file:" + addition.name());
        component.put("name", addition.name());
        component.put("hashes", hashes(addition));
        return component;
    }
}
