package dev.slipway.ova.ovf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Appliances for tests.
public final class Appliances {

    /// Two disks, two cards, an ISO, properties, a licence: all that a descriptor can tell.
    static final Appliance FULL = Appliance.of(
                    "edge-host",
                    hardware(DiskController.PVSCSI, Firmware.EFI, true),
                    List.of(
                            new ApplianceDisk("edge-disk1.vmdk", 123456, 53687091200L, 1610612736),
                            new ApplianceDisk("edge-disk2.vmdk", 65536, 1 << 30, 0)))
            .withCards(List.of(
                    new NetworkCard("VM Network", NetworkAdapter.VMXNET3),
                    new NetworkCard("R&D <2>", NetworkAdapter.E1000)))
            .withCdDrive(CdDrive.of("seed.iso", 380928))
            .withProduct(Product.named("Edge host").withVendor("Example & Sons").withVersion("4.7"))
            .withAnnotation("Built for tests")
            .withEula("You may.\nOr you may not: 1 < 2 & so on.")
            .withProperties(List.of(
                    OvfProperty.secret("user-data", "Site", "User-data", "In Base64"),
                    OvfProperty.text("guestinfo.userdata", "Site", "User-data", "As it is")
                            .withValue("#cloud-config\nhostname: \"a<b\"\n\t&")))
            .withExtraConfig(new TreeMap<>(Map.of("disk.EnableUUID", "TRUE")));

    private Appliances() {}

    /// The default with these.
    public static Hardware hardware(DiskController controller, Firmware firmware, boolean secureBoot) {
        return new Hardware(4, 8192, firmware, secureBoot, controller, HardwareVersion.DEFAULT, GuestOs.DEFAULT);
    }

    /// Every kind of machine.
    static List<Appliance> variants() {
        List<Appliance> variants = new ArrayList<>(List.of(FULL));
        ApplianceDisk disk = new ApplianceDisk("disk.vmdk", 65536, 1 << 30, 4096);
        for (DiskController controller : DiskController.values()) {
            for (Firmware firmware : Firmware.values()) {
                Appliance appliance = Appliance.of("edge", hardware(controller, firmware, false), List.of(disk));
                variants.add(appliance);
                variants.add(appliance.withCdDrive(CdDrive.EMPTY).withProperties(OvfProperty.ofUserData()));
                variants.add(appliance.withCdDrive(CdDrive.of("seed.iso", 4096)).withCards(List.of()));
                variants.add(full(appliance));
            }
        }
        return variants;
    }

    /// As many disks as hang on a controller.
    private static Appliance full(Appliance appliance) {
        List<ApplianceDisk> disks = new ArrayList<>();
        for (int i = 0; i < appliance.hardware().controller().freeAddresses().size(); i++) {
            disks.add(new ApplianceDisk("disk%d.vmdk".formatted(i), 65536, 1 << 30, 4096));
        }
        return Appliance.of("edge", appliance.hardware(), disks);
    }
}
