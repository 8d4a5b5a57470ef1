package dev.slipway.builder.userdata;

import java.util.Collections;
import java.util.List;

/// Who reads the user-data on a booted medium. Decides which keys of the first level mean anything; the schema tells
/// the
/// readers of each by name.
public enum UserDataReader {
    /// The installer of Kairos, and the agent.
    KAIROS("Kairos", List.of("kairos")),
    /// cloud-init, which knows neither stages nor the agent.
    CLOUD_INIT("cloud-init", List.of("cloud-init")),
    /// Ubuntu's installer, which takes one key, `autoinstall`, and leaves the rest to cloud-init.
    SUBIQUITY("Ubuntu's installer", List.of("subiquity", "cloud-init")),
    /// Debian's installer, which reads a preseed file and nothing of this kind.
    PRESEED("Debian's installer", List.of("preseed"));

    private final String title;
    private final List<String> keys;

    UserDataReader(String title, List<String> keys) {
        this.title = title;
        this.keys = keys;
    }

    /// Its names in the schema.
    public List<String> keys() {
        return keys;
    }

    /// Whether it reads what one of these reads.
    public boolean reads(List<String> readers) {
        return !Collections.disjoint(keys, readers);
    }

    /// Its name in messages.
    public String title() {
        return title;
    }
}
