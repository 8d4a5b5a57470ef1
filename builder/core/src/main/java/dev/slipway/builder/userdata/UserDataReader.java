package dev.slipway.builder.userdata;

import java.util.Collections;
import java.util.List;

/// Who reads the user-data on a booted medium. Decides which keys of the first level mean anything; the schema
/// tells the readers of each by name.
public enum UserDataReader {
    /// The installer of Kairos, and the agent.
    KAIROS("Kairos"),
    /// cloud-init, which knows neither stages nor the agent.
    CLOUD_INIT("cloud-init"),
    /// Ubuntu's installer, which takes one key, `autoinstall`, and leaves the rest to cloud-init.
    SUBIQUITY("Ubuntu's installer"),
    /// Debian's installer, which reads a preseed file and nothing of this kind.
    PRESEED("Debian's installer");

    private final String title;

    UserDataReader(String title) {
        this.title = title;
    }

    /// Its names in the schema.
    public List<String> keys() {
        return switch (this) {
            case KAIROS -> List.of("kairos");
            case CLOUD_INIT -> List.of("cloud-init");
            case SUBIQUITY -> List.of("subiquity", "cloud-init");
            case PRESEED -> List.of("preseed");
        };
    }

    /// Whether it reads what one of these reads.
    public boolean reads(List<String> readers) {
        return !Collections.disjoint(keys(), readers);
    }

    /// Its name in messages.
    public String title() {
        return title;
    }
}
