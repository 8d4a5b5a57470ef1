package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.model.Block;
import dev.slipway.builder.userdata.model.Field;
import java.util.Optional;

/// How the machine goes on after the installation.
final class InstallRules implements Rules {

    @Override
    public void check(Subject subject, Findings findings) {
        Optional<Block> install = subject.config().install();
        Optional<Field> reboot = install.flatMap(block -> block.field("reboot")).filter(Field::isTrue);
        Optional<Field> old = subject.config()
                .stylus()
                .flatMap(block -> block.field("reboot"))
                .filter(Field::isTrue);
        boolean poweroff = install.filter(block -> block.isTrue("poweroff")).isPresent();
        reboot.or(() -> old).ifPresent(field -> {
            if (poweroff) {
                findings.addAtKey(
                        FindingCode.POWEROFF_AND_REBOOT,
                        field,
                        "'install.poweroff' is true, too, and wins",
                        "keep one of the two");
            } else {
                findings.addAtKey(
                        FindingCode.INSTALLER_LOOP,
                        field,
                        "with '%s' the machine installs again and again while the medium is in".formatted(field.path()),
                        "use install.poweroff, or see that the medium is taken out in time");
            }
        });
    }
}
