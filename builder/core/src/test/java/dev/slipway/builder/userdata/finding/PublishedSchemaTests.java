package dev.slipway.builder.userdata.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.userdata.OldSpelling;
import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.builder.userdata.schema.SchemaNode;
import dev.slipway.builder.userdata.schema.UserDataSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PublishedSchemaTests {

    @Test
    void publishedFileIsTheOneThatIsPacked() throws IOException {
        try (var in = UserDataSchema.class.getResourceAsStream("user-data.schema.json")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(SchemaJudge.text());
        }
    }

    @Test
    void schemaKeepsTheRulesOfDraft202012() {
        assertThat(SchemaJudge.errorsOfTheSchemaItself()).isEmpty();
    }

    @Test
    void deprecatedKeysAreTheOldSpellings() {
        Set<String> deprecated = new TreeSet<>();
        collect("", UserDataSchema.root(), deprecated);
        assertThat(deprecated)
                .isEqualTo(OldSpelling.ALL.stream()
                        .map(OldSpelling::dotted)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyKeyHasADescription() {
        assertThat(UserDataSchema.root().properties()).allSatisfy((key, node) -> described(key, node));
    }

    @Test
    void everyKeyOfTheFirstLevelNamesItsReaders() {
        Set<String> readers = Arrays.stream(UserDataReader.values())
                .flatMap(reader -> reader.keys().stream())
                .collect(Collectors.toSet());
        assertThat(UserDataSchema.root().properties())
                .allSatisfy((key, node) ->
                        assertThat(node.words().readers()).as(key).isNotEmpty().isSubsetOf(readers));
    }

    private static void described(String path, SchemaNode node) {
        assertThat(node.words().description()).as(path).isNotBlank();
        node.properties().forEach((key, child) -> described(path + "." + key, child));
    }

    private static void collect(String path, SchemaNode node, Set<String> deprecated) {
        node.properties().forEach((key, child) -> {
            String below = path.isEmpty() ? key : path + "." + key;
            if (child.words().deprecated()) {
                deprecated.add(below);
            } else {
                collect(below, child, deprecated);
            }
        });
    }
}
