/// How vCenter is reached: trust, credentials, sessions, and requests that are repeated where that is safe. Start at
/// [VcenterApi].
@NullMarked
package dev.slipway.ova.vsphere.connection;

import org.jspecify.annotations.NullMarked;
