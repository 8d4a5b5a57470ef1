package dev.slipway.builder.catalogue;

import dev.slipway.builder.catalogue.Site.Overlay;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlNodes;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the keys of a catalogue, and goes on behind what is wrong.
final class CatalogueReader {

    private static final Set<String> KEYS =
            Set.of("user-data", "network-config", "meta-data", "defaults", "groups", "import", "sites");

    private final Path file;
    private final String name;
    private final List<SiteFinding> findings = new ArrayList<>();
    private final List<Path> imports = new ArrayList<>();
    private final Map<String, SharedValues> groups = new LinkedHashMap<>();
    private SiteTemplates templates = SiteTemplates.NONE;
    private List<Site> sites = List.of();

    CatalogueReader(Path file) {
        this.file = file;
        name = file.toString();
    }

    List<SiteFinding> findings() {
        return findings;
    }

    Catalogue catalogue() {
        return new Catalogue(file, templates, sites, imports);
    }

    void csv(byte[] bytes) {
        SiteRows rows = new SiteRows(SharedValues.NONE, groups, findings);
        rows.add(new CsvRows(CatalogueFiles.decode(bytes, name), name, findings::add).read(), name);
        sites = rows.sites();
    }

    void yaml(byte[] bytes) {
        String text = CatalogueFiles.decode(bytes, name);
        YamlMapping root = YamlDocument.parseWithoutComments(
                        text, name, "catalogue", duplicate -> findings.add(SiteFinding.of(duplicate, name)))
                .root();
        for (YamlMapping.Entry entry : root.entries()) {
            if (!KEYS.contains(entry.name())) {
                findings.add(SiteFinding.error(
                                "catalogue.key",
                                entry.key().span().in(name),
                                "'%s' is no key of a catalogue".formatted(SafeText.shown(entry.name())))
                        .fix("the keys are user-data, network-config, meta-data, defaults, groups, import, sites"));
            }
        }
        templates = new SiteTemplates(
                template(root, "user-data"), template(root, "network-config"), template(root, "meta-data"));
        SharedValues defaults = mapping(root, "defaults")
                .map(values -> shared(values, "defaults"))
                .orElse(SharedValues.NONE);
        for (YamlMapping.Entry group :
                mapping(root, "groups").map(YamlMapping::effectiveEntries).orElse(List.of())) {
            group(group);
        }
        SiteRows rows = new SiteRows(defaults, groups, findings);
        root.find("sites").ifPresent(node -> rows.add(listed(node), name));
        importPaths(root).forEach(path -> importCsv(path, rows));
        sites = rows.sites();
        if (sites.isEmpty() && findings.isEmpty()) {
            findings.add(SiteFinding.error("catalogue.empty", name + ":1:1", "the catalogue has no sites")
                    .fix("list them below 'sites', or name a CSV file with 'import'"));
        }
    }

    private void group(YamlMapping.Entry group) {
        SafeText.refusal(group.name()).ifPresent(reason -> wrong(group.key(), "a group's name is refused: " + reason));
        if (group.value() instanceof YamlMapping values) {
            groups.put(group.name(), shared(values, "the group '%s'".formatted(SafeText.shown(group.name()))));
        } else if (ValueMerge.isNull(group.value())) {
            groups.put(group.name(), SharedValues.NONE);
        } else {
            wrong(
                    group.value(),
                    "a group is a mapping of values, not %s"
                            .formatted(group.value().kind()));
        }
    }

    private SharedValues shared(YamlMapping values, String whose) {
        new ValueCheck(name, findings::add).check(values);
        for (String reserved : List.of("name", "groups")) {
            values.findEntry(reserved)
                    .ifPresent(entry ->
                            wrong(entry.key(), "'%s' belongs to a site, not to %s".formatted(reserved, whose)));
        }
        return SharedValues.of(values, overlay(values, name, findings));
    }

    /// What is merged over the user-data of all that have these values.
    static Optional<Overlay> overlay(YamlMapping values, String file, List<SiteFinding> findings) {
        Optional<YamlNode> node = values.find("overlay").filter(value -> !ValueMerge.isNull(value));
        boolean isSound =
                node.map(value -> value instanceof YamlMapping || isText(value)).orElse(true);
        if (!isSound) {
            findings.add(SiteFinding.error(
                    "site.overlay",
                    node.orElseThrow().span().in(file),
                    "an overlay is the path of a file or a mapping, not %s"
                            .formatted(node.orElseThrow().kind())));
            return Optional.empty();
        }
        return node.map(value -> new Overlay(value, value.span().in(file)));
    }

