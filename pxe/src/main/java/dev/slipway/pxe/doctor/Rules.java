package dev.slipway.pxe.doctor;

import java.util.List;
import java.util.stream.Stream;

/// All that the doctor knows, in the order of a boot.
final class Rules {

    private static final List<Rule> ALL = Stream.of(
                    AddressRules.all(),
                    BootServerRules.all(),
                    TransferRules.all(),
                    LoaderRules.all(),
                    SystemRules.all(),
                    HttpBootRules.all(),
                    DecisionRules.all())
            .flatMap(List::stream)
            .toList();

    private Rules() {}

    static List<Rule> all() {
        return ALL;
    }
}
