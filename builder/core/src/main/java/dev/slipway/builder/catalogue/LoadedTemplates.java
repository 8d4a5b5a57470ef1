package dev.slipway.builder.catalogue;

import dev.slipway.builder.catalogue.SiteTemplates.TemplateFile;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.templates.user.TemplateFailure;
import dev.slipway.templates.user.UserTemplate;
import dev.slipway.templates.user.UserTemplateException;
import dev.slipway.templates.user.UserTemplates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The templates of a catalogue, each read once.
final class LoadedTemplates {

    private final Map<Path, UserTemplates> folders = new LinkedHashMap<>();
    private final Map<String, UserTemplate> overlays = new HashMap<>();
    private final IdentityHashMap<UserTemplate, byte[]> digests = new IdentityHashMap<>();
    private final List<SiteFinding> findings = new ArrayList<>();
    private final Path catalogueFolder;
    private final Optional<UserTemplate> userData;
    private final Optional<UserTemplate> networkConfig;
    private final Optional<UserTemplate> metaData;

    LoadedTemplates(Catalogue catalogue) {
        catalogueFolder = catalogue.folder();
        userData = catalogue.templates().userData().flatMap(this::load);
        networkConfig = catalogue.templates().networkConfig().flatMap(this::load);
        metaData = catalogue.templates().metaData().flatMap(this::load);
        Set<String> tried = new HashSet<>();
        for (Site site : catalogue.sites()) {
            for (Site.Overlay overlay : site.overlays()) {
                if (overlay.node() instanceof YamlScalar path && tried.add(path.text())) {
                    load(new TemplateFile(catalogueFolder, path.text(), overlay.where()))
                            .ifPresent(template -> overlays.put(path.text(), template));
                }
            }
        }
    }

    /// What could not be loaded, and why.
    List<SiteFinding> findings() {
        return Collections.unmodifiableList(findings);
    }

    Optional<UserTemplate> userData() {
        return userData;
    }

    Optional<UserTemplate> networkConfig() {
        return networkConfig;
    }

    Optional<UserTemplate> metaData() {
        return metaData;
    }

    Optional<UserTemplate> overlay(String path) {
        return Optional.ofNullable(overlays.get(path));
    }

    /// Adds a template to a site's digest.
    void addTo(SiteDigest digest, String role, UserTemplate template) {
        digest.template(role, Optional.ofNullable(digests.get(template)).orElseThrow());
    }

    /// All files by their names below the catalogue's folder, or by their paths where they lie elsewhere.
    SortedMap<String, Path> files() {
        SortedMap<String, Path> files = new TreeMap<>();
        folders.forEach((folder, templates) -> templates.files().forEach((name, path) -> {
            boolean isOurs = folder.equals(catalogueFolder.toAbsolutePath().normalize());
            files.put(isOurs ? name : folder.resolve(name).toString(), path);
        }));
        return files;
    }

    private Optional<UserTemplate> load(TemplateFile file) {
        Path folder = file.folder().toAbsolutePath().normalize();
        try {
            if (Path.of(file.path()).isAbsolute()) {
                tell(file, "'%s' leads out of the catalogue's folder".formatted(SafeText.shown(file.path())));
                return Optional.empty();
            }
            UserTemplate template = folders.computeIfAbsent(folder, UserTemplates::below)
                    .load(Path.of(file.path()).normalize().toString());
            digests.put(template, SiteDigest.of(template));
            return Optional.of(template);
        } catch (UserTemplateException e) {
            e.failures().forEach(failure -> tell(file, message(failure)));
        } catch (java.nio.file.InvalidPathException e) {
            tell(file, "'%s' is no path".formatted(SafeText.shown(file.path())));
        }
        return Optional.empty();
    }

    /// A failure before any value came in.
    private static String message(TemplateFailure failure) {
        return failure.line() == 0 ? failure.detail() : "%s: %s".formatted(failure.where(), failure.detail());
    }

    private void tell(TemplateFile file, String message) {
        findings.add(SiteFinding.error("site.template", file.where(), message));
    }
}
