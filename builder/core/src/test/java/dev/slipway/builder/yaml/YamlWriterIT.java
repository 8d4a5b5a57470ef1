package dev.slipway.builder.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The judge is PyYAML, the reader of YAML 1.1 that cloud-init uses.
class YamlWriterIT {

    private static final String AS_JSON =
            "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1], 'rb'))))";

    /// cloud-init depends on PyYAML, for this interpreter.
    @Test
    @RequiresTool("cloud-init")
    void pyYamlReadsTheTextsThatWereMeant(@TempDir Path directory) throws IOException {
        Random random = new Random(11);
        List<Map<String, Object>> trees = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            trees.add(HostileTrees.random(random));
        }
        YamlNode list = HostileTrees.node(trees);
        Path file = Files.writeString(
                directory.resolve("trees.yaml"), YamlWriter.write(YamlNodes.mapping(YamlNodes.entry("trees", list))));

        String json = Tool.of("/usr/bin/python3", "-c", AS_JSON, file).run();

        assertThat(JsonMapper.shared().readValue(json, Object.class)).isEqualTo(Map.of("trees", trees));
    }
}
