/// The description of a virtual machine that travels with its disks: the descriptor of the Open Virtualization
/// Format (DSP0243 1.1.0; schemas DSP8023, CIM_ResourceAllocationSettingData and CIM_VirtualSystemSettingData).
/// Start at [dev.slipway.ova.ovf.Appliance] for what is described, at [dev.slipway.ova.ovf.OvfDescriptor] for the
/// text.
///
/// Texts of strangers are read without any document type, entity or network, up to a bounded size and depth.
@NullMarked
package dev.slipway.ova.ovf;

import org.jspecify.annotations.NullMarked;
