package dev.slipway.ova.vsphere.library;

import dev.slipway.builder.problem.Problem;

/// Which item of which content library.
///
/// @param library its name, or its identifier
/// @param item the name
/// @param replace whether an existing item gets this content as a new version
/// @param resume whether an interrupted upload of the same files is gone on with, and what was sent is left for that
/// where the connection is lost for good
public record LibraryPlace(String library, String item, boolean replace, boolean resume) {

    private static final int NAME_LENGTH_MAX = 80;

    public LibraryPlace {
        if (item.isBlank() || item.length() > NAME_LENGTH_MAX) {
            throw Problem.usage("vsphere.item-name", "this cannot be the name of a library item")
                    .because("it has to have 1 to %d characters".formatted(NAME_LENGTH_MAX))
                    .fix("name another: --item NAME")
                    .exception();
        }
    }
}
