package dev.slipway.builder.catalogue;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.builder.userdata.SecretPlaces;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.userdata.finding.Finding;
import dev.slipway.builder.userdata.finding.UserDataValidation;
import dev.slipway.builder.userdata.finding.ValidationContext;
import dev.slipway.builder.userdata.model.KeyPath;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes each site's files of its values. Templates are read once, secrets when they are needed. Thread-safe.
public final class CatalogueRendering {

    private final Catalogue catalogue;
    private final LoadedTemplates templates;
    private final Secrets secrets;

    private CatalogueRendering(Catalogue catalogue, Map<String, String> environment) {
        this.catalogue = catalogue;
        templates = new LoadedTemplates(catalogue);
        secrets = new Secrets(catalogue.folder(), environment);
    }

    /// Reads the templates of a catalogue.
    ///
    /// @param environment where secrets can stand, and all that commands find
    /// @throws dev.slipway.builder.problem.ProblemException naming every template that is none
    public static CatalogueRendering of(Catalogue catalogue, Map<String, String> environment) {
        CatalogueRendering rendering = lenient(catalogue, environment);
        SiteFinding.problem(rendering.templates.findings(), catalogue.file().toString())
                .ifPresent(problem -> {
                    throw problem.exception();
                });
        return rendering;
    }

    /// The same; what is wrong with the templates is left to [#findings].
    static CatalogueRendering lenient(Catalogue catalogue, Map<String, String> environment) {
        return new CatalogueRendering(catalogue, environment);
    }

    List<SiteFinding> findings() {
        return templates.findings();
    }

    /// What the files of one site came to.
    ///
    /// @param content where all of it is sound
    /// @param findings why it is not
    record Rendered(Optional<SiteContent> content, List<SiteFinding> findings) {}

    /// Makes the files of a site.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException naming the site, and each key and place that is wrong
    public SiteContent render(Site site) {
        Rendered rendered = tryRender(site);
        SiteFinding.problem(rendered.findings(), site.where()).ifPresent(problem -> {
            throw problem.exception();
        });
        return rendered.content().orElseThrow();
    }

    Rendered tryRender(Site site) {
        SiteText text = new SiteText(site, templates, secrets);
        Optional<BootConfiguration> userData = text.userData();
        Optional<byte[]> metaData = text.seedFile(templates.metaData(), "meta-data");
        Optional<byte[]> networkConfig = text.seedFile(templates.networkConfig(), "network-config");
        boolean isSound = text.findings().isEmpty();
        return new Rendered(
                userData.filter(ignored -> isSound).map(one -> new SiteContent(one, metaData, networkConfig)),
                text.findings());
    }

    /// SHA-256 of all that decides what a site's files hold, the values of its secrets with it: who knows it can try
    /// out guesses of them. Belongs into files that others cannot read.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where a secret cannot be had
    public byte[] fingerprint(Site site) {
        SiteText text = new SiteText(site, templates, secrets);
        SiteFinding.problem(text.findings(), site.where()).ifPresent(problem -> {
            throw problem.exception();
        });
        SiteDigest digest = new SiteDigest().value(text.values());
        templates.userData().ifPresent(template -> templates.addTo(digest, "user-data", template));
        templates.networkConfig().ifPresent(template -> templates.addTo(digest, "network-config", template));
        templates.metaData().ifPresent(template -> templates.addTo(digest, "meta-data", template));
        text.addOverlays(digest);
        return digest.digest();
    }

    /// Checks a site's user-data as `user-data validate` does.
    ///
    /// @param content what [#render] made
    public List<SiteFinding> check(Site site, SiteContent content, ValidationContext context) {
        if (!(content.userData() instanceof UserData userData)) {
            return List.of();
        }
        List<Finding> found =
                UserDataValidation.of(userData, context.forSingleHost(true)).findings();
        if (found.isEmpty()) {
            return List.of();
        }
        SiteModel model = new SiteModel(site, secrets, ignored -> {});
        model.values();
        site.overlays().forEach(overlay -> model.valueOf(overlay.node()));
        Set<String> places = SecretPlaces.in(userData.document().text());
        return found.stream()
                .map(finding -> checked(site, finding, userData, places, model.used()))
                .toList();
    }

    private static SiteFinding checked(
            Site site, Finding finding, UserData userData, Set<String> places, List<Secret> used) {
        String sentence = SecretPlaces.touches(places, pointer(finding.path()))
                ? finding.code().summary() + " (not told: it holds a secret)"
                : Secrets.hide(used, finding.sentence());
        return new SiteFinding(
                Optional.of(site.name()),
                finding.code().code(),
                finding.severity(),
                site.where(),
                "%s: %s".formatted(finding.span().in(userData.document().name()), sentence),
                finding.fix().map(fix -> Secrets.hide(used, fix)));
    }

    private static String pointer(KeyPath path) {
        String pointer = "";
        for (String step : path.steps()) {
            boolean isItem = step.startsWith("[") && step.endsWith("]");
            pointer = isItem ? pointer + "/" + step.substring(1, step.length() - 1) : SecretPlaces.child(pointer, step);
        }
        return pointer;
    }

    /// The files that sites are made of, by name: the catalogue, its CSV files, templates and overlays. Never those
    /// that hold secrets.
    public SortedMap<String, Path> inputs() {
        SortedMap<String, Path> inputs = new TreeMap<>(templates.files());
        inputs.put(String.valueOf(catalogue.file().getFileName()), catalogue.file());
        catalogue.imports().forEach(csv -> inputs.put(nameOf(csv), csv));
        return Collections.unmodifiableSortedMap(inputs);
    }

    private String nameOf(Path csv) {
        return catalogue.folder().relativize(csv).normalize().toString().replace('\\', '/');
    }

    /// The keys of a site that are secrets, with dots between them.
    public List<String> secretNames(Site site) {
        return SiteModel.secretNames(site);
    }
}
