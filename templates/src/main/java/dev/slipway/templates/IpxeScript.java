package dev.slipway.templates;

/// The script of iPXE for one machine. When something fails the person in front of it is told, and the machine asks for
/// a new script: what it is to do, and the URLs for it, may have changed since.
///
/// @param machine whom it is for, in words for its screen
/// @param script the URL at which a new one is to be had
/// @param action what the machine is to do
public record IpxeScript(String machine, String script, NetworkAction action) implements Template {

    /// How long a machine waits for somebody to look before it tries again.
    private static final int RETRY_SECONDS = 30;

    public IpxeScript {
        NetworkAction.requireText(machine);
        NetworkAction.requireUrl(script);
    }

    @Override
    public String file() {
        return "ipxe-script.ftl";
    }

    /// What an initial file system is called on the kernel's command line, by its place in the list.
    public String initrdName(int index) {
        return index == 0 ? "initrd.img" : "initrd-%d.img".formatted(index);
    }

    /// How long a machine waits for somebody to look before it tries again.
    public int retrySeconds() {
        return RETRY_SECONDS;
    }
}
