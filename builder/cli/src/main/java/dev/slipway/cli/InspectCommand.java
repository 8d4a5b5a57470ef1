package dev.slipway.cli;

import dev.slipway.builder.inspection.ImageInspection;
import dev.slipway.builder.site.SiteRewrite;
import dev.slipway.ova.archive.OvaFile;
import dev.slipway.ova.inspection.DiskInspection;
import dev.slipway.ova.inspection.OvaInspection;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `slipway inspect`.
@Command(
        name = "inspect",
        description =
                "Shows what is in an image: volume, boot entries, partitions, flavour, the baked user-data with its"
                        + " secrets masked, and the files; or what an appliance (OVA) describes and holds.",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway inspect installer.iso",
            "  slipway inspect edge.ova",
            "  slipway inspect disk.vmdk",
            "  slipway inspect --json installer.iso | jq .volume.id"
        })
final class InspectCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "IMAGE", description = "The image or appliance, ours or somebody else's.")
    private Path image = Path.of("");

    @Mixin
    private VerbOptions options = new VerbOptions();

    InspectCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path file = surroundings.directory().resolve(image);
        if (OvaFile.isOva(file)) {
            OvaInspection inspection = OvaInspection.of(file);
            if (options.json) {
                surroundings.out().println(JsonText.of(inspection));
            } else {
                new OvaInspectionTable(surroundings.out()).print(inspection);
            }
            return 0;
        }
        if (DiskInspection.isVmdk(file)) {
            DiskInspection disk = DiskInspection.of(file);
            surroundings.out().println(options.json ? JsonText.of(disk) : sentence(disk));
            return 0;
        }
        SiteRewrite.interrupted(file).ifPresent(problem -> {
            throw problem.exception();
        });
        ImageInspection inspection = ImageInspection.of(file);
        if (options.json) {
            surroundings.out().println(JsonText.of(inspection));
        } else {
            new InspectionTable(surroundings.out()).print(inspection);
        }
        return 0;
    }

    private static String sentence(DiskInspection disk) {
        return "%s  %s%n%n  format       VMDK, %s%n  capacity     %s%n  data         %s%n  grains       %s%n  content id   %s%n"
                        .formatted(
                                Printable.of(disk.file().toString()),
                                Sizes.ofBytes(disk.sizeBytes()),
                                disk.format(),
                                Sizes.ofBytes(disk.capacityBytes()),
                                Sizes.ofBytes(disk.dataBytes()),
                                Sizes.ofBytes(disk.grainBytes()),
                                disk.contentId())
                + "  appliances   " + (disk.fitsAppliance() ? "take it as it is" : "need it compressed again");
    }
}
