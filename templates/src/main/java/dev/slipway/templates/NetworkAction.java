package dev.slipway.templates;

import java.util.List;

/// What a machine that asked over the network is to do, in the words of whichever boot loader it has. URLs and
/// arguments hold no control characters, and nothing that a boot loader's script would take for a variable.
public sealed interface NetworkAction {

    /// The name by which templates tell them apart.
    String kind();

    /// Boots a Linux kernel with its initial file systems.
    ///
    /// @param initrds in the order in which the kernel unpacks them
    /// @param arguments of the kernel; none holds white space
    record Kernel(String kernel, List<String> initrds, List<String> arguments) implements NetworkAction {

        public Kernel {
            requireUrl(kernel);
            initrds = List.copyOf(initrds);
            initrds.forEach(NetworkAction::requireUrl);
            arguments = List.copyOf(arguments);
            arguments.forEach(argument -> require(argument, "\\S+"));
        }

        @Override
        public String kind() {
            return "kernel";
        }
    }

    /// Boots an ISO as a drive that the firmware reads block by block over the network. A Linux in it sees the drive
    /// only where the firmware hands it on, which BIOS does not.
    record Drive(String iso) implements NetworkAction {

        public Drive {
            requireUrl(iso);
        }

        @Override
        public String kind() {
            return "drive";
        }
    }

    /// Boots what is on the machine's own disk.
    record Disk() implements NetworkAction {

        @Override
        public String kind() {
            return "disk";
        }
    }

    /// Asks again and again until there is something to do.
    ///
    /// @param why what the person in front of the machine reads
    /// @param seconds between two questions
    record Wait(String why, int seconds) implements NetworkAction {

        public Wait {
            requireText(why);
            if (seconds < 1) {
                throw new IllegalArgumentException("cannot wait %d s".formatted(seconds));
            }
        }

        @Override
        public String kind() {
            return "wait";
        }
    }

    /// Plain words that a screen can show and no script reads anything into.
    static void requireText(String text) {
        require(text, "[\\x20-\\x7e&&[^\"'`$\\\\<>|;#{}()&!*?~]]*");
    }

    /// A URL as it stands in scripts: nothing that ends a word or begins a variable.
    static void requireUrl(String url) {
        require(url, "(?:https?|tftp)://[A-Za-z0-9._~:/\\[\\]@!+,=%?&-]+");
    }

    private static void require(String text, String form) {
        if (!text.matches(form) || text.contains("${") || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("no boot loader's script can hold: " + text);
        }
    }
}
