package dev.slipway.pxe.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a capability leads to.
sealed interface BootObject {

    /// How the token names it.
    String text();

    /// A whole image with user-data in it.
    record Image(String installer, Optional<String> site) implements BootObject {
        @Override
        public String text() {
            return "i:" + installer + "/" + site.orElse("");
        }
    }

    /// The folder of a site's user-data.
    record Seed(String installer, Optional<String> site) implements BootObject {
        @Override
        public String text() {
            return "s:" + installer + "/" + site.orElse("");
        }
    }

    /// The word of a machine that it is installed.
    record Installed() implements BootObject {
        @Override
        public String text() {
            return "d";
        }
    }

    /// What a token names.
    static Optional<BootObject> of(String text) {
        Matcher parts = Parts.FORM.matcher(text);
        if (text.equals(new Installed().text())) {
            return Optional.of(new Installed());
        }
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<String> site = Optional.of(parts.group(3)).filter(name -> !name.isEmpty());
        return Optional.of(
                parts.group(1).equals("i") ? new Image(parts.group(2), site) : new Seed(parts.group(2), site));
    }

    /// The form of those that name an installer.
    final class Parts {
        private static final Pattern FORM = Pattern.compile("([is]):([^/]+)/(.*)");

        private Parts() {}
    }
}
