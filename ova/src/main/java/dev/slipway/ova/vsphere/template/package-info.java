/// Virtual machine templates, by the Virtual Infrastructure JSON API of vSphere 8.0 Update 1 and later
/// (`/sdk/vim25/8.0.1.0`), with the names of the inventory looked up by the vSphere Automation API. Start at
/// [TemplateImport].
@NullMarked
package dev.slipway.ova.vsphere.template;

import org.jspecify.annotations.NullMarked;
