package dev.slipway.builder.catalogue;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A catalogue as far as it could be read, with all that is wrong in it.
///
/// @param catalogue holds the sites that are sound
/// @param findings in the order of the files
public record CatalogueReading(Catalogue catalogue, List<SiteFinding> findings) {

    public CatalogueReading {
        requireNonNull(catalogue, "catalogue is null");
        findings = List.copyOf(findings);
    }

    /// Reads a catalogue. Throws for nothing in it.
    ///
    /// @throws ProblemException where the file itself cannot be read
    public static CatalogueReading of(Path file) {
        byte[] bytes = CatalogueFiles.read(file);
        return of(file, bytes);
    }

    static CatalogueReading of(Path file, byte[] bytes) {
        boolean isCsv = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
        CatalogueReader reader = new CatalogueReader(file);
        try {
            if (isCsv) {
                reader.csv(bytes);
            } else {
                reader.yaml(bytes);
            }
        } catch (ProblemException e) {
            Problem problem = e.problem();
            reader.findings().add(SiteFinding.of(problem, file.toString()));
        }
        return new CatalogueReading(reader.catalogue(), reader.findings());
    }
}
