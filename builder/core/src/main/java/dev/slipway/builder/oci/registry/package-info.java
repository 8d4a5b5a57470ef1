/// Images in a registry, by the OCI distribution specification v1.1: start at
/// [dev.slipway.builder.oci.registry.RegistryImage], which asks a
/// [dev.slipway.builder.oci.registry.RegistryClient] for what it needs.
@NullMarked
package dev.slipway.builder.oci.registry;

import org.jspecify.annotations.NullMarked;
