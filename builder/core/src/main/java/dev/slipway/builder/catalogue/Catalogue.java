package dev.slipway.builder.catalogue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sites of a fleet: `sites.yaml`, or a CSV file alone.
public final class Catalogue {

    private final Path file;
    private final SiteTemplates templates;
    private final List<Site> sites;
    private final List<Path> imports;
    private final Map<String, Site> byName = new LinkedHashMap<>();

    Catalogue(Path file, SiteTemplates templates, List<Site> sites, List<Path> imports) {
        this.file = file;
        this.templates = templates;
        this.sites = List.copyOf(sites);
        this.imports = List.copyOf(imports);
        sites.forEach(site -> byName.put(site.name(), site));
    }

    /// Reads a catalogue with the CSV files that it imports.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException listing what is wrong in it
    public static Catalogue read(Path file) {
        CatalogueReading reading = CatalogueReading.of(file);
        SiteFinding.problem(reading.findings(), file.toString()).ifPresent(problem -> {
            throw problem.exception();
        });
        return reading.catalogue();
    }

    /// The same with templates of the user's, which stand in for those that it names.
    public Catalogue with(SiteTemplates others) {
        return new Catalogue(file, others.orElse(templates), sites, imports);
    }

    /// The file that was read.
    public Path file() {
        return file;
    }

    /// In their order: those of the catalogue itself, then those of CSV files.
    public List<Site> sites() {
        return sites;
    }

    /// The site of that name.
    public Optional<Site> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    SiteTemplates templates() {
        return templates;
    }

    /// The CSV files.
    List<Path> imports() {
        return imports;
    }

    /// What paths in it are relative to.
    Path folder() {
        return folderOf(file);
    }

    static Path folderOf(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    }
}
