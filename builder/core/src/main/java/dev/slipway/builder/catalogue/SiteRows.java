package dev.slipway.builder.catalogue;

import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes sites of what is written about each.
final class SiteRows {

    private static final int SITES_MAX = 1_000_000;

    private final SharedValues defaults;
    private final Map<String, SharedValues> groups;
    private final List<SiteFinding> findings;
    private final List<Site> sites = new ArrayList<>();
    private final Map<List<String>, SharedValues> merged = new HashMap<>();

    /// By the name in lower case: names become files, on disks that do not tell the cases apart, too.
    private final Map<String, Site> byName = new HashMap<>();

    SiteRows(SharedValues defaults, Map<String, SharedValues> groups, List<SiteFinding> findings) {
        this.defaults = defaults;
        this.groups = groups;
        this.findings = findings;
    }

    List<Site> sites() {
        return sites;
    }

    void add(List<YamlMapping> rows, String file) {
        ValueCheck check = new ValueCheck(file, findings::add);
        for (YamlMapping row : rows) {
            String where = row.span().in(file);
            if (sites.size() >= SITES_MAX) {
                findings.add(
                        SiteFinding.error("site.count", where, "there are more than %d sites".formatted(SITES_MAX)));
                return;
            }
            // A name has rules of its own.
            row.entries().stream().filter(entry -> !entry.name().equals("name")).forEach(check::entry);
            name(row, file).ifPresent(name -> add(name, row, file, where));
        }
    }

    private void add(String name, YamlMapping row, String file, String where) {
        List<String> ofGroups = groups(row, file, name);
        SharedValues shared = merged.computeIfAbsent(ofGroups, this::shared);
        SharedValues all = shared.with(SharedValues.of(row, CatalogueReader.overlay(row, file, findings)));
        Site site = new Site(name, where, ofGroups, all.values(), all.overlays());
        Site twin = byName.putIfAbsent(name.toLowerCase(Locale.ROOT), site);
        if (twin == null) {
            sites.add(site);
            return;
        }
        String what = twin.name().equals(name)
                ? "there are two sites of this name"
                : "its name differs from '%s' in nothing but the case".formatted(twin.name());
        findings.add(SiteFinding.error("site.duplicate", where, "%s; the other is at %s".formatted(what, twin.where()))
                .of(name)
                .fix("give one of them another name"));
    }

    private SharedValues shared(List<String> names) {
        SharedValues values = defaults;
        for (String group : names) {
            values = values.with(Optional.ofNullable(groups.get(group)).orElse(SharedValues.NONE));
        }
        return values;
    }

    private Optional<String> name(YamlMapping row, String file) {
        Optional<YamlNode> node = row.find("name");
        if (!(node.orElse(null) instanceof YamlScalar scalar) || scalar.isNull()) {
            String where = node.orElse(row).span().in(file);
            findings.add(
                    SiteFinding.error("site.name", where, "a site has no name").fix("give it a 'name', a single word"));
            return Optional.empty();
        }
        Optional<String> refusal = SafeText.refusalOfName(scalar.text());
        refusal.ifPresent(reason -> findings.add(SiteFinding.error(
                "site.name",
                scalar.span().in(file),
                "the name '%s' is refused: %s".formatted(SafeText.shown(scalar.text()), reason))));
        return refusal.isPresent() ? Optional.empty() : Optional.of(scalar.text());
    }

    private List<String> groups(YamlMapping row, String file, String site) {
        List<String> named = new ArrayList<>();
        YamlNode node = row.find("groups").orElse(row);
        switch (node) {
            case YamlSequence sequence ->
                sequence.items().forEach(item -> group(item, file, site).ifPresent(named::add));
            case YamlScalar scalar
            when !scalar.isNull() -> {
                for (String each : scalar.text().strip().split("[,\\s]+", -1)) {
                    if (!each.isEmpty()) {
                        known(each, scalar, file, site).ifPresent(named::add);
                    }
                }
            }
            case YamlMapping mapping
            when row.find("groups").isPresent() ->
                findings.add(SiteFinding.error(
                                "site.group", mapping.span().in(file), "'groups' is a list of names, not a mapping")
                        .of(site));
            default -> {}
        }
        return List.copyOf(named);
    }

    private Optional<String> group(YamlNode item, String file, String site) {
        if (item instanceof YamlScalar scalar && !scalar.isNull()) {
            return known(scalar.text(), scalar, file, site);
        }
        findings.add(SiteFinding.error("site.group", item.span().in(file), "a group is named by a single word")
                .of(site));
        return Optional.empty();
    }

    private Optional<String> known(String group, YamlScalar scalar, String file, String site) {
        if (groups.containsKey(group)) {
            return Optional.of(group);
        }
        findings.add(SiteFinding.error(
                        "site.group", scalar.span().in(file), "there is no group '%s'".formatted(SafeText.shown(group)))
                .of(site)
                .fix(
                        groups.isEmpty()
                                ? "define it below 'groups'"
                                : "the groups are " + String.join(", ", groups.keySet())));
        return Optional.empty();
    }
}
