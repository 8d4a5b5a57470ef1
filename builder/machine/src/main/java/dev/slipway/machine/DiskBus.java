package dev.slipway.machine;

import java.util.List;

/// What a disk hangs on, and with it which driver its guest needs and how it calls the disk.
public enum DiskBus {
    /// QEMU's own, and the fastest: `/dev/vda`.
    VIRTIO {
        @Override
        String device(int order) {
            return "virtio-blk-pci";
        }
    },
    /// VMware's paravirtual SCSI: `/dev/sda`.
    PVSCSI {
        @Override
        List<String> controller(int order) {
            return List.of("-device", "pvscsi,id=pvscsi" + order);
        }

        @Override
        String device(int order) {
            return "scsi-hd,bus=pvscsi" + order + ".0";
        }
    },
    /// The board's SATA ports: `/dev/sda`.
    SATA {
        @Override
        String device(int order) {
            return "ide-hd";
        }
    },
    /// `/dev/nvme0n1`.
    NVME {
        @Override
        String device(int order) {
            return "nvme,serial=slipway" + order;
        }
    };

    /// QEMU's arguments for what the disk hangs on, where that is not there anyway.
    ///
    /// @param order the disk's place in the boot order
    List<String> controller(int order) {
        return List.of();
    }

    /// QEMU's name for the disk.
    abstract String device(int order);
}
