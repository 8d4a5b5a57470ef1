package dev.slipway.builder.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The judge is PyYAML, the reader of YAML 1.1 that cloud-init uses.
class HostileValuesIT {

    private static final String AS_JSON = "import glob, json, os, sys, yaml; print(json.dumps({os.path.basename(f):"
            + " yaml.safe_load(open(f, 'rb')) for f in glob.glob(sys.argv[1] + '/*')}))";

    /// cloud-init depends on PyYAML, for this interpreter.
    @Test
    @RequiresTool("cloud-init")
    void pyYamlReadsEveryValueAsItWas(@TempDir Path folder) throws IOException {
        Random random = new Random(17);
        Files.writeString(folder.resolve("user-data.ftl"), RandomCataloguesTests.TEMPLATE);
        Map<String, Object> expected = new LinkedHashMap<>();
        StringBuilder yaml = new StringBuilder("user-data: user-data.ftl\nsites:\n");
        for (int i = 0; i < 400; i++) {
            String value = "v" + RandomCataloguesTests.text(random);
            expected.put("site-" + i, RandomCataloguesTests.expected(value));
            String json = JsonMapper.shared().writeValueAsString(value);
            yaml.append("  - {name: site-%d, value: %s, map: {k: [%s, true, 7]}}\n".formatted(i, json, json));
        }
        Catalogue catalogue = Catalogue.read(Files.writeString(folder.resolve("sites.yaml"), yaml));
        CatalogueRendering rendering = CatalogueRendering.of(catalogue, Map.of());
        Path rendered = Files.createDirectory(folder.resolve("rendered"));
        for (Site site : catalogue.sites()) {
            Files.write(
                    rendered.resolve(site.name()),
                    rendering.render(site).userData().bytes());
        }

        String json = Tool.of("/usr/bin/python3", "-c", AS_JSON, rendered).run();

        assertThat(JsonMapper.shared().readValue(json, Object.class)).isEqualTo(expected);
    }
}
