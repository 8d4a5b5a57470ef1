package dev.slipway.builder.evidence.sbom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a base tells of itself.
///
/// @param os what it says that it is
/// @param packages what its databases list
/// @param notes where that was read, and what could not be
public record InstalledSoftware(Optional<OsRelease> os, List<InstalledPackage> packages, List<String> notes) {

    static final InstalledSoftware NONE = new InstalledSoftware(Optional.empty(), List.of(), List.of());

    public InstalledSoftware {
        packages = List.copyOf(packages);
        notes = List.copyOf(notes);
    }

    /// Both together: what says first which system it is, is believed.
    InstalledSoftware and(InstalledSoftware other) {
        List<InstalledPackage> allPackages = new ArrayList<>(packages);
        allPackages.addAll(other.packages);
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.addAll(other.notes);
        return new InstalledSoftware(os.or(other::os), allPackages, allNotes);
    }
}
