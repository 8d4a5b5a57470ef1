package dev.slipway.builder.siteimage;

import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the build before left that may be used again.
///
/// @param index what it made
/// @param state of what
record PreviousBuild(SiteIndex index, BuildState state) {

    static Optional<PreviousBuild> read(DataFiles files, BuildListener listener) {
        try {
            Optional<SiteIndex> index = IndexReader.read(files);
            for (String pack : index.map(SiteIndex::packs).orElse(Map.of()).keySet()) {
                if (!Files.isRegularFile(files.data(pack))) {
                    throw files.damaged("there is no file " + files.data(pack));
                }
            }
            return index.flatMap(
                    found -> BuildState.read(files.data(found.state())).map(state -> new PreviousBuild(found, state)));
        } catch (ProblemException e) {
            listener.warning(e.problem().what() + ": all is made anew");
            return Optional.empty();
        }
    }

    /// Whether the shared image is as it was left, and made of just this.
    boolean hasBase(DataFiles files, Optional<String> plannedFrom) throws IOException {
        Path base = files.data(index.base().file());
        return plannedFrom.isPresent()
                && plannedFrom.get().equals(state.plannedFrom())
                && Files.exists(base)
                && BuildState.stamp(base).equals(state.baseStamp());
    }

    /// The site as it was, where its inputs are what they were and its bytes are still there.
    Optional<SiteEntry> unchanged(String site, String fingerprint) {
        return fingerprint.equals(state.fingerprints().get(site)) ? index.find(site) : Optional.empty();
    }
}
