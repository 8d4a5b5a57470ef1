/// What of a medium is a site's own, and where it lies: start at [SiteDescriptor].
@NullMarked
package dev.slipway.builder.site;

import org.jspecify.annotations.NullMarked;
