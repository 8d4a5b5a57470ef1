/// The sites of a fleet and what makes each site's files of their values: start at [Catalogue] and
/// [CatalogueRendering].
@NullMarked
package dev.slipway.builder.catalogue;

import org.jspecify.annotations.NullMarked;
