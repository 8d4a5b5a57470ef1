package dev.slipway.cli;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.lease.Lease;
import dev.slipway.pxe.lease.LeaseFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `slipway pxe leases`.
@Command(
        name = "leases",
        sortOptions = false,
        description = "Lists the addresses that machines have of the boot server, also while it runs.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  slipway pxe leases --config pxe.yaml")
final class PxeLeasesCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private PxeConfigOption config = new PxeConfigOption();

    @Mixin
    private VerbOptions options = new VerbOptions();

    PxeLeasesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path file = config.read(surroundings).state().resolve("leases");
        List<Lease> leases = read(file).stream()
                .sorted(Comparator.comparing(Lease::address, Integer::compareUnsigned))
                .toList();
        TextTable table = new TextTable("ADDRESS", "MACHINE", "STATE", "UNTIL");
        for (Lease lease : leases) {
            String until = Instant.ofEpochSecond(lease.endsAt()).toString();
            if (options.json) {
                surroundings.out().println(JsonText.event("lease", members(lease, until)));
            } else {
                table.row(
                        Ipv4.text(lease.address()),
                        lease.mac().toString(),
                        lease.state().name().toLowerCase(Locale.ROOT),
                        until);
            }
        }
        if (!options.json) {
            table.print(surroundings.out(), "");
        }
        return 0;
    }

    private static Map<String, Object> members(Lease lease, String until) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("address", Ipv4.text(lease.address()));
        members.put("mac", lease.mac().toString());
        members.put("state", lease.state().name().toLowerCase(Locale.ROOT));
        members.put("until", until);
        return members;
    }

    private static List<Lease> read(Path file) {
        try {
            return LeaseFile.read(file).leases();
        } catch (IOException e) {
            throw Problem.environment("pxe.leases", "the leases cannot be read")
                    .at(file.toString())
                    .because(Diagnosis.reason(e))
                    .exception(e);
        }
    }
}
