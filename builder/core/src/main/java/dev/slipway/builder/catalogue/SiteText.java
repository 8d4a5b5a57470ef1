package dev.slipway.builder.catalogue;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.builder.userdata.Ignition;
import dev.slipway.builder.userdata.Preseed;
import dev.slipway.builder.userdata.SecretPlaces;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.userdata.merge.UserDataMerge;
import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlWriter;
import dev.slipway.templates.user.TemplateFailure;
import dev.slipway.templates.user.UserTemplate;
import dev.slipway.templates.user.UserTemplateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// One rendering of one site: goes on behind what is wrong, as far as that can be.
final class SiteText {

    private static final String USER_DATA = "user-data";

    private final Site site;
    private final LoadedTemplates templates;
    private final SiteModel model;
    private final Map<String, Object> values;
    private final List<SiteFinding> findings = new ArrayList<>();

    SiteText(Site site, LoadedTemplates templates, Secrets secrets) {
        this.site = site;
        this.templates = templates;
        // A secret that cannot be had is in no message.
        model = new SiteModel(site, secrets, missing -> findings.add(missing.of(site.name())));
        values = model.values();
    }

    Map<String, Object> values() {
        return values;
    }

    /// Adds what is merged over the user-data.
    void addOverlays(SiteDigest digest) {
        for (Site.Overlay overlay : site.overlays()) {
            switch (overlay.node()) {
                case YamlScalar path ->
                    templates
                            .overlay(path.text())
                            .ifPresent(template -> templates.addTo(digest, path.text(), template));
                default -> digest.value(model.valueOf(overlay.node()));
            }
        }
    }

    List<Secret> secrets() {
        return model.used();
    }

    /// Without the secrets, and each with the site's name.
    List<SiteFinding> findings() {
        return List.copyOf(findings);
    }

    Optional<BootConfiguration> userData() {
        Optional<BootConfiguration> base = templates.userData().isPresent()
                ? render(templates.userData().get(), USER_DATA).flatMap(this::configuration)
                : configuration("#cloud-config\n");
        if (templates.userData().isEmpty() && site.overlays().isEmpty()) {
            add(SiteFinding.error("site.user-data", site.where(), "there is no user-data for the site")
                    .fix("name a template with 'user-data' in the catalogue, or give the site an 'overlay'"));
            return Optional.empty();
        }
        Optional<BootConfiguration> whole = site.overlays().isEmpty() ? base : base.flatMap(this::merged);
        return whole.filter(ignored -> findings.isEmpty()).flatMap(this::marked);
    }

    private Optional<BootConfiguration> configuration(String text) {
        try {
            return Optional.of(BootConfiguration.of(text.getBytes(StandardCharsets.UTF_8), USER_DATA));
        } catch (ProblemException e) {
            tell(e.problem(), USER_DATA);
            return Optional.empty();
        }
    }

    private Optional<BootConfiguration> merged(BootConfiguration base) {
        if (!(base instanceof UserData first)) {
            add(SiteFinding.error(
                    "site.overlay", site.where(), "an overlay cannot be merged over %s".formatted(base.kind())));
            return Optional.empty();
        }
        List<UserData> files = new ArrayList<>(List.of(first));
        for (Site.Overlay overlay : site.overlays()) {
            overlay(overlay).ifPresent(files::add);
        }
        try {
            return Optional.of(UserDataMerge.of(files).userData());
        } catch (ProblemException e) {
            tell(e.problem(), USER_DATA);
            return Optional.empty();
        }
    }

    private Optional<UserData> overlay(Site.Overlay overlay) {
        String name = overlay.node() instanceof YamlScalar path ? path.text() : "overlay at " + overlay.where();
        // What could not be loaded was told for all sites.
        Optional<String> text = switch (overlay.node()) {
            case YamlScalar path -> templates.overlay(path.text()).flatMap(template -> render(template, name));
            case YamlMapping mapping -> Optional.of("#cloud-config\n" + YamlWriter.write(model.withSecrets(mapping)));
            default -> Optional.empty();
        };
        try {
            return text.map(rendered -> UserData.of(rendered.getBytes(StandardCharsets.UTF_8), name));
        } catch (ProblemException e) {
            tell(e.problem(), name);
            return Optional.empty();
        }
    }

