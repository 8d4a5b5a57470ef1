/// What hurts when a disk is copied: identities that only one machine may have. Start at [CloneCheck].
@NullMarked
package dev.slipway.ova.clone;

import org.jspecify.annotations.NullMarked;
