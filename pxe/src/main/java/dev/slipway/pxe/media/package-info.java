/// What installers and site images hold, to be fetched without unpacking anything. Start at
/// [InstallerMedium] and [SiteSource].
@NullMarked
package dev.slipway.pxe.media;

import org.jspecify.annotations.NullMarked;
