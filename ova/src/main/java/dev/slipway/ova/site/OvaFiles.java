package dev.slipway.ova.site;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/// The files of a directory of appliances. `ovas.json` is the only one that is ever replaced; what it names lies in
/// `data`, under a name that tells its content.
record OvaFiles(Path directory) {

    static final String INDEX = "ovas.json";
    static final String SHARED_NEW = "shared-new.ova";
    static final String PACK_NEW = "own-new.pack";

    /// Nothing else is ever read or removed.
    private static final Pattern OURS =
            Pattern.compile("(shared-([0-9a-f]{16}|new)\\.ova|own-([0-9a-f]{16}|new)\\.pack)");

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
        return Problem.input("ovas.index", "the index of the appliances is damaged")
                .at(index().toString())
                .because(why)
                .fix("run 'slipway build-ova --sites' with the same --output again")
                .exception();
    }

    static String named(String kind, String sha256, String ending) {
        return kind + "-" + sha256.substring(0, 16) + ending;
    }

    /// Removes what no index names any more.
    void removeAllBut(Set<String> kept) throws IOException {
        WholeFile.removeAbandonedIn(data());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data())) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (OURS.matcher(name).matches() && !kept.contains(name)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
