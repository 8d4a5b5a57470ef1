package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.siteimage.SiteImages;
import dev.slipway.image.Image;
import dev.slipway.ova.site.SiteOvas;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `slipway sites cat`.
@Command(
        name = "cat",
        sortOptions = false,
        description = "Writes the whole image of a site to standard output.",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway sites cat munich-01 --images images | ssh host 'cat > installer.iso'",
            "  slipway sites cat munich-01 --images images | sha256sum"
        })
final class SitesCatCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "SITE", description = "Its name.")
    private String name = "";

    @Mixin
    private ImagesOption directory = new ImagesOption();

    @Mixin
    @SuppressWarnings("UnusedVariable") // It holds --help.
    private VerbOptions options = new VerbOptions();

    SitesCatCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (directory.areAppliances(surroundings)) {
            SiteOvas ovas = directory.appliances(surroundings);
            return print(ovas.image(ImagesOption.appliance(ovas, name)));
        }
        try (SiteImages images = directory.open(surroundings)) {
            return print(images.image(ImagesOption.site(images, name)));
        }
    }

    private int print(Image image) throws IOException {
        try (WritableByteChannel out = surroundings.outBytes()) {
            image.transferTo(out, 0, image.size());
            return 0;
        } catch (IOException e) {
            if (isReaderGone(e)) {
                return Problem.Kind.ENVIRONMENT.exitStatus();
            }
            throw e;
        }
    }

    /// Whoever reads a pipe may have seen enough: that is no failure to talk about.
    private static boolean isReaderGone(IOException e) {
        return "Broken pipe".equals(e.getMessage());
    }
}
