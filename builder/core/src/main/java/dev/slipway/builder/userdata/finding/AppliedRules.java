package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.builder.userdata.model.Block;
import dev.slipway.builder.userdata.model.Field;
import dev.slipway.builder.userdata.model.Step;
import dev.slipway.builder.userdata.schema.UserDataSchema;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What Kairos or cloud-init would apply and hosts of the reference base do not.
final class AppliedRules implements Rules {

    /// Keys that a service of the internet is asked for.
    private static final Pattern FETCHED_KEY = Pattern.compile("(?i)(github|gh|gitlab):.*");

    private final AppliedStages applied = AppliedStages.ofTheBase();

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.context().reader().filter(UserDataReader.SLIPWAY::equals).isEmpty()) {
            return;
        }
        checkRoot(subject.config().root(), findings);
        subject.config().root().block("stages").ifPresent(stages -> checkStages(stages, findings));
        subject.config().steps().forEach(step -> checkStep(step, findings));
        subject.config().siteUsers().forEach(user -> checkKeys(user.block(), findings));
    }

    /// A key that nobody is known to read is told of elsewhere.
    private void checkRoot(Block root, Findings findings) {
        for (YamlMapping.Entry entry : root.mapping().effectiveEntries()) {
            if (!applied.rootKeys().contains(entry.name())
                    && UserDataSchema.root().child(entry.name()).isPresent()) {
                root.field(entry.name())
                        .ifPresent(field -> tell(
                                field,
                                "'%s' is not applied on hosts of the reference base".formatted(entry.name()),
                                "leave it out, or write it as commands of a stage",
                                findings));
            }
        }
    }

    private void checkStages(Block stages, Findings findings) {
        for (YamlMapping.Entry entry : stages.mapping().effectiveEntries()) {
            stages.field(entry.name())
                    .filter(field -> !applied.hasStage(entry.name()) && isKnown(field, findings))
                    .ifPresent(field -> tell(
                            field,
                            "the stage '%s' is not applied on hosts of the reference base".formatted(entry.name()),
                            "move its steps to one of " + String.join(", ", sorted(applied.stages())),
                            findings));
        }
    }

    private void checkStep(Step step, Findings findings) {
        if (!applied.hasStage(step.stage())) {
            return;
        }
        for (YamlMapping.Entry entry : step.block().mapping().effectiveEntries()) {
            Field field = step.block().field(entry.name()).orElseThrow();
            if (!applied.stepKeys().contains(entry.name())) {
                checkKnown(field, findings);
            } else {
                checkBelow(step.block(), entry.name(), findings);
            }
        }
        step.users().forEach(user -> checkKeys(user.block(), findings));
        step.block()
                .block("authorized_keys")
                .ifPresent(keys -> keys.mapping()
                        .effectiveEntries()
                        .forEach(entry -> keys.field(entry.name()).ifPresent(field -> checkKeys(field, findings))));
    }

    private void checkBelow(Block step, String name, Findings findings) {
        Set<String> taken = applied.blockKeys().getOrDefault(name, Set.of());
        if (taken.isEmpty()) {
            return;
        }
        List<Block> blocks = name.equals("users")
                ? step.block(name).map(Block::children).orElse(List.of())
                : step.block(name).map(List::of).orElseGet(() -> step.items(name));
        for (Block block : blocks) {
            for (YamlMapping.Entry entry : block.mapping().effectiveEntries()) {
                if (!taken.contains(entry.name())) {
                    block.field(entry.name()).ifPresent(field -> checkKnown(field, findings));
                }
            }
        }
    }

    private static void checkKnown(Field field, Findings findings) {
        if (isKnown(field, findings)) {
            tell(
                    field,
                    "'%s' is not applied on hosts of the reference base"
                            .formatted(field.key().text()),
                    "write it as commands of the step, or leave it out",
                    findings);
        }
    }

    /// What nobody knows is told of already.
    private static boolean isKnown(Field field, Findings findings) {
        return !findings.has(FindingCode.UNKNOWN_KEY, field.key().span());
    }

    private static void checkKeys(Block user, Findings findings) {
        user.field("ssh_authorized_keys").ifPresent(field -> checkKeys(field, findings));
    }

    private static void checkKeys(Field field, Findings findings) {
        List<YamlNode> items =
                field.value() instanceof YamlSequence sequence ? sequence.items() : List.of(field.value());
        for (YamlNode item : items) {
            if (item instanceof YamlScalar scalar
                    && FETCHED_KEY.matcher(scalar.text()).matches()) {
                findings.add(Finding.of(
                                FindingCode.NOT_APPLIED,
                                scalar.span(),
                                field.path(),
                                "hosts of the reference base do not fetch keys: '%s'".formatted(scalar.text()))
                        .fix("write the public key itself"));
            }
        }
    }

    private static void tell(Field field, String message, String fix, Findings findings) {
        findings.addAtKey(FindingCode.NOT_APPLIED, field, message, fix);
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
