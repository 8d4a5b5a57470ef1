package dev.slipway.machine;

import java.io.IOException;

/// A machine cannot be switched on, because a part of it is not installed.
public final class MissingPartException extends IOException {

    private final String part;
    private final String debianPackage;

    MissingPartException(String part, String debianPackage) {
        super("%s is not installed; in Debian it comes with the package %s".formatted(part, debianPackage));
        this.part = part;
        this.debianPackage = debianPackage;
    }

    /// The program or file that is missing.
    public String part() {
        return part;
    }

    /// The package that holds it, as Debian calls it.
    public String debianPackage() {
        return debianPackage;
    }
}