    /// A file for cloud-init's NoCloud data source, which is a mapping.
    Optional<byte[]> seedFile(Optional<UserTemplate> template, String name) {
        Optional<String> text = template.flatMap(one -> render(one, name));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            YamlDocument document = YamlDocument.parse(text.get(), name, name);
            String line = secretLine(new SecretScan(secrets()).walk(document.root()), name);
            String separator = line.isEmpty() || text.get().endsWith("\n") ? "" : "\n";
            return Optional.of((text.get() + separator + line).getBytes(StandardCharsets.UTF_8));
        } catch (ProblemException e) {
            tell(e.problem(), name);
            return Optional.empty();
        }
    }

    /// The same with the line that tells where secrets stand.
    private Optional<BootConfiguration> marked(BootConfiguration configuration) {
        if (secrets().isEmpty()) {
            return Optional.of(configuration);
        }
        SecretScan scan = new SecretScan(secrets());
        Optional<BootConfiguration> marked = switch (configuration) {
            case UserData userData -> {
                String line = secretLine(scan.walk(userData.document().root()), USER_DATA);
                yield Optional.of(line.isEmpty() ? userData : userData.withLastLine(line));
            }
            case Preseed preseed -> Optional.of(marked(preseed, scan));
            case Ignition ignition -> {
                // JSON has no comments to mark places with: what is hidden in any config must hide the secret.
                refuseShown(scan.holds(ignition.masked()));
                yield Optional.of(ignition);
            }
        };
        return marked.filter(ignored -> findings.isEmpty());
    }

    /// JSON has no comment that could tell where a secret stands.
    private void refuseShown(boolean isShown) {
        if (isShown) {
            add(
                    SiteFinding.error(
                                    "site.secret",
                                    site.where(),
                                    "%s: a secret stands where 'inspect' would show it".formatted(USER_DATA))
                            .fix(
                                    "in an Ignition config, put it into a file with mode 384 (0600), a passwordHash or a keyFile"));
        }
    }

    private Preseed marked(Preseed preseed, SecretScan scan) {
        TreeSet<String> questions = new TreeSet<>();
        for (Preseed.Answer answer : preseed.answers()) {
            if (scan.holds(answer.value())) {
                questions.add(answer.question());
            }
            refuse(scan.holds(answer.owner() + answer.question()), USER_DATA);
        }
        refuse(scan.holds(preseed.comments()), USER_DATA);
        return questions.isEmpty() ? preseed : preseed.withLastLine(SecretPlaces.line(questions));
    }

    private String secretLine(SecretScan scan, String name) {
        refuse(scan.isMisplaced(), name);
        return scan.places().isEmpty() ? "" : SecretPlaces.line(scan.places());
    }

    private void refuse(boolean isMisplaced, String name) {
        if (isMisplaced) {
            add(SiteFinding.error(
                            "site.secret",
                            site.where(),
                            "%s: a secret stands in a key or a comment, or where nothing can hide it".formatted(name))
                    .fix("secrets belong into values, where 'inspect' can hide them"));
        }
    }

    private Optional<String> render(UserTemplate template, String name) {
        try {
            return Optional.of(template.render(values));
        } catch (UserTemplateException e) {
            e.failures().forEach(failure -> add(finding(failure, name)));
            return Optional.empty();
        }
    }

    private SiteFinding finding(TemplateFailure failure, String name) {
        // Such a message quotes values, escaped in ways of its own.
        boolean isQuoting =
                failure.kind() == TemplateFailure.Kind.VALUE && !secrets().isEmpty();
        String detail = isQuoting
                ? "the value of '%s' is not what is needed here"
                        .formatted(failure.expression().orElse("an expression"))
                : failure.detail();
        SiteFinding finding = SiteFinding.error(
                failure.kind() == TemplateFailure.Kind.UNDEFINED ? "site.undefined" : "site.template",
                site.where(),
                "%s: %s (%s)".formatted(name, detail, failure.where()));
        return failure.kind() == TemplateFailure.Kind.UNDEFINED
                ? finding.fix("give it a value in the site, a group or the defaults")
                : finding;
    }

    private void tell(Problem problem, String name) {
        String place = problem.where().orElse(name);
        String message = "%s: %s%s"
                .formatted(
                        place, problem.what(), problem.why().map(": "::concat).orElse(""));
        SiteFinding finding = SiteFinding.error(problem.code(), site.where(), message);
        add(problem.fix().map(finding::fix).orElse(finding));
    }

    private void add(SiteFinding finding) {
        findings.add(finding.of(site.name()).message(Secrets.hide(secrets(), finding.message())));
    }
}
