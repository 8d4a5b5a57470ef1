/// Appliances: a disk with a system on it, described so that VMware, VirtualBox, libvirt and others import it.
@NullMarked
package dev.slipway.ova;

import org.jspecify.annotations.NullMarked;
