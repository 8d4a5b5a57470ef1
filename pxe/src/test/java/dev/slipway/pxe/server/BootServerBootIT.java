package dev.slipway.pxe.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.catalogue.Catalogue;
import dev.slipway.builder.catalogue.CatalogueInput;
import dev.slipway.builder.catalogue.CatalogueRendering;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.siteimage.SiteImagesBuild;
import dev.slipway.builder.siteimage.SiteImagesRequest;
import dev.slipway.builder.siteimage.SiteImagesRequest.Materialized;
import dev.slipway.machine.BlankDisk;
import dev.slipway.machine.Firmware;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import dev.slipway.testkit.Qemu;
import dev.slipway.testkit.RequiresNamespaces;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import dev.slipway.testkit.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An empty machine on a network becomes an installed one, by our boot server and by whichever firmware it has.
@RequiresNamespaces
@RequiresTool({"qemu-system-x86_64", "mmdebstrap", "dnsmasq", "tcpdump", "sfdisk", "debugfs", "curl"})
class BootServerBootIT {

    private static final MacAddress MAC = MacAddress.parse("52:54:00:ab:cd:17").orElseThrow();
    private static final long DISK_BYTES = 8L << 30;
    private static final int OEM_PARTITION = 3;
    private static final Duration INSTALLED_WITHIN = Duration.ofMinutes(10);

    private static final String USER_DATA = """
            #cloud-config
            # Kept byte for byte, this comment too.
            stylus:
              site:
                hostName: SITE
            install:
              poweroff: true
            stages:
              boot:
                - name: proof
                  commands:
                    - echo "SLIPWAY-INSTALLED host=$(hostname) END" >/dev/ttyS0
                    - systemctl poweroff
            """;

    private static final String SUBNET = """
            interfaces: {INTERFACE: {dhcp: server}}
            subnets: {10.7.0.0/24: {pools: 10.7.0.100 - 10.7.0.199}}
            """;

    @TempDir
    private static Path directory;

    private static String installers = "";

    /// An installer with user-data of its own, and the images of two sites, of one base.
    @BeforeAll
    static void build() throws IOException {
        RootFileSystem base = new RootFileSystem(TestBase.amd64().tar());
        Path iso = directory.resolve("shop.iso");
        Path userData = Files.writeString(directory.resolve("user-data"), USER_DATA.replace("SITE", "shop-17"));
        new InstallerBuild(TestBase.cache(), BuildListener.SILENT).build(InstallerRequest.of(base, userData, iso));

        Files.writeString(directory.resolve("site.ftl"), USER_DATA.replace("SITE", "${name}"));
        Files.writeString(directory.resolve("sites.yaml"), """
                user-data: site.ftl
                sites: [{name: munich}, {name: oslo}]
                """);
        Catalogue catalogue = Catalogue.read(directory.resolve("sites.yaml"));
        new SiteImagesBuild(TestBase.cache(), BuildListener.SILENT, Map.of())
                .build(new SiteImagesRequest(
                        InstallerRequest.of(base, catalogue.file(), directory.resolve("unused.iso")),
                        directory.resolve("images"),
                        CatalogueInput.all(catalogue, CatalogueRendering.of(catalogue, Map.of()), false),
                        Materialized.NONE));
        installers = "installers: {shop: {iso: %1$s/shop.iso}, fleet: {sites: %1$s/images}}%n".formatted(directory);
    }

    /// Under BIOS, by the iPXE of the card and our DHCP, for a site; what is installed boots, and is not
    /// installed again.
    @Test
    void biosInstallsTheUserDataOfItsSite() throws IOException {
        Path disk = disk("bios");
        try (BootNetwork network = new BootNetwork(directory.resolve("pxe-bios"))) {
            BootServer server = network.serve(SUBNET + installers + """
                    profiles: {default: {installer: fleet, arguments: [console=ttyS0]}}
                    hosts: [{mac: "%s", serial: SN-17, site: oslo}]
                    """.formatted(MAC));
            install(machine(Firmware.SEABIOS, network, true)
                    .with("-smbios", "type=1,serial=SN-17")
                    .keptDisk(disk)
                    .named("pxe-bios"));

            assertThat(steps(server))
                    .containsSubsequence(
                            Step.DISCOVER,
                            Step.OFFER,
                            Step.ACKNOWLEDGE,
                            Step.DECISION,
                            Step.SCRIPT_SENT,
                            Step.KERNEL_SENT,
                            Step.INITRD_SENT,
                            Step.ROOT_SENT,
                            Step.USER_DATA_SENT,
                            Step.BOOTED);
            assertThat(network.network()
                            .tool(
                                    "curl",
                                    "-s",
                                    server.origins().getFirst() + "/ipxe/" + MAC.hyphenated()
                                            + "/boot.ipxe?serial=SN-17")
                            .run())
                    .contains("own disk")
                    .doesNotContain("vmlinuz");
        }
        assertThat(oemFile(disk)).isEqualTo(USER_DATA.replace("SITE", "\"oslo\""));
        try (VirtualMachine installed =
                Qemu.with(Firmware.SEABIOS).disk(disk).named("pxe-bios-disk").start()) {
            installed.awaitSerial("SLIPWAY-INSTALLED host=oslo END", VirtualMachine.BOOT_DEADLINE);
        }
    }

