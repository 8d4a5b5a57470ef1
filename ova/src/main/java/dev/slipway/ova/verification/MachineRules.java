package dev.slipway.ova.verification;

import dev.slipway.builder.verification.Finding;
import dev.slipway.builder.verification.Finding.NotApplicable;
import dev.slipway.builder.verification.Rule;
import dev.slipway.ova.ovf.GuestOs;
import dev.slipway.ova.ovf.Ovf.Hardware;
import dev.slipway.ova.ovf.Ovf.Item;
import dev.slipway.ova.ovf.Ovf.OperatingSystem;
import dev.slipway.ova.ovf.Ovf.VirtualSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rules about the machine that is described.
final class MachineRules {

    private static final Pattern FAMILY = Pattern.compile("vmx-([0-9]{1,3})");

    /// What every update of vSphere 7, and 8, run: 12 and 16 are Workstation's and Fusion's, 20 came with vSphere
    /// 8.
    private static final Set<Integer> FAMILIES = Set.of(11, 13, 14, 15, 17, 18, 19);

    private static final int MEMORY = 4;
    private static final int IDE = 5;
    private static final int SCSI = 6;
    private static final int ETHERNET = 10;
    private static final int CD_DRIVE = 15;
    private static final int DISK = 17;
    private static final int OTHER_STORAGE = 20;

    /// The types that VirtualBox knows; it skips others where they are not required.
    private static final Set<Integer> OF_VIRTUAL_BOX =
            Set.of(3, MEMORY, IDE, SCSI, ETHERNET, 14, CD_DRIVE, DISK, OTHER_STORAGE, 23, 35);

    private static final Set<String> SCSI_KINDS = Set.of("virtualscsi", "lsilogic", "lsilogicsas", "buslogic");
    private static final Set<String> STORAGE_KINDS =
            Set.of("vmware.sata.ahci", "ahci", "vmware.nvme.controller", "nvme");
    private static final Set<String> CARD_KINDS = Set.of("vmxnet3", "vmxnet2", "vmxnet", "e1000", "e1000e", "pcnet32");
    private static final Set<String> MEMORY_UNITS =
            Set.of("byte * 2^20", "byte * 2^30", "MegaBytes", "GigaBytes", "MB", "GB");
    private static final String SCSI_ADDRESS_OF_CONTROLLER = "7";

    private static final int SECURE_BOOT_FAMILY_MIN = 13;

    static final List<Rule<OvaSubject>> ALL = List.of(
            new Rule<>(
                    "ovf-guest-id",
                    "the operating system has a number of CIM's and an id that vSphere knows, no newer than the hardware",
                    ofSystems(MachineRules::guestId)),
            new Rule<>(
                    "ovf-hardware-version",
                    "the hardware is of a version that vSphere 7 and 8 both run",
                    ofHardware(MachineRules::hardwareVersion)),
            new Rule<>(
                    "ovf-firmware",
                    "the firmware is bios or efi, and Secure Boot comes with efi",
                    ofHardware(MachineRules::firmware)),
            new Rule<>(
                    "ovf-memory-units",
                    "the memory is told in units that VirtualBox reads",
                    ofHardware(MachineRules::memoryUnits)),
            new Rule<>(
                    "ovf-controller",
                    "disks and CD drives hang on controllers that vSphere, VirtualBox and libvirt know",
                    ofHardware(MachineRules::controller)),
            new Rule<>(
                    "ovf-network",
                    "every network card has a network and a kind that is known",
                    ofHardware(MachineRules::network)),
            new Rule<>(
                    "ovf-known-items",
                    "what VirtualBox does not know is not required, and all hardware is told as Item: VMware reads"
                            + " neither StorageItem nor EthernetPortItem",
                    ofHardware(MachineRules::knownItems)));

    private MachineRules() {}

    private static Function<OvaSubject, Finding> ofSystems(BiConsumer<VirtualSystem, List<String>> check) {
        return subject -> {
            if (subject.ovf().systems().isEmpty()) {
                return new NotApplicable("no machine is described");
            }
            List<String> problems = new ArrayList<>();
            subject.ovf().systems().forEach(system -> check.accept(system, problems));
            return Finding.of(problems, "");
        };
    }

    private static Function<OvaSubject, Finding> ofHardware(BiConsumer<Hardware, List<String>> check) {
        return ofSystems((system, problems) -> system.hardware()
                .ifPresentOrElse(
                        hardware -> check.accept(hardware, problems),
                        () -> problems.add("%s has no hardware".formatted(OvaSubject.label(system)))));
    }

