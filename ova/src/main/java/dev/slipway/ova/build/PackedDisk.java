package dev.slipway.ova.build;

import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.ova.archive.OvaMember;
import dev.slipway.ova.archive.OvaPackage.DigestedFile;
import dev.slipway.ova.ovf.ApplianceDisk;

/// A disk as it lies in an appliance.
///
/// @param name of its file
/// @param vmdk streamOptimized
record PackedDisk(String name, Image vmdk, Sha256 digest, long capacityBytes, long populatedBytes) {

    ApplianceDisk described() {
        return new ApplianceDisk(name, vmdk.size(), capacityBytes, populatedBytes);
    }

    DigestedFile file() {
        return new DigestedFile(new OvaMember(name, vmdk), digest);
    }
}
