package dev.slipway.builder.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.yaml.HostileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

class RandomCataloguesTests {

    /// Every place where a value can stand.
    static final String TEMPLATE = """
            #cloud-config
            alone: ${value}
            "key ${value}": at a key
            inside: "before ${value} after"
            joined: ${"x" + value}
            list:
              - ${value}
              - [${value}, {a: ${value}}]
            <#if !value?contains("\\n")>
            block: |
              first
              line ${value} end
            </#if>
            lines: |
              first
              ${value}
              last
            mapping: ${map}
            last: true
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void yamlAndCsvAreTheSameSites(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> keys = List.of("name", "groups", "text", "number", "flag");
        StringBuilder csv = new StringBuilder(String.join(",", keys)).append('\n');
        StringBuilder yaml = new StringBuilder("groups: {north: {zone: n}, south: {zone: s}}\nsites:\n");
        for (int i = 0; i < 200; i++) {
            String text = "t" + text(random);
            List<String> groups = random.nextBoolean() ? List.of("north", "south") : List.of("south");
            int number = random.nextInt(-1000, 1000);
            boolean flag = random.nextBoolean();
            csv.append("site-%d,%s,\"%s\",%d,%s\n"
                    .formatted(i, String.join(" ", groups), text.replace("\"", "\"\""), number, flag));
            yaml.append("  - {name: site-%d, groups: [%s], text: %s, number: %d, flag: %s}\n"
                    .formatted(
                            i, String.join(", ", groups), JsonMapper.shared().writeValueAsString(text), number, flag));
        }
        Path imported = Files.writeString(
                folder.resolve("import.yaml"), "groups: {north: {zone: n}, south: {zone: s}}\nimport: a.csv\n");
        Files.writeString(folder.resolve("a.csv"), csv);
        Path written = Files.writeString(folder.resolve("sites.yaml"), yaml);

        assertThat(models(imported)).isEqualTo(models(written)).hasSize(200);
    }

    /// The judge reads YAML without knowing how it was written.
    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void valueComesBackAsItWasWhereverItStands(long seed) throws IOException {
        Random random = new Random(seed);
        Files.writeString(folder.resolve("user-data.ftl"), TEMPLATE);
        Map<String, String> values = new LinkedHashMap<>();
        StringBuilder yaml = new StringBuilder("user-data: user-data.ftl\nsites:\n");
        for (int i = 0; i < 300; i++) {
            String value = "v" + text(random);
            values.put("site-" + i, value);
            String json = JsonMapper.shared().writeValueAsString(value);
            yaml.append("  - {name: site-%d, value: %s, map: {k: [%s, true, 7]}}\n".formatted(i, json, json));
        }
        Catalogue catalogue = Catalogue.read(Files.writeString(folder.resolve("sites.yaml"), yaml));
        CatalogueRendering rendering = CatalogueRendering.of(catalogue, Map.of());

        for (Site site : catalogue.sites()) {
            String rendered =
                    new String(rendering.render(site).userData().bytes(), java.nio.charset.StandardCharsets.UTF_8);
            Object read = new Load(LoadSettings.builder().build()).loadFromString(rendered);
            assertThat(read).as(rendered).isEqualTo(expected(values.getOrDefault(site.name(), "")));
        }
    }

    /// What the template means.
    static Map<String, Object> expected(String value) {
        Map<String, Object> expected = new HashMap<>();
        expected.put("alone", value);
        expected.put("key " + value, "at a key");
        expected.put("inside", "before " + value + " after");
        expected.put("joined", "x" + value);
        expected.put("list", List.of(value, List.of(value, Map.of("a", value))));
        if (!value.contains("\n")) {
            expected.put("block", "first\nline " + value + " end\n");
        }
        // The break behind the value is the template's own.
        expected.put("lines", "first\n" + (value.endsWith("\n") ? value : value + "\n") + "last\n");
        expected.put("mapping", Map.of("k", List.of(value, true, 7)));
        expected.put("last", true);
        return expected;
    }

    @Test
    void randomTextsAreHostile() {
        Random random = new Random(1);
        String all =
                java.util.stream.Stream.generate(() -> text(random)).limit(500).collect(Collectors.joining());
        assertThat(all).contains("\n", "\t", "\"", "'", ": ", " #", "${", "\\", "\ud83d\ude00");
    }

    /// Whatever a value may hold.
    static String text(Random random) {
        List<String> parts = List.of(
                "\n", "\t", "\"", "'", ": ", " #", "${x}", "\\", "😀", "é", "- ", "  ", "}", "]", ",", "|", ">", "&a",
                "*a", "!!int", "%", "---", "#{", "<#if>", "\\n", "a", "0", "yes", "{", "[", "?", "@", "`", "\n  ",
                "\n- x: ");
        List<String> text = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.add(parts.get(random.nextInt(parts.size())));
        }
        return String.join("", text);
    }

    private static Map<String, Map<String, Object>> models(Path file) {
        Catalogue catalogue = Catalogue.read(file);
        Map<String, Map<String, Object>> models = new LinkedHashMap<>();
        for (Site site : catalogue.sites()) {
            models.put(site.name(), new SiteModel(site, new Secrets(Path.of(""), Map.of()), ignored -> {}).values());
        }
        return models;
    }

    @Test
    void treesComeBackAsFlowYaml() throws IOException {
        Random random = new Random(9);
        Files.writeString(folder.resolve("user-data.ftl"), "#cloud-config\ntree: ${tree}\n");
        for (int i = 0; i < 100; i++) {
            Map<String, Object> tree = HostileTrees.random(random);
            Path file = Files.writeString(
                    folder.resolve("sites.yaml"),
                    "user-data: user-data.ftl\nsites: [{name: a, tree: {x: %s}}]\n"
                            .formatted(JsonMapper.shared().writeValueAsString(tree.keySet())));
            CatalogueReading reading = CatalogueReading.of(file);
            if (reading.findings().isEmpty()) {
                byte[] bytes = CatalogueRendering.of(reading.catalogue(), Map.of())
                        .render(reading.catalogue().find("a").orElseThrow())
                        .userData()
                        .bytes();
                assertThat(new Load(LoadSettings.builder().build())
                                .loadFromString(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)))
                        .isEqualTo(Map.of("tree", Map.of("x", List.copyOf(tree.keySet()))));
            }
        }
    }
}
