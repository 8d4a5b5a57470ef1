package dev.slipway.cli;

import dev.slipway.builder.siteimage.SiteEntry;
import dev.slipway.builder.siteimage.SiteImages;
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
        try (SiteImages images = directory.open(surroundings)) {
            for (SiteEntry site : images.entries()) {
                surroundings
                        .out()
                        .println(
                                options.json ? json(images, site) : "%s  %s".formatted(site.sha256(), site.fileName()));
            }
        }
        return 0;
    }

    private static String json(SiteImages images, SiteEntry site) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("site", site.name());
        members.put("image", site.fileName());
        members.put("sizeBytes", images.sizeBytes());
        members.put("sha256", site.sha256());
        return JsonText.event("site", members);
    }
}
