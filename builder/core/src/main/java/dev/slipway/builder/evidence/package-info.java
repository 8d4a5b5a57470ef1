/// What proves of an image which bytes it has and what it was made of: checksum, provenance, bill of materials and
/// signature. Start at [dev.slipway.builder.evidence.EvidenceFiles] for the files beside an image, at
/// [dev.slipway.builder.evidence.Provenance] for what is said in them. Knows nothing of how images are built.
@NullMarked
package dev.slipway.builder.evidence;

import org.jspecify.annotations.NullMarked;
