package dev.slipway.builder.userdata;

/// Who reads the user-data on a booted medium. Decides which keys of the first level mean anything; the schema tells
/// the
/// readers of each by the same names.
public enum UserDataReader {
    /// The installer of Kairos, and the agent.
    KAIROS("kairos", "Kairos"),
    /// cloud-init, which knows neither stages nor the agent.
    CLOUD_INIT("cloud-init", "cloud-init");

    private final String key;
    private final String title;

    UserDataReader(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /// Its name in the schema.
    public String key() {
        return key;
    }

    /// Its name in messages.
    public String title() {
        return title;
    }
}