    private Optional<SiteTemplates.TemplateFile> template(YamlMapping root, String key) {
        Optional<YamlNode> node = root.find(key).filter(value -> !ValueMerge.isNull(value));
        if (node.isPresent() && !isText(node.get())) {
            wrong(
                    node.get(),
                    "'%s' is the path of a template, not %s"
                            .formatted(key, node.get().kind()));
            return Optional.empty();
        }
        return node.map(value -> new SiteTemplates.TemplateFile(
                Catalogue.folderOf(file),
                ((YamlScalar) value).text(),
                value.span().in(name)));
    }

    private Optional<YamlMapping> mapping(YamlMapping root, String key) {
        Optional<YamlNode> node = root.find(key).filter(value -> !ValueMerge.isNull(value));
        if (node.isPresent() && !(node.get() instanceof YamlMapping)) {
            wrong(
                    node.get(),
                    "'%s' is a mapping, not %s".formatted(key, node.get().kind()));
            return Optional.empty();
        }
        return node.map(YamlMapping.class::cast);
    }

    /// Sites of a list, or of a mapping by their names.
    private List<YamlMapping> listed(YamlNode node) {
        List<YamlMapping> listed = new ArrayList<>();
        switch (node) {
            case YamlSequence sequence ->
                sequence.items().forEach(item -> {
                    if (item instanceof YamlMapping site) {
                        listed.add(site);
                    } else {
                        wrong(item, "a site is a mapping with a 'name', not %s".formatted(item.kind()));
                    }
                });
            case YamlMapping mapping ->
                mapping.effectiveEntries().forEach(entry -> named(entry).ifPresent(listed::add));
            case YamlScalar scalar when scalar.isNull() -> {}
            case YamlScalar scalar -> wrong(scalar, "'sites' is a list or a mapping, not %s".formatted(scalar.kind()));
        }
        return listed;
    }

    private Optional<YamlMapping> named(YamlMapping.Entry entry) {
        YamlMapping.Entry nameEntry = new YamlMapping.Entry(YamlNodes.text("name"), entry.key());
        List<YamlMapping.Entry> entries = new ArrayList<>(List.of(nameEntry));
        if (entry.value() instanceof YamlMapping values) {
            values.findEntry("name")
                    .ifPresent(twice -> wrong(twice.key(), "the site has its name already, as its key"));
            values.effectiveEntries().stream()
                    .filter(value -> !value.name().equals("name"))
                    .forEach(entries::add);
        } else if (!ValueMerge.isNull(entry.value())) {
            wrong(
                    entry.value(),
                    "a site is a mapping of values, not %s"
                            .formatted(entry.value().kind()));
            return Optional.empty();
        }
        return Optional.of(
                new YamlMapping(entries, entry.key().span(), entry.key().comments()));
    }

    private List<YamlScalar> importPaths(YamlMapping root) {
        List<YamlScalar> paths = new ArrayList<>();
        List<YamlNode> nodes = root.find("import")
                .map(node -> node instanceof YamlSequence sequence ? sequence.items() : List.of(node))
                .orElse(List.of());
        for (YamlNode node : nodes) {
            if (isText(node)) {
                paths.add((YamlScalar) node);
            } else if (!ValueMerge.isNull(node)) {
                wrong(node, "'import' names CSV files, not %s".formatted(node.kind()));
            }
        }
        return paths;
    }

    private void importCsv(YamlScalar path, SiteRows rows) {
        try {
            Path csv = CatalogueFiles.below(
                    Catalogue.folderOf(file), path.text(), path.span().in(name));
            String text = CatalogueFiles.decode(CatalogueFiles.read(csv), csv.toString());
            imports.add(csv);
            rows.add(new CsvRows(text, csv.toString(), findings::add).read(), csv.toString());
        } catch (ProblemException e) {
            Problem problem = e.problem();
            findings.add(SiteFinding.of(problem, path.span().in(name)));
        }
    }

    private static boolean isText(YamlNode node) {
        return node instanceof YamlScalar scalar
                && scalar.isString()
                && !scalar.text().isBlank();
    }

    private void wrong(YamlNode node, String message) {
        findings.add(SiteFinding.error("catalogue.type", node.span().in(name), message));
    }
}
