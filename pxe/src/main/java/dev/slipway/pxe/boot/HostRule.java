package dev.slipway.pxe.boot;

import java.util.Map;
import java.util.Optional;

/// What is said of some machines.
///
/// @param match which
/// @param name what people call the machine
/// @param labels given to them
/// @param site whose user-data they get
/// @param profile how they are installed
/// @param action what is done with them
/// @param reinstall whether one that is installed already is installed again
public record HostRule(
        HostMatch match,
        Optional<String> name,
        Map<String, String> labels,
        Optional<String> site,
        Optional<String> profile,
        Optional<BootAction> action,
        Optional<Boolean> reinstall) {

    public HostRule {
        labels = Map.copyOf(labels);
    }
}
