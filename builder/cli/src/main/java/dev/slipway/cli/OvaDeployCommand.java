package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.ova.vsphere.Deployed;
import dev.slipway.ova.vsphere.VsphereDeployment;
import dev.slipway.ova.vsphere.library.LibraryPlace;
import dev.slipway.ova.vsphere.template.TemplatePlace;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway ova deploy`.
@Command(
        name = "deploy",
        sortOptions = false,
        description = {
            "Brings an OVA to a vCenter: into a content library, or as a template.",
            "",
            "The OVA's manifest is verified first, and vCenter compares the same digests. A file whose connection"
                    + " breaks is sent again; with --library the same command goes on with what an earlier run has"
                    + " sent. What a failed run has made is removed, at Ctrl-C too; what cannot be removed is named.",
            "",
            "The password comes from VSPHERE_PASSWORD or a file, never from the command line. TLS is always verified.",
            "",
            "This verb was tested against the API as its reference has it, not against a live vCenter."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway ova deploy edge.ova --vcenter vc.example.com --library edge",
            "  slipway ova deploy edge.ova --vcenter vc.example.com --template edge \\",
            "      --datastore nvme --network lan --property-file guestinfo.userdata=user-data"
        })
final class OvaDeployCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "OVA", description = "The appliance.")
    private Path ova = Path.of("");

    @Mixin
    private VcenterOptions vcenter = new VcenterOptions();

    @Option(
            names = "--library",
            paramLabel = "NAME",
            description = "Put the OVA into this content library, a local one, by name or identifier.")
    private Optional<String> library = Optional.empty();

    @Option(
            names = "--item",
            paramLabel = "NAME",
            description = "What the library's item is called. Default: the file's name without .ova.")
    private Optional<String> item = Optional.empty();

    @Option(names = "--replace", description = "Make a new version of the item where there is one of that name.")
    private boolean replace;

    @Option(
            names = "--no-resume",
            description = "Do not go on with what an earlier run has sent, and leave nothing to go on with.")
    private boolean noResume;

    @Mixin
    private TemplateTargetOptions template = new TemplateTargetOptions();

    @Mixin
    private VerbOptions options = new VerbOptions();

    OvaDeployCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        requireOneTarget();
        Path file = surroundings.directory().resolve(ova);
        Deployed deployed;
        try (Progress progress = Progress.in(surroundings, options.json)) {
            // All of the command is understood before anything is asked of the network.
            Optional<LibraryPlace> toLibrary =
                    library.map(name -> new LibraryPlace(name, item.orElseGet(this::itemName), replace, !noResume));
            Optional<TemplatePlace> toTemplate = template.name.map(name -> template.place(surroundings.directory()));
            VsphereDeployment deployment = new VsphereDeployment(
                    vcenter.address(),
                    vcenter.trust(surroundings.directory()),
                    vcenter.credentials(surroundings, progress::warning),
                    progress,
                    words -> surroundings.err().println("warning: " + Printable.of(words)));
            deployed = toLibrary
                    .map(place -> deployment.toLibrary(file, place))
                    .or(() -> toTemplate.map(place -> deployment.toTemplate(file, place)))
                    .orElseThrow();
        }
        tell(deployed);
        return 0;
    }

    private String itemName() {
        return String.valueOf(ova.getFileName()).replaceFirst("[.][oO][vV][aA]$", "");
    }

    private void requireOneTarget() {
        if (library.isPresent() == template.name.isPresent()) {
            throw Problem.usage("vsphere.target", "the OVA can go to one place at a time")
                    .fix("give either --library NAME or --template NAME")
                    .exception();
        }
        if (library.isPresent() && template.isGiven()) {
            throw Problem.usage("vsphere.target", "a library takes the OVA as it is")
                    .because("places, networks, properties and licenses are asked for when its item is deployed")
                    .fix("leave those options out, or give --template instead of --library")
                    .exception();
        }
        if (template.name.isPresent() && (replace || noResume || item.isPresent())) {
            throw Problem.usage("vsphere.target", "--item, --replace and --no-resume belong to --library")
                    .because("a template can be neither replaced nor gone on with")
                    .exception();
        }
    }

    private void tell(Deployed deployed) {
        if (options.json) {
            surroundings.out().println(JsonText.event("done", deployed));
        } else {
            surroundings
                    .out()
                    .println("Deployed %s as %s '%s' (%s) of %s"
                            .formatted(
                                    Printable.of(ova.toString()),
                                    deployed.kind().replace('-', ' '),
                                    Printable.of(deployed.name()),
                                    Printable.of(deployed.id()),
                                    Printable.of(deployed.vcenter())));
        }
    }
}
