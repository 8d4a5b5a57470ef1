package dev.slipway.ova.seed;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.SeedFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// What goes into a seed.
///
/// @param userData the file that is put in byte for byte
/// @param beside the meta-data and network-config; an empty meta-data where there is none
/// @param instanceId makes a meta-data of its own: another id is another instance for cloud-init, which then applies
///     the user-data once more. `auto` makes one of the user-data
/// @param strict whether what is likely to surprise in the user-data stops the build
/// @param sourceDateEpoch the time that goes into the medium in seconds since 1970, or that of the newest input
public record SeedRequest(
        Path userData,
        SeedFiles beside,
        Optional<String> instanceId,
        SeedMedium medium,
        boolean strict,
        Path output,
        Optional<Long> sourceDateEpoch) {

    /// Asks for an id that changes with the user-data.
    public static final String INSTANCE_ID_AUTO = "auto";

    private static final Pattern INSTANCE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    public SeedRequest {
        instanceId.ifPresent(id -> {
            if (!INSTANCE_ID.matcher(id).matches()) {
                throw Problem.usage("seed.instance-id", "this is no instance id")
                        .because("it may have letters, digits, '.', '_' and '-', at most 128 of them")
                        .fix("choose another --instance-id, or 'auto'")
                        .exception();
            }
            if (beside.metaData().isPresent()) {
                throw Problem.usage("seed.instance-id", "the instance id is given twice")
                        .because("a meta-data of yours is put in as it is")
                        .fix("write 'instance-id: %s' into it, or leave --meta-data out".formatted(id))
                        .exception();
            }
        });
    }
}
