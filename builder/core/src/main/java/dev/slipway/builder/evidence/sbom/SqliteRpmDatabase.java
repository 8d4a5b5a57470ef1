package dev.slipway.builder.evidence.sbom;

import dev.slipway.image.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// RPM's database in SQLite: the table `Packages (hnum INTEGER PRIMARY KEY, blob BLOB)` holds a header a row.
final class SqliteRpmDatabase {

    private static final String TABLE = "Packages";
    private static final int HEADER_COLUMN = 1;

    private SqliteRpmDatabase() {}

    static List<InstalledPackage> read(Image database) throws IOException {
        List<InstalledPackage> packages = new ArrayList<>();
        try (SqliteFile file = SqliteFile.open(database)) {
            file.visit(
                    TABLE,
                    row -> RpmHeader.decode(row.column(HEADER_COLUMN))
                            .installed()
                            .ifPresent(packages::add));
        }
        return packages;
    }
}
