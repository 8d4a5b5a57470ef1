package dev.slipway.builder.evidence.sbom;

import dev.slipway.builder.evidence.sbom.InstalledPackage.Format;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The database of dpkg: paragraphs of fields (deb-control(5), dpkg-query(1) on states). It knows no licences.
final class DpkgStatus {

    /// States of which nothing but perhaps configuration is left.
    private static final Set<String> GONE = Set.of("not-installed", "config-files");

    private static final Set<String> FIELDS = Set.of("Package", "Status", "Version", "Architecture");

    private DpkgStatus() {}

    /// Reads a database.
    ///
    /// @param withStates whether every paragraph has a state; where not, all are installed
    static List<InstalledPackage> parse(String text, boolean withStates) {
        List<InstalledPackage> packages = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            if (line.isBlank()) {
                add(fields, withStates, packages);
                fields.clear();
            } else if (!Character.isWhitespace(line.charAt(0))) {
                int colon = line.indexOf(':');
                if (colon > 0 && FIELDS.contains(line.substring(0, colon))) {
                    fields.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
        }
        add(fields, withStates, packages);
        return packages;
    }

    private static void add(Map<String, String> fields, boolean withStates, List<InstalledPackage> packages) {
        String status = fields.getOrDefault("Status", withStates ? "not-installed" : "installed");
        String state = status.substring(status.lastIndexOf(' ') + 1);
        String name = fields.getOrDefault("Package", "");
        String version = fields.getOrDefault("Version", "");
        if (!GONE.contains(state) && !name.isEmpty() && !version.isEmpty()) {
            packages.add(new InstalledPackage(
                    Format.DEB,
                    name,
                    version,
                    Optional.empty(),
                    fields.getOrDefault("Architecture", ""),
                    Optional.empty()));
        }
    }
}
