/// What is installed in a base, told by its own package databases, as a bill of materials: start at
/// [dev.slipway.builder.evidence.sbom.PackageSource] and [dev.slipway.builder.evidence.sbom.BillOfMaterials]. What
/// cannot be read is said in words and stops nothing.
@NullMarked
package dev.slipway.builder.evidence.sbom;

import org.jspecify.annotations.NullMarked;
