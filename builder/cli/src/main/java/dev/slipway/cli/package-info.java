/// The command `slipway`: start at [Main], which makes a [SlipwayCommand] and its verbs. A verb parses, calls the
/// builder once and prints; how things look on a terminal and to machines is in [ProblemReport], [Progress] and
/// [JsonText].
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
