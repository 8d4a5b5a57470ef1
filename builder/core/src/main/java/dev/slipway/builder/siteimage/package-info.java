/// The images of all sites of a catalogue, kept as one shared image and what each site changes in it. Start at
/// [SiteImages] to use them and at [SiteImagesBuild] to make them.
@NullMarked
package dev.slipway.builder.siteimage;

import org.jspecify.annotations.NullMarked;
