package dev.slipway.cli;

import dev.slipway.builder.device.BlockDevice;
import dev.slipway.builder.device.DeviceWrite;
import dev.slipway.builder.evidence.EvidenceFiles;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.evidence.SigningKey;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.siteimage.SiteEntry;
import dev.slipway.builder.siteimage.SiteImages;
import dev.slipway.image.Image;
import dev.slipway.ova.site.SiteOva;
import dev.slipway.ova.site.SiteOvas;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway sites write`.
@Command(
        name = "write",
        sortOptions = false,
        description = {
            "Writes the whole image of a site to a file or to a disk, and reads it back.",
            "",
            "A file is readable by its owner alone, since it holds the site's secrets, and gets its evidence beside it.",
            "",
            "A disk that is in use is refused. What is on it is lost: its name must be typed first, or --yes given."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway sites write munich-01 --images images --to munich-01.iso",
            "  slipway sites write munich-01 --images images --to /dev/sdb"
        })
final class SitesWriteCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "SITE", description = "Its name.")
    private String name = "";

    @Option(names = "--to", paramLabel = "FILE|DEVICE", required = true, description = "Where to write it.")
    private Path target = Path.of("");

    @Option(names = "--yes", description = "Do not ask before a disk is erased.")
    private boolean yes;

    @Mixin
    private ImagesOption directory = new ImagesOption();

    @Mixin
    private EvidenceChoice evidence = new EvidenceChoice();

    @Mixin
    private VerbOptions options = new VerbOptions();

    SitesWriteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path place = surroundings.directory().resolve(target);
        if (directory.areAppliances(surroundings)) {
            return writeAppliance(place);
        }
        try (SiteImages images = directory.open(surroundings)) {
            SiteEntry site = ImagesOption.site(images, name);
            Optional<BlockDevice> device = BlockDevice.at(place);
            if (device.isPresent()) {
                device.get().requireFree();
                askToErase(device.get());
            }
            EvidenceOptions wanted = evidence.options().in(surroundings.directory());
            requireEvidence(images, wanted, device.isPresent());
            Image image = images.image(site);
            try (Progress progress = Progress.in(surroundings, options.json)) {
                Optional<SigningKey> key = SigningKey.of(wanted, surroundings.environment(), progress::warning);
                if (device.isPresent()) {
                    DeviceWrite write = new DeviceWrite(device.get());
                    progress.step("Write " + place);
                    write.write(image, progress::progress);
                    progress.step("Read back " + place);
                    write.verify(image, progress::progress);
                } else {
                    images.writeTo(site, place, progress);
                    if (wanted.wanted()) {
                        images.writeEvidence(site, place, key);
                    } else {
                        new EvidenceFiles(place).remove();
                    }
                }
            }
            tell(place, image, site.name(), site.sha256());
        }
        return 0;
    }

    private int writeAppliance(Path place) throws IOException {
        SiteOvas ovas = directory.appliances(surroundings);
        SiteOva site = ImagesOption.appliance(ovas, name);
        if (BlockDevice.at(place).isPresent()) {
            throw Problem.usage("sites.device", "an appliance is no disk to boot from")
                    .at(place.toString())
                    .fix("write it to a file: --to %s".formatted(site.fileName()))
                    .exception();
        }
        try (Progress progress = Progress.in(surroundings, options.json)) {
            ovas.writeTo(site, place, progress);
        }
        tell(place, ovas.image(site), site.name(), site.sha256());
        return 0;
    }

    private static void requireEvidence(SiteImages images, EvidenceOptions wanted, boolean isDevice) {
        if (wanted.signKey().isPresent() && (isDevice || !images.hasEvidence())) {
            throw Problem.usage("sites.no-evidence", "there is nothing to sign")
                    .because(
                            isDevice
                                    ? "evidence lies beside files, not beside disks"
                                    : "the site images were built without evidence")
                    .fix("leave --sign-key out")
                    .exception();
        }
    }

    private void tell(Path place, Image image, String site, String sha256) {
        if (options.json) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("site", site);
            members.put("output", place.toString());
            members.put("sizeBytes", image.size());
            members.put("sha256", sha256);
            surroundings.out().println(JsonText.event("done", members));
        } else {
            surroundings
                    .out()
                    .println("Wrote %s: %s, site %s, read back and equal"
                            .formatted(place, Sizes.ofBytes(image.size()), site));
        }
    }

    private void askToErase(BlockDevice device) throws IOException {
        if (yes) {
            return;
        }
        String what = "%s (%s%s)"
                .formatted(
                        device.path(),
                        Sizes.ofBytes(device.sizeBytes()),
                        device.model().map(", "::concat).orElse(""));
        if (!surroundings.isTerminal()) {
            throw Problem.usage("device.not-confirmed", "everything on the device would be lost")
                    .at(what)
                    .fix("add --yes")
                    .exception();
        }
        surroundings
                .err()
                .print("Everything on %s will be lost. Type %s to go on: "
                        .formatted(Printable.of(what), device.name()));
        surroundings.err().flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
        String typed = in.readLine();
        if (typed == null || !typed.strip().equals(device.name())) {
            throw Problem.usage("device.not-confirmed", "nothing was written")
                    .at(what)
                    .because("its name was not typed")
                    .exception();
        }
    }
}
