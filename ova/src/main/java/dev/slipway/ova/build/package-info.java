/// The build of an appliance: from a disk, an installer or a base to an OVA, or to a disk in another format. Start at
/// [OvaBuild].
@NullMarked
package dev.slipway.ova.build;

import org.jspecify.annotations.NullMarked;
