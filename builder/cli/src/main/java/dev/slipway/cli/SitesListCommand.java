package dev.slipway.cli;

import dev.slipway.builder.siteimage.SiteImages;
import dev.slipway.ova.site.SiteOvas;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `slipway sites list`.
@Command(
        name = "list",
        sortOptions = false,
        description = "Lists the site images of a directory with the SHA-256 of each, as sha256sum does.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {"  slipway sites list --images images", "  slipway sites list --images images --json | jq -r .site"})
final class SitesListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private ImagesOption directory = new ImagesOption();

    @Mixin
    private VerbOptions options = new VerbOptions();

    SitesListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (directory.areAppliances(surroundings)) {
            SiteOvas ovas = directory.appliances(surroundings);
            ovas.entries().forEach(site -> print(site.name(), site.fileName(), ovas.sizeBytes(), site.sha256()));
            return 0;
        }
        try (SiteImages images = directory.open(surroundings)) {
            images.entries().forEach(site -> print(site.name(), site.fileName(), images.sizeBytes(), site.sha256()));
        }
        return 0;
    }

    private void print(String site, String file, long sizeBytes, String sha256) {
        if (!options.json) {
            surroundings.out().println("%s  %s".formatted(sha256, file));
            return;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("site", site);
        members.put("image", file);
        members.put("sizeBytes", sizeBytes);
        members.put("sha256", sha256);
        surroundings.out().println(JsonText.event("site", members));
    }
}
