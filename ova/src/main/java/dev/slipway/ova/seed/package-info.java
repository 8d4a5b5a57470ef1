/// The medium labelled `cidata` that brings a user-data to a machine: what cloud-init's NoCloud data source and Kairos
/// look for in a drive. Start at [SeedBuild].
@NullMarked
package dev.slipway.ova.seed;

import org.jspecify.annotations.NullMarked;
