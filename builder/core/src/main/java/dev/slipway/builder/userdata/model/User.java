package dev.slipway.builder.userdata.model;

import java.util.Optional;

/// A user of the operating system.
///
/// @param block what is said of it
public record User(Block block) {

    /// The password or its hash, where there is one.
    public Optional<Field> password() {
        return block.field("passwd").filter(field -> field.text().isPresent());
    }

    /// A password as it is typed, where the key for that is used.
    public Optional<Field> plainPassword() {
        return block.field("plain_text_passwd").filter(field -> field.text().isPresent());
    }

    /// Whether a password opens the door, where nothing is said of a lock.
    ///
    /// @param lockedByDefault what the reader takes a missing `lock_passwd` for
    public boolean canLogIn(boolean lockedByDefault) {
        return hasKeys()
                || ((password().isPresent() || plainPassword().isPresent() || hashed()) && !isLocked(lockedByDefault));
    }

    private boolean hashed() {
        return block.text("hashed_passwd").isPresent();
    }

    private boolean hasKeys() {
        return block.hasItems("ssh_authorized_keys")
                || block.hasItems("ssh-authorized-keys")
                || block.hasItems("ssh_import_id");
    }

    private boolean isLocked(boolean lockedByDefault) {
        return block.field("lock_passwd")
                .or(() -> block.field("lock-passwd"))
                .map(Field::isTrue)
                .orElse(lockedByDefault);
    }
}
