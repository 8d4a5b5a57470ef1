package dev.slipway.ova.vsphere.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/// A user and a password. The password leaves this class only towards vCenter, and is in no text about it.
public final class Credentials {

    private final String user;
    private final String password;

    Credentials(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /// Who logs in, such as `administrator@vsphere.local`.
    public String user() {
        return user;
    }

    String password() {
        return password;
    }

    /// As the header Authorization has it (RFC 7617).
    String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "Credentials[user=%s]".formatted(user);
    }
}
