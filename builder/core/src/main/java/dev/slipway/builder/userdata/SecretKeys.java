package dev.slipway.builder.userdata;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells what is secret, by the names of keys and by what values look like. Errs on the side of hiding.
public final class SecretKeys {

    /// What stands where a secret stood.
    public static final String STARS = "********";

    /// Parts of key names, in lower case.
    private static final List<String> SECRET_PARTS = List.of(
            "passw", "passphrase", "token", "secret", "apikey", "api_key", "privatekey", "private_key", "pairingkey");

    /// Keys that hold such a part and are none.
    private static final Set<String> HARMLESS = Set.of(
            "lock_passwd", "disablepasswordupdate", "passwordexpiry", "ssh_pwauth", "encodedpassword", "lock-passwd");

    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^/\\s:@'\"]*:)[^@/\\s'\"]+@");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\\s\\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)");

    private SecretKeys() {}

    /// Whether what stands under a key of this name is secret.
    public static boolean isSecret(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return !HARMLESS.contains(name)
                && (name.equals("chpasswd") || SECRET_PARTS.stream().anyMatch(name::contains));
    }

    /// The text without passwords in URLs and without private keys.
    public static String withoutTellingValues(String text) {
        String masked = URL_PASSWORD.matcher(text).replaceAll("$1" + STARS + "@");
        return PRIVATE_KEY.matcher(masked).replaceAll("$1 " + STARS + " $2");
    }
}
