package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.builder.userdata.model.KeyPath;
import dev.slipway.builder.userdata.schema.UserDataSchema;
import dev.slipway.builder.yaml.YamlMapping;
import java.util.List;

/// Keys of the first level that the system on the medium does not read, as the schema tells the readers of each.
final class FlavourRules implements Rules {

    @Override
    public void check(Subject subject, Findings findings) {
        subject.context().reader().ifPresent(reader -> {
            for (YamlMapping.Entry entry : subject.document().root().entries()) {
                UserDataSchema.root()
                        .child(entry.name())
                        .map(schema -> schema.words().readers())
                        .filter(readers -> !reader.reads(readers))
                        .ifPresent(readers -> ignored(entry, reader, readers, findings));
            }
        });
    }

    private static void ignored(
            YamlMapping.Entry entry, UserDataReader reader, List<String> readers, Findings findings) {
        findings.add(Finding.of(
                        FindingCode.IGNORED_BY_FLAVOUR,
                        entry.key().span(),
                        KeyPath.of(entry.name()),
                        "%s does not read '%s'".formatted(reader.title(), entry.name()))
                .fix("remove it; %s reads it".formatted(String.join(" or ", readers))));
    }
}
