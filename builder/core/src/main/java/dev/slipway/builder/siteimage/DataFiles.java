package dev.slipway.builder.siteimage;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/// The files of a directory of site images. `index.json` is the only one that is ever replaced; whatever it names lies
/// in `data`, under a name that tells its content, and does not change.
record DataFiles(Path directory) {

    static final String INDEX = "index.json";
    static final String PACK_PREFIX = "contents-";
    static final String SITES_PREFIX = "sites-";
    static final String STATE_PREFIX = "state-";
    static final String BASE_PREFIX = "base-";
    static final String BILL_PREFIX = "sbom-";
    static final String PROVENANCE_PREFIX = "provenance-";

    /// Nothing else is ever removed.
    private static final Pattern OURS =
            Pattern.compile("(base|sites|state|contents|sbom|provenance)-([0-9a-f]{16}|new)\\.(iso|jsonl|pack|json)");

    Path index() {
        return directory.resolve(INDEX);
    }

    Path data() {
        return directory.resolve("data");
    }

    /// A file of the data directory.
    ///
    /// @throws ProblemException where the name would lead elsewhere
    Path data(String name) {
        if (!OURS.matcher(name).matches()) {
            throw damaged("it names the file '%s'".formatted(name));
        }
        return data().resolve(name);
    }

    /// The index cannot be used.
    ProblemException damaged(String why) {
        return Problem.input("sites.index", "the index of the site images is damaged")
                .at(index().toString())
                .because(why)
                .fix("run 'slipway build-sites' with the same --output again")
                .exception();
    }

    /// A name that tells the content.
    static String named(String prefix, String sha256, String ending) {
        return prefix + sha256.substring(0, 16) + ending;
    }

    /// Removes what no index names any more, but for images that somebody reads.
    void removeAllBut(Set<String> kept) throws IOException {
        WholeFile.removeAbandonedIn(data());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data())) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (OURS.matcher(name).matches() && !kept.contains(name)) {
                    Holding.removeUnlessHeld(file);
                }
            }
        }
    }
}
