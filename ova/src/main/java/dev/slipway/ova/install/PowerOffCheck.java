package dev.slipway.ova.install;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.inspection.MediumReading;
import dev.slipway.builder.inspection.MediumReading.BakedFile;
import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.builder.userdata.Preseed;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Whether the guest will switch its machine off when it has installed. Found out before minutes are spent on one that
/// will not.
record PowerOffCheck(MediumReading medium, Optional<SeedReading> seed, Consumer<String> warnings) {

    private static final int BYTES_MAX = 16 << 20;

    private static final String PRESEEDED = "debian-installer/exit/poweroff";

    private static final List<Wish> WISHES = List.of(
            new Wish(List.of("install", "poweroff"), "true"),
            new Wish(List.of("power_state", "mode"), "poweroff"),
            new Wish(List.of("autoinstall", "shutdown"), "poweroff"));

    /// A key that decides it.
    private record Wish(List<String> keys, String value) {}

    /// @throws dev.slipway.builder.problem.ProblemException where it will stay on
    void check() {
        Optional<BootConfiguration> own = userDataOfMedium();
        Optional<BootConfiguration> brought = seed.map(SeedReading::userData);
        if (isSlipway() && seed.isPresent()) {
            warnings.accept(
                    "the installer of flavour slipway takes its user-data from its own medium: the disk will not"
                            + " have what is on the seed");
        }
        List<Optional<BootConfiguration>> deciding = isSlipway() ? List.of(own) : List.of(brought, own);
        for (Optional<BootConfiguration> configuration : deciding) {
            Optional<Boolean> says = configuration.flatMap(PowerOffCheck::says);
            if (says.isPresent()) {
                if (says.get()) {
                    return;
                }
                break;
            }
        }
        if (own.isEmpty() && brought.isEmpty()) {
            throw Problem.input("install.no-user-data", "the installer has no user-data, and would wait for a person")
                    .at(medium.file().toString())
                    .fix("bring it with --seed, or bake it in: slipway build-installer --base iso:%s --user-data FILE"
                            .formatted(medium.file()))
                    .exception();
        }
        throw staysOn(brought.isPresent() && !isSlipway());
    }

    private boolean isSlipway() {
        return medium.flavour().map(Flavour::name).filter("slipway"::equals).isPresent();
    }

    private Optional<BootConfiguration> userDataOfMedium() {
        Optional<BakedFile> baked = medium.userData();
        if (baked.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = baked.get().node().content().toByteArray(BYTES_MAX);
            return bytes.length == 0
                    ? Optional.empty()
                    : Optional.of(BootConfiguration.of(
                            bytes,
                            "%s, /%s".formatted(medium.file(), baked.get().path())));
        } catch (IOException e) {
            throw Diagnosis.of(e).exception(e);
        }
    }

    /// Whether it wants the machine off; nothing where it does not speak of that.
    private static Optional<Boolean> says(BootConfiguration configuration) {
        return switch (configuration) {
            case UserData userData ->
                WISHES.stream()
                        .flatMap(wish -> userData
                                .document()
                                .find(wish.keys().toArray(String[]::new))
                                .map(node -> isSaid(node, wish.value()))
                                .stream())
                        .findFirst();
            case Preseed preseed ->
                Optional.of(preseed.answers().stream()
                        .anyMatch(answer -> answer.question().equals(PRESEEDED)
                                && answer.value().equals("true")));
            default -> Optional.empty();
        };
    }

    private static boolean isSaid(YamlNode node, String value) {
        return node instanceof YamlScalar scalar
                && (value.equals("true") ? scalar.isTrue() : scalar.text().equals(value));
    }

    private RuntimeException staysOn(boolean bySeed) {
        boolean preseed = medium.flavour()
                .map(Flavour::name)
                .filter("debian-installer"::equals)
                .isPresent();
        String lines = preseed ? "d-i %s boolean true".formatted(PRESEEDED) : "install:\n  poweroff: true";
        String where =
                bySeed ? seed.orElseThrow().file().toString() : medium.file().toString();
        return Problem.input("install.stays-on", "the guest would not switch its machine off when it has installed")
                .at(where)
                .because("nothing in its user-data says so, and only then is the disk known to be complete")
                .fix("add to the user-data:\n" + lines)
                .exception();
    }
}