    private static void guestId(VirtualSystem system, List<String> problems) {
        Optional<OperatingSystem> guest = system.operatingSystem();
        if (guest.isEmpty()) {
            problems.add("%s has no operating system; vSphere and VirtualBox take it for 'other'"
                    .formatted(OvaSubject.label(system)));
            return;
        }
        if (guest.get().cim().filter(number -> number.matches("[0-9]{1,3}")).isEmpty()) {
            problems.add("it has no number of CIM's; VirtualBox refuses it");
        }
        Optional<String> id = guest.get().guestId();
        if (id.isEmpty()) {
            problems.add("it has no vmw:osType; vSphere takes it for 'other'");
        } else if (!GuestOs.isKnown(id.get())) {
            problems.add("'%s' is no id that vSphere knows; it refuses it or takes it for 'other'".formatted(id.get()));
        }
        int family = system.hardware().stream()
                .flatMap(hardware -> numbers(hardware).stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(Integer.MAX_VALUE);
        id.flatMap(GuestOs::find)
                .filter(known -> known.hardwareVersion() > family)
                .ifPresent(known -> problems.add("'%s' came with vmx-%d; a vSphere of vmx-%d does not know it"
                        .formatted(known.id(), known.hardwareVersion(), family)));
    }

    private static List<Integer> numbers(Hardware hardware) {
        return hardware.families().stream()
                .map(FAMILY::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .toList();
    }

    private static void hardwareVersion(Hardware hardware, List<String> problems) {
        List<Integer> numbers = numbers(hardware);
        if (numbers.stream().anyMatch(FAMILIES::contains)) {
            return;
        }
        String told = hardware.families().isEmpty() ? "none" : String.join(", ", hardware.families());
        String who = numbers.stream().anyMatch(number -> number > 19)
                ? "vSphere 7 says 'Unsupported hardware family'"
                : "vSphere says 'Unsupported hardware family'";
        problems.add("%s: %s; take vmx-17".formatted(told, who));
    }

    private static void firmware(Hardware hardware, List<String> problems) {
        Optional<String> firmware = Optional.ofNullable(hardware.config().get("firmware"));
        boolean secure = Stream.of(
                        hardware.config().get("bootOptions.efiSecureBootEnabled"),
                        hardware.extraConfig().get("uefi.secureBoot.enabled"))
                .anyMatch("true"::equalsIgnoreCase);
        firmware.filter(name -> !Set.of("bios", "efi").contains(name))
                .ifPresent(
                        name -> problems.add("the firmware is '%s'; vSphere and virt-v2v refuse it".formatted(name)));
        if (secure && !firmware.equals(Optional.of("efi"))) {
            problems.add("Secure Boot without efi; vSphere refuses it");
        }
        if (secure && numbers(hardware).stream().anyMatch(number -> number < SECURE_BOOT_FAMILY_MIN)) {
            problems.add("Secure Boot needs vmx-%d; vSphere refuses it".formatted(SECURE_BOOT_FAMILY_MIN));
        }
    }

    private static void memoryUnits(Hardware hardware, List<String> problems) {
        List<Item> memory =
                hardware.items().stream().filter(item -> item.is(MEMORY)).toList();
        if (memory.isEmpty()) {
            problems.add("no memory is told");
        }
        for (Item item : memory) {
            String unit = item.units().orElse("");
            if (!MEMORY_UNITS.contains(unit) || item.quantity().isEmpty()) {
                problems.add("memory in '%s': VirtualBox refuses it".formatted(unit));
            }
        }
    }

    private static void controller(Hardware hardware, List<String> problems) {
        for (Item item : hardware.items()) {
            String kind = item.subType().orElse("").toLowerCase(Locale.ROOT);
            if (item.is(SCSI) && !kind.isEmpty() && !SCSI_KINDS.contains(kind)) {
                problems.add("%s is a '%s', which vSphere does not know".formatted(item.label(), kind));
            }
            if (item.is(OTHER_STORAGE) && !STORAGE_KINDS.contains(kind)) {
                problems.add("%s is a '%s'; VirtualBox and vSphere refuse it".formatted(item.label(), kind));
            }
            if (item.is(DISK) || item.is(CD_DRIVE)) {
                onController(item, hardware, problems);
            }
        }
    }

    private static void onController(Item device, Hardware hardware, List<String> problems) {
        Optional<Item> parent = device.parent()
                .flatMap(id -> hardware.items().stream()
                        .filter(item -> item.instanceId().equals(Optional.of(id)))
                        .findFirst());
        if (parent.filter(item -> item.is(IDE) || item.is(SCSI) || item.is(OTHER_STORAGE))
                .isEmpty()) {
            problems.add("%s hangs on no controller; VirtualBox refuses it".formatted(device.label()));
        } else if (parent.get().is(SCSI) && device.addressOnParent().equals(Optional.of(SCSI_ADDRESS_OF_CONTROLLER))) {
            problems.add("%s has address 7 of a SCSI bus, which is the controller's".formatted(device.label()));
        }
    }

    private static void network(Hardware hardware, List<String> problems) {
        for (Item item : hardware.items()) {
            if (!item.is(ETHERNET)) {
                continue;
            }
            String kind = item.subType().orElse("").toLowerCase(Locale.ROOT);
            if (!CARD_KINDS.contains(kind)) {
                problems.add("%s is a '%s', which vSphere does not know".formatted(item.label(), kind));
            }
            if (item.connections().isEmpty()) {
                problems.add("%s is connected to no network; vSphere refuses it".formatted(item.label()));
            }
        }
    }

    private static void knownItems(Hardware hardware, List<String> problems) {
        for (Item item : hardware.items()) {
            if (!item.kind().equals("Item")) {
                problems.add("%s is a %s; VMware refuses it".formatted(item.label(), item.kind()));
            }
            if (item.isRequired()
                    && item.resourceType().isPresent()
                    && !OF_VIRTUAL_BOX.contains(item.resourceType().getAsInt())) {
                problems.add("%s is of type %d and required; VirtualBox refuses it"
                        .formatted(item.label(), item.resourceType().getAsInt()));
            }
        }
    }
}
