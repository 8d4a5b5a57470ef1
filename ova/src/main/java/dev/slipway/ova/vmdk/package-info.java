/// Virtual disks of VMware (VMDK) by "Virtual Disk Format 5.0": written as streamOptimized, which is what an OVA holds;
/// read as streamOptimized and monolithicSparse, whoever wrote them. Start at [VmdkWriter] and [VmdkFile].
///
/// A file is a [SparseExtentHeader], a [DiskDescriptor] in text, grains (64 KiB of the disk each, deflated) behind a
/// [GrainMarker] each, and at the end grain tables, grain directory and footer, each behind a [MetadataMarker]. Zeros
/// have no grain.
@NullMarked
package dev.slipway.ova.vmdk;

import org.jspecify.annotations.NullMarked;
