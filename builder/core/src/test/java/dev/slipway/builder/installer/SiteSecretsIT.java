package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.catalogue.Catalogue;
import dev.slipway.builder.catalogue.CatalogueRendering;
import dev.slipway.builder.inspection.ImageInspection;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets of a catalogue in a finished image: in the file that needs them, and nowhere that is shown.
@RequiresTool({"grub-mkimage", "isoinfo"})
class SiteSecretsIT {

    @Test
    void inspectionHidesThemWhateverTheirKeysAreCalled(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("user-data.ftl"), "#cloud-config\nhostname: ${name}\nmotd: \"call ${phone}\"\n");
        Path file = Files.writeString(
                directory.resolve("sites.yaml"),
                "user-data: user-data.ftl\nsites: [{name: a, phone: {secret: {env: PHONE}}}]\n");
        Catalogue catalogue = Catalogue.read(file);
        byte[] userData = CatalogueRendering.of(catalogue, Map.of("PHONE", "swordfish"))
                .render(catalogue.find("a").orElseThrow())
                .userData()
                .bytes();
        InstallerRequest request = RequestChange.userData(
                SmallBase.request(directory, SmallBase.debianLive(directory.resolve("root")), "a.iso"),
                Files.write(directory.resolve("rendered"), userData));

        Path image = SmallBase.build(directory, request);

        assertThat(Tool.of("isoinfo", "-R", "-i", image, "-x", "/slipway/user-data")
                        .run())
                .contains("call swordfish", "# slipway-secret: /motd");
        assertThat(ImageInspection.of(image).userData().orElseThrow().text())
                .contains("motd: ********")
                .doesNotContain("swordfish");
    }
}
