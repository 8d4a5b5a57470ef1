package dev.slipway.ova.ovf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplianceTests {

    private static final ApplianceDisk DISK = new ApplianceDisk("disk.vmdk", 65536, 1 << 30, 4096);

    @Test
    void defaultIsMachineThatVSphere7And8Run() {
        assertThat(Hardware.DEFAULT)
                .isEqualTo(new Hardware(
                        4,
                        8192,
                        Firmware.EFI,
                        false,
                        DiskController.PVSCSI,
                        new HardwareVersion(17),
                        GuestOs.of("debian11_64Guest")));
    }

    @Test
    void scsiLeavesOutAddressOfController() {
        assertThat(DiskController.PVSCSI.freeAddresses())
                .hasSize(15)
                .doesNotContain(7)
                .endsWith(15);
        assertThat(DiskController.SATA.freeAddresses()).hasSize(30).contains(7);
        assertThat(DiskController.NVME.freeAddresses()).hasSize(15).contains(7);
    }

    @Test
    void hardwareThatCannotBeIsRefused() {
        assertRefused(() -> hardware(0, 4096, Firmware.EFI, false), "0 processors");
        assertRefused(() -> hardware(1, 4097, Firmware.EFI, false), "4097 MiB");
        assertRefused(() -> hardware(1, -4, Firmware.EFI, false), "-4 MiB");
        assertRefused(() -> hardware(1, 4096, Firmware.BIOS, true), "Secure Boot needs EFI");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vmx-12", "22", "vmx", "", "vmx-017x", "-17"})
    void hardwareVersionThatIsNoneIsRefusedWithOneThatIs(String text) {
        assertThatThrownBy(() -> HardwareVersion.parse(text)).hasMessageContaining("take vmx-17");
    }

    @Test
    void hardwareVersionIsUnderstoodInBothForms() {
        assertThat(HardwareVersion.parse("vmx-13")).isEqualTo(HardwareVersion.parse("13"));
        assertThat(HardwareVersion.parse("21").family()).isEqualTo("vmx-21");
    }

    @Test
    void guestIdThatIsNoneIsRefusedWithThoseThatAreNear() {
        assertThatThrownBy(() -> GuestOs.of("debian12_64")).hasMessageContaining("did you mean debian12_64Guest, ");
        assertThatThrownBy(() -> GuestOs.of("x".repeat(100_000))).isInstanceOf(ProblemException.class);
        assertThat(GuestOs.isKnown("windows2019srv_64Guest")).isTrue();
        assertThat(GuestOs.isKnown("Debian_64")).isFalse();
    }

    @Test
    void numberOfPartsIsBounded() {
        assertRefused(() -> Appliance.of("a", Hardware.DEFAULT, List.of()), "0 disks");
        assertRefused(() -> Appliance.of("a", Hardware.DEFAULT, disks(16)), "16 disks");
        assertThat(Appliance.of("a", Hardware.DEFAULT, disks(15)).disks()).hasSize(15);
        NetworkCard card = new NetworkCard("lan", NetworkAdapter.E1000);
        assertRefused(() -> appliance().withCards(Collections.nCopies(11, card)), "11 network cards");
        Appliance sata = Appliance.of("a", Appliances.hardware(DiskController.SATA, Firmware.EFI, false), disks(30));
        assertRefused(() -> sata.withCdDrive(CdDrive.EMPTY), "30 disks");
    }

    @Test
    void whatComesTwiceIsRefused() {
        assertRefused(() -> Appliance.of("a", Hardware.DEFAULT, List.of(DISK, DISK)), "two files");
        assertRefused(() -> appliance().withCdDrive(CdDrive.of("DISK.VMDK", 1)), "two files");
        OvfProperty property = OvfProperty.text("k", "c", "l", "d");
        assertRefused(() -> appliance().withProperties(List.of(property, property)), "comes twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b.vmdk", "../x", "a/b", "-x", "ä", ".hidden"})
    void fileNameThatSomeImporterLosesIsRefused(String name) {
        assertRefused(() -> new ApplianceDisk(name, 1, 512, 0), "name of a file");
    }

    @Test
    void textThatXmlCannotHoldIsRefused() {
        assertRefused(() -> appliance().withEula("a\u0000b"), "XML");
        assertRefused(() -> appliance().withEula("a\ud800b"), "XML");
        assertRefused(() -> Appliance.of("a\nb", Hardware.DEFAULT, List.of(DISK)), "line ends");
        assertRefused(() -> Appliance.of(" ", Hardware.DEFAULT, List.of(DISK)), "empty");
        assertRefused(() -> new NetworkCard("x".repeat(81), NetworkAdapter.E1000), "81 characters");
        assertRefused(() -> OvfProperty.text("a key", "c", "l", "d"), "no key");
        assertRefused(() -> OvfProperty.text("k", "c", "l", "d").withValue("x".repeat(65_536)), "65536");
    }

    @Test
    void diskThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new ApplianceDisk("d.vmdk", 1, 513, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ApplianceDisk("d.vmdk", 0, 512, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ApplianceDisk("d.vmdk", 1, 512, 513)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Appliance appliance() {
        return Appliance.of("a", Hardware.DEFAULT, List.of(DISK));
    }

    private static List<ApplianceDisk> disks(int number) {
        return java.util.stream.IntStream.range(0, number)
                .mapToObj(i -> new ApplianceDisk("disk%d.vmdk".formatted(i), 65536, 1 << 30, 0))
                .toList();
    }

    private static Hardware hardware(int cpus, int memory, Firmware firmware, boolean secureBoot) {
        return new Hardware(
                cpus, memory, firmware, secureBoot, DiskController.PVSCSI, HardwareVersion.DEFAULT, GuestOs.DEFAULT);
    }

    private static void assertRefused(ThrowingCallable made, String what) {
        assertThatThrownBy(made).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().kind()).isEqualTo(Problem.Kind.USAGE);
            assertThat(e.getMessage()).contains(what);
        });
    }
}
