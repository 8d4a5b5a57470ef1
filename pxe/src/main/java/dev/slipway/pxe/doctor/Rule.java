package dev.slipway.pxe.doctor;

import java.util.Optional;
import java.util.function.Function;

/// One way in which a boot goes wrong.
///
/// @param name stable, for machines
/// @param sentence what it recognises, for people
/// @param check finds out
record Rule(String name, String sentence, Function<BootCase, Optional<Diagnosis>> check) {

    Optional<Diagnosis> apply(BootCase boot) {
        return check.apply(boot).map(found -> found.by(name));
    }
}
