package dev.slipway.ova.ovf;

import dev.slipway.templates.OvfEnvelope.Field;
import dev.slipway.templates.OvfEnvelope.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The parts of a machine as items of CIM_ResourceAllocationSettingData, numbered in their order.
final class HardwareItems {

    private static final int PROCESSOR = 3;
    private static final int MEMORY = 4;
    private static final int ETHERNET = 10;
    private static final int CD_DRIVE = 15;
    private static final int DISK = 17;

    /// Where vSphere has the first network card; the places before are those of the SCSI controllers.
    private static final int FIRST_CARD_ADDRESS = 7;

    private final List<Item> items = new ArrayList<>();

    private HardwareItems() {}

    static List<Item> of(Appliance appliance) {
        HardwareItems hardware = new HardwareItems();
        hardware.addBoard(appliance.hardware());
        int controller = hardware.addController(appliance.hardware().controller(), 0);
        hardware.addDisks(appliance, controller);
        appliance.cdDrive().ifPresent(drive -> hardware.addCdDrive(drive, appliance, controller));
        hardware.addCards(appliance.cards());
        return List.copyOf(hardware.items);
    }

    private void addBoard(Hardware hardware) {
        add(
                true,
                PROCESSOR,
                hardware.cpus() + " virtual CPU(s)",
                Map.of(
                        "AllocationUnits", "hertz * 10^6",
                        "Description", "Number of Virtual CPUs",
                        "VirtualQuantity", Integer.toString(hardware.cpus())));
        add(
                true,
                MEMORY,
                hardware.memoryMebibytes() + "MB of memory",
                Map.of(
                        "AllocationUnits", "byte * 2^20",
                        "Description", "Memory Size",
                        "VirtualQuantity", Integer.toString(hardware.memoryMebibytes())));
    }

    private int addController(DiskController controller, int number) {
        return add(
                true,
                controller.resourceType(),
                "%s %d".formatted(controller.description(), number),
                Map.of(
                        "Address", Integer.toString(number),
                        "Description", controller.description(),
                        "ResourceSubType", controller.subType()));
    }

    private void addDisks(Appliance appliance, int controller) {
        List<Integer> addresses = appliance.hardware().controller().freeAddresses();
        for (int i = 0; i < appliance.disks().size(); i++) {
            add(
                    true,
                    DISK,
                    "Hard Disk " + (i + 1),
                    Map.of(
                            "AddressOnParent",
                            addresses.get(i).toString(),
                            "Description",
                            "Hard Disk",
                            "HostResource",
                            "ovf:/disk/" + OvfIds.ofDisk(i),
                            "Parent",
                            Integer.toString(controller)));
        }
    }

    /// On SATA, as vSphere has it for every Linux: on the disks' controller, or on one of its own.
    private void addCdDrive(CdDrive drive, Appliance appliance, int diskController) {
        boolean shared = appliance.hardware().controller() == DiskController.SATA;
        int parent = shared ? diskController : addController(DiskController.SATA, 0);
        int address = shared ? appliance.disks().size() : 0;
        Map<String, String> fields = new TreeMap<>(Map.of(
                "AddressOnParent", Integer.toString(address),
                "AutomaticAllocation", Boolean.toString(drive.image().isPresent()),
                "Description", "CD/DVD Drive",
                "Parent", Integer.toString(parent),
                "ResourceSubType", drive.image().isPresent() ? "vmware.cdrom.iso" : "vmware.cdrom.remotepassthrough"));
        if (drive.image().isPresent()) {
            fields.put(
                    "HostResource",
                    "ovf:/file/" + OvfIds.ofFile(appliance.disks().size()));
        }
        add(drive.image().isPresent(), CD_DRIVE, "CD/DVD Drive 1", fields);
    }

    private void addCards(List<NetworkCard> cards) {
        for (int i = 0; i < cards.size(); i++) {
            NetworkCard card = cards.get(i);
            add(
                    true,
                    ETHERNET,
                    "Network adapter " + (i + 1),
                    Map.of(
                            "AddressOnParent", Integer.toString(FIRST_CARD_ADDRESS + i),
                            "AutomaticAllocation", "true",
                            "Connection", card.network(),
                            "Description", "%s on %s".formatted(card.adapter().subType(), card.network()),
                            "ResourceSubType", card.adapter().subType()));
        }
    }

    /// The schema wants the fields in the order of their names.
    private int add(boolean required, int resourceType, String elementName, Map<String, String> more) {
        int number = items.size() + 1;
        Map<String, String> fields = new TreeMap<>(more);
        fields.put("ElementName", elementName);
        fields.put("InstanceID", Integer.toString(number));
        fields.put("ResourceType", Integer.toString(resourceType));
        items.add(new Item(
                required,
                fields.entrySet().stream()
                        .map(field -> new Field(field.getKey(), field.getValue()))
                        .toList()));
        return number;
    }
}