    /// Under UEFI, beside a DHCP server of other people's: the firmware asks port 4011 what to boot.
    @Test
    void uefiInstallsBesideAnotherDhcpServer() throws IOException {
        Path disk = disk("uefi");
        try (BootNetwork network = new BootNetwork(directory.resolve("pxe-uefi"))) {
            network.addPrimaryDhcp();
            BootServer server = network.serve("interfaces: {INTERFACE: {dhcp: proxy}}\n" + installers + """
                    profiles: {default: {installer: shop, arguments: [console=ttyS0]}}
                    unknown: {boot: install}
                    """);
            install(machine(Firmware.OVMF, network, false).keptDisk(disk).named("pxe-uefi"));

            assertThat(steps(server))
                    .containsSubsequence(
                            Step.DISCOVER,
                            Step.OFFER,
                            Step.BOOT_SERVER_REQUEST,
                            Step.BOOT_SERVER_REPLY,
                            Step.LOADER_SENT,
                            Step.SCRIPT_SENT,
                            Step.KERNEL_SENT,
                            Step.USER_DATA_SENT,
                            Step.BOOTED)
                    .doesNotContain(Step.ACKNOWLEDGE);
        }
        assertThat(oemFile(disk)).isEqualTo(USER_DATA.replace("SITE", "shop-17"));
    }

    /// The signed chain with Secure Boot in force: shim, GRUB by TFTP, and our kernel line.
    @Test
    void secureBootReachesTheUserData() throws IOException {
        try (BootNetwork network = new BootNetwork(directory.resolve("pxe-secure"))) {
            BootServer server = network.serve(SUBNET + installers + """
                    loaders: {secure-boot: true}
                    profiles: {default: {installer: shop, arguments: [console=ttyS0]}}
                    unknown: {boot: install}
                    """);
            reachUserData(machine(Firmware.OVMF_SECURE_BOOT, network, false)
                    .keptDisk(disk("secure"))
                    .named("pxe-secure"));
            assertThat(steps(server)).contains(Step.LOADER_SENT, Step.SCRIPT_SENT, Step.USER_DATA_SENT);
        }
    }

    /// UEFI's own HTTP, of the whole ISO of a site, which it keeps in memory.
    @Test
    void httpBootOfASitesIsoInstalls() throws IOException {
        Path disk = disk("http");
        try (BootNetwork network = new BootNetwork(directory.resolve("http-boot"))) {
            BootServer server = network.serve(SUBNET + installers + """
                    profiles: {default: {installer: fleet, boot: image}}
                    unknown: {boot: install, site: munich}
                    """);
            install(machine(Firmware.OVMF, network, false)
                    .memoryMebibytes(2048)
                    .keptDisk(disk)
                    .with("-fw_cfg", "name=opt/org.tianocore/IPv4PXESupport,string=n")
                    .with("-fw_cfg", "name=opt/org.tianocore/IPv6PXESupport,string=n")
                    .named("http-boot"));
            assertThat(steps(server)).contains(Step.ACKNOWLEDGE, Step.ROOT_SENT);
        }
        assertThat(oemFile(disk)).isEqualTo(USER_DATA.replace("SITE", "\"munich\""));
    }

    private static List<Step> steps(BootServer server) {
        return server.traces().of(MAC).orElseThrow().events().stream()
                .map(HostEvent::step)
                .toList();
    }

    private static Qemu machine(Firmware firmware, BootNetwork network, boolean bootProgram) {
        return Qemu.with(firmware).networkCard(network.network(), BootNetwork.TAP, MAC.toString(), bootProgram);
    }

    private static void install(Qemu machine) throws IOException {
        try (VirtualMachine installing = machine.start()) {
            installing.awaitSerial("slipway-install: done", INSTALLED_WITHIN);
            installing.awaitPowerOff(Duration.ofMinutes(1));
        }
    }

    private static void reachUserData(Qemu machine) throws IOException {
        try (VirtualMachine booting = machine.start()) {
            booting.awaitSerial("User-data: ", INSTALLED_WITHIN);
        }
    }

    private static Path disk(String name) throws IOException {
        return BlankDisk.create(directory.resolve(name + ".img"), DISK_BYTES);
    }

    /// Read by e2fsprogs from the partition where util-linux finds it.
    private static String oemFile(Path image) throws IOException {
        String partition = Arrays.stream(Tool.of("sfdisk", "-d", image).run().split("\n", -1))
                .filter(line -> line.contains("img" + OEM_PARTITION + " "))
                .findFirst()
                .orElseThrow();
        Path oem = directory.resolve("oem.img");
        Tool.of(
                        "dd",
                        "if=" + image,
                        "of=" + oem,
                        "bs=512",
                        "skip=" + number(partition, "start"),
                        "count=" + number(partition, "size"))
                .run();
        Path copy = directory.resolve("oem-file");
        Files.deleteIfExists(copy);
        Tool.of("debugfs", "-R", "dump /90_custom.yaml " + copy, oem).run();
        return Files.readString(copy);
    }

    private static String number(String line, String name) {
        Matcher found = Pattern.compile(name + "= *(\\d+)").matcher(line);
        return Optional.of(found).filter(Matcher::find).orElseThrow().group(1);
    }
}
