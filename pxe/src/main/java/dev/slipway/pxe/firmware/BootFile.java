package dev.slipway.pxe.firmware;

/// What a firmware is told to fetch.
public enum BootFile {
    /// Nothing yet: it has to ask port 4011.
    NONE("nothing; it asks port 4011"),
    /// A boot loader, by its name on our TFTP server.
    LOADER("loader, TFTP name"),
    /// A boot loader, as a `tftp:` URL.
    LOADER_URL("loader, tftp URL"),
    /// A boot loader or an image, as an `http:` URL.
    HTTP_LOADER("loader or ISO, http URL"),
    /// The script of this machine, as an `http:` URL.
    SCRIPT("script, http URL");

    private final String title;

    BootFile(String title) {
        this.title = title;
    }

    /// In words.
    public String title() {
        return title;
    }
}
