/// The appliances of many sites over one base. They are equal but for a few ranges of bytes, which lie as late in the
/// archive as can be: so one file is kept, and of each site its ranges and the checksum of its whole appliance. Start
/// at [SiteOvas].
@NullMarked
package dev.slipway.ova.site;

import org.jspecify.annotations.NullMarked;
