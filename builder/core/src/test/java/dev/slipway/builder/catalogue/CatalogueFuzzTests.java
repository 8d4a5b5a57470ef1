package dev.slipway.builder.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Nothing in a file makes reading throw, nor lets a site through whose name or values it must refuse. Runs over its
/// seeds in every build; `JAZZER_FUZZ=1 mvn ... test -Djazzer.hooks=true -Dtest='CatalogueFuzzTests#yamlNeverThrows'`
/// searches on.
class CatalogueFuzzTests {

    @FuzzTest(maxDuration = "5m")
    void yamlNeverThrows(FuzzedDataProvider data) {
        read("sites.yaml", data.consumeRemainingAsString());
    }

    @FuzzTest(maxDuration = "5m")
    void csvNeverThrows(FuzzedDataProvider data) {
        read("sites.csv", data.consumeRemainingAsString());
    }

    private static void read(String name, String text) {
        CatalogueReading reading =
                CatalogueReading.of(Path.of("no-such-folder", name), text.getBytes(StandardCharsets.UTF_8));
        for (SiteFinding finding : reading.findings()) {
            assertThat(finding.message()).isNotBlank();
            assertThat(finding.where()).startsWith("no-such-folder");
        }
        for (Site site : reading.catalogue().sites()) {
            assertThat(site.name()).matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}").doesNotContain("..");
            assertThat(SiteModel.secretNames(site)).isNotNull();
        }
    }
}
