/// Virtual machines in QEMU. Describe one with [Hardware], switch it on, and await what its guest says on the console,
/// shows on the screen, or that it switches off ([Machine]). Nothing here knows what is booted, or why: a wait that
/// fails is data ([Awaited]), and who waits decides what it means.
@NullMarked
package dev.slipway.machine;

import org.jspecify.annotations.NullMarked;
