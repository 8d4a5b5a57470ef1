package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.model.Field;
import dev.slipway.builder.userdata.model.User;
import java.util.Optional;
import java.util.regex.Pattern;

/// Secrets that everybody can read who gets hold of the medium.
final class SecretRules implements Rules {

    /// A hash as crypt(5) writes it: `$id$...`, or a lock of shadow(5) in front of it. Nobody's password is `*` or `!`.
    private static final Pattern HASH = Pattern.compile("^(!*\\$[0-9a-z]{1,12}\\$.+|[*!].*|)$");

    @Override
    public void check(Subject subject, Findings findings) {
        for (User user : subject.config().users()) {
            Optional<Field> plain =
                    user.password().filter(field -> !isHash(field)).or(user::plainPassword);
            plain.ifPresent(field -> plain(field, findings));
        }
        subject.config()
                .root()
                .field("password")
                .filter(field -> field.text().isPresent() && !isHash(field))
                .ifPresent(field -> plain(field, findings));
        subject.config()
                .token()
                .ifPresent(field -> findings.addAtKey(
                        FindingCode.TOKEN_ON_MEDIUM,
                        field,
                        "'%s' can be read by everybody who has the medium".formatted(field.path()),
                        "leave it out and register by QR code, or use a token that expires soon"));
    }

    private static void plain(Field field, Findings findings) {
        findings.addAtKey(
                FindingCode.PLAIN_PASSWORD,
                field,
                "'%s' is a password as it is typed".formatted(field.path()),
                "write its hash, as 'openssl passwd -6' makes it, or use ssh_authorized_keys");
    }

    private static boolean isHash(Field field) {
        return HASH.matcher(field.text().orElse("")).matches();
    }
}
