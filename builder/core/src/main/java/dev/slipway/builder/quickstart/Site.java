package dev.slipway.builder.quickstart;

import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.image.Sha256;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the user-data says that can be seen from outside.
///
/// @param sha256 of the file, in hexadecimal
/// @param hostName what the host is called, where that is said
/// @param switchesOff whether the machine is off once it is installed
record Site(String sha256, Optional<String> hostName, boolean switchesOff) {

    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");

    static Site read(Path userData) {
        UserData read = UserData.read(userData);
        return new Site(
                Sha256.of(read.bytes()).hex(),
                Stream.of(
                                key(read, "stylus", "site", "hostName"),
                                key(read, "stylus", "site", "name"),
                                key(read, "hostname"))
                        .flatMap(Optional::stream)
                        .map(YamlScalar::text)
                        .filter(name -> HOST_NAME.matcher(name).matches())
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .findFirst(),
                key(read, "install", "poweroff").filter(YamlScalar::isTrue).isPresent());
    }

    private static Optional<YamlScalar> key(UserData userData, String... keys) {
        return userData.document()
                .find(keys)
                .filter(YamlScalar.class::isInstance)
                .map(YamlScalar.class::cast);
    }

    /// The line with which the host asks who is there: its name comes from the user-data.
    Pattern login() {
        return Pattern.compile(hostName.map(name -> "^" + Pattern.quote(name)).orElse("^\\S+") + " login:");
    }
}
