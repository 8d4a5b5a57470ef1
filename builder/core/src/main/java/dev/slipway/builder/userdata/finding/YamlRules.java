package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.model.KeyPath;
import dev.slipway.builder.yaml.Span;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import dev.slipway.builder.yaml.YamlWarning;
import java.util.IdentityHashMap;
import java.util.Optional;

/// What readers of YAML 1.1 take for something else, and permissions that are no octal number.
///
/// Permissions are where 1.1 is right: Kairos and cloud-init both read `0644` as octal, as everybody means it. There
/// the number without its zero is the trap.
final class YamlRules implements Rules {

    @Override
    public void check(Subject subject, Findings findings) {
        IdentityHashMap<YamlScalar, YamlWarning> warnings = new IdentityHashMap<>();
        subject.document().warnings().forEach(warning -> warnings.put(warning.scalar(), warning));
        walk(subject.document().root(), KeyPath.ROOT, warnings, findings);
    }

    private static void walk(
            YamlNode node, KeyPath path, IdentityHashMap<YamlScalar, YamlWarning> warnings, Findings findings) {
        if (findings.isFull()) {
            return;
        }
        switch (node) {
            case YamlMapping mapping -> {
                for (YamlMapping.Entry entry : mapping.entries()) {
                    // A key that is read otherwise is another key.
                    scalar(entry.key(), path.child(entry.name()), warnings, findings);
                    walk(entry.value(), path.child(entry.name()), warnings, findings);
                }
            }
            case YamlSequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    walk(sequence.items().get(i), path.item(i), warnings, findings);
                }
            }
            case YamlScalar scalar -> {
                if (!path.steps().isEmpty() && path.steps().getLast().equals("permissions")) {
                    permissions(scalar, path, findings);
                } else {
                    scalar(scalar, path, warnings, findings);
                }
            }
        }
    }

    private static void scalar(
            YamlScalar scalar, KeyPath path, IdentityHashMap<YamlScalar, YamlWarning> warnings, Findings findings) {
        YamlWarning warning = warnings.get(scalar);
        Span span = scalar.span();
        if (warning != null
                && !findings.has(FindingCode.WRONG_TYPE, span)
                && !findings.has(FindingCode.WRONG_VALUE, span)) {
            findings.add(Finding.of(
                            FindingCode.YAML_1_1,
                            span,
                            path,
                            "readers of YAML 1.1, such as cloud-init, take '%s' for %s"
                                    .formatted(scalar.text(), warning.readAs()))
                    .fix("put it in quotes, or write what it shall be"));
        }
    }

    private static void permissions(YamlScalar scalar, KeyPath path, Findings findings) {
        Optional<String> decimal = Optional.of(scalar.text())
                .filter(text -> scalar.type() == YamlScalar.Type.INTEGER && text.matches("[1-7][0-7]{2,3}"));
        decimal.ifPresent(text -> findings.add(Finding.of(
                        FindingCode.DECIMAL_PERMISSIONS,
                        scalar.span(),
                        path,
                        "'%s' is the decimal number %s, which is 0%o".formatted(path, text, Integer.parseInt(text)))
                .fix("write 0" + text)));
    }
}
