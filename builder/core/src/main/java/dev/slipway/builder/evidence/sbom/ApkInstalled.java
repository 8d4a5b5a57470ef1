package dev.slipway.builder.evidence.sbom;

import dev.slipway.builder.evidence.sbom.InstalledPackage.Format;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The database of Alpine's apk: paragraphs of lines, each a letter, a colon and a value (the letters: Alpine wiki,
/// "Apk
/// spec", and the page `apk-package(5)` of apk-tools). Lines of files repeat and are passed over.
final class ApkInstalled {

    private static final String NAME = "P";
    private static final String VERSION = "V";
    private static final String ARCHITECTURE = "A";
    private static final String LICENSE = "L";

    private ApkInstalled() {}

    static List<InstalledPackage> parse(String text) {
        List<InstalledPackage> packages = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            if (line.isBlank()) {
                add(fields, packages);
                fields.clear();
            } else if (line.indexOf(':') == 1) {
                fields.putIfAbsent(line.substring(0, 1), line.substring(2).strip());
            }
        }
        add(fields, packages);
        return packages;
    }

    private static void add(Map<String, String> fields, List<InstalledPackage> packages) {
        String name = fields.getOrDefault(NAME, "");
        String version = fields.getOrDefault(VERSION, "");
        if (!name.isEmpty() && !version.isEmpty()) {
            packages.add(new InstalledPackage(
                    Format.APK,
                    name,
                    version,
                    Optional.empty(),
                    fields.getOrDefault(ARCHITECTURE, ""),
                    Optional.ofNullable(fields.get(LICENSE)).filter(license -> !license.isEmpty())));
        }
    }
}
