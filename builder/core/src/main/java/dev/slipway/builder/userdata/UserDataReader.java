package dev.slipway.builder.userdata;

import dev.slipway.builder.problem.Problem;
import java.util.Collections;
import java.util.List;

/// Who reads the user-data on a booted medium. Decides which keys of the first level mean anything; the schema
/// tells the readers of each by name.
public enum UserDataReader {
    /// The installer of Kairos, and the agent.
    KAIROS("Kairos"),
    /// Slipway's own reference base: cloud-init, taught the stages of Kairos.
    SLIPWAY("Slipway's reference base"),
    /// cloud-init, which knows neither stages nor the agent.
    CLOUD_INIT("cloud-init"),
    /// Ubuntu's installer, which takes one key, `autoinstall`, and leaves the rest to cloud-init.
    SUBIQUITY("Ubuntu's installer"),
    /// Debian's installer, which reads a preseed file and nothing of this kind.
    PRESEED("Debian's installer"),
    /// Ignition, which reads its own JSON and nothing of this kind.
    IGNITION("Ignition of CoreOS");

    private final String title;

    UserDataReader(String title) {
        this.title = title;
    }

    /// Its names in the schema.
    public List<String> keys() {
        return switch (this) {
            case KAIROS -> List.of("kairos");
            case SLIPWAY -> List.of("kairos", "cloud-init");
            case CLOUD_INIT -> List.of("cloud-init");
            case SUBIQUITY -> List.of("subiquity", "cloud-init");
            case PRESEED -> List.of("preseed");
            case IGNITION -> List.of("ignition");
        };
    }

    /// Whether it reads what one of these reads.
    public boolean reads(List<String> readers) {
        return !Collections.disjoint(keys(), readers);
    }

    /// Makes sure that it understands a configuration at all.
    ///
    /// @param name what errors call it
    /// @throws dev.slipway.builder.problem.ProblemException where it would pass over all of it
    public void require(BootConfiguration configuration, String name) {
        boolean understood = switch (configuration) {
            case Preseed ignored -> this == PRESEED;
            case Ignition ignored -> this == IGNITION;
            case UserData ignored -> this != PRESEED && this != IGNITION;
        };
        if (!understood) {
            throw Problem.input("user-data.wrong-kind", "the base does not read %s".formatted(configuration.kind()))
                    .at(name)
                    .because("%s reads %s".formatted(title, what()))
                    .fix(advice())
                    .exception();
        }
    }

    private String what() {
        return switch (this) {
            case PRESEED -> "a preseed file";
            case IGNITION -> "an Ignition config";
            default -> "user-data";
        };
    }

    private String advice() {
        return switch (this) {
            case PRESEED ->
                "write a preseed file: #_preseed_V1 in its first line, then lines such as"
                        + " d-i netcfg/get_hostname string shop";
            case IGNITION -> "write an Ignition config, or make one of a Butane config with 'butane --strict'";
            default -> "write user-data: #cloud-config in its first line, then YAML";
        };
    }

    /// Its name in messages.
    public String title() {
        return title;
    }
}
