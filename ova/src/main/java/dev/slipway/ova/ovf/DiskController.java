package dev.slipway.ova.ovf;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What disks hang on. CIM knows SCSI controllers (6) and "other storage devices" (20); which one it is, the
/// sub-type tells in words of VMware's.
public enum DiskController {
    /// VMware's paravirtual SCSI. VirtualBox makes an LSI Logic of it, libvirt a virtio disk.
    PVSCSI(6, "VirtualSCSI", "SCSI Controller", "lsilogic", 16),
    /// Parallel SCSI of LSI Logic, which everybody emulates.
    LSILOGIC(6, "lsilogic", "SCSI Controller", "lsilogic", 16),
    /// AHCI.
    SATA(20, "vmware.sata.ahci", "SATA Controller", "ide", 30),
    /// NVMe; VirtualBox takes it from 7.0 on.
    NVME(20, "vmware.nvme.controller", "NVMe Controller", "lsilogic", 15);

    /// The controller itself has this address on a SCSI bus.
    private static final int SCSI_ADDRESS_OF_CONTROLLER = 7;

    private static final int SCSI = 6;

    private final int resourceType;
    private final String subType;
    private final String description;
    private final String vmdkAdapter;
    private final int addresses;

    DiskController(int resourceType, String subType, String description, String vmdkAdapter, int addresses) {
        this.resourceType = resourceType;
        this.subType = subType;
        this.description = description;
        this.vmdkAdapter = vmdkAdapter;
        this.addresses = addresses;
    }

    /// `rasd:ResourceType`.
    public int resourceType() {
        return resourceType;
    }

    /// `rasd:ResourceSubType`.
    public String subType() {
        return subType;
    }

    /// What people call it.
    public String description() {
        return description;
    }

    /// What the description of a VMDK says of it (`ddb.adapterType`).
    public String vmdkAdapter() {
        return vmdkAdapter;
    }

    /// The places for disks.
    public List<Integer> freeAddresses() {
        return IntStream.range(0, addresses)
                .filter(address -> resourceType != SCSI || address != SCSI_ADDRESS_OF_CONTROLLER)
                .boxed()
                .toList();
    }

    /// That of a hardware item.
    static Optional<DiskController> of(int resourceType, String subType) {
        return Arrays.stream(values())
                .filter(known -> known.resourceType == resourceType && known.subType.equalsIgnoreCase(subType))
                .findFirst();
    }
}
