package dev.slipway.pxe.netboot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.NetworkBoot;
import dev.slipway.builder.flavour.NetworkPlaces;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.image.Image;
import dev.slipway.image.hybrid.HybridIso;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.machine.BlankDisk;
import dev.slipway.machine.Firmware;
import dev.slipway.pxe.loader.BootLoaders;
import dev.slipway.templates.GrubNetworkScript;
import dev.slipway.templates.GrubNetworkStart;
import dev.slipway.templates.IpxeScript;
import dev.slipway.templates.NetworkAction;
import dev.slipway.templates.Template;
import dev.slipway.templates.Templates;
import dev.slipway.testkit.Qemu;
import dev.slipway.testkit.RequiresNamespaces;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import dev.slipway.testkit.VirtualMachine;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An empty machine on a network becomes an installed one: by iPXE under BIOS and UEFI, by the signed chain, and by
/// UEFI's own HTTP. The servers are other people's; scripts, boot loaders and the system that boots are ours.
@RequiresNamespaces
@RequiresTool({"qemu-system-x86_64", "mmdebstrap", "dnsmasq", "nginx", "tcpdump", "sfdisk", "debugfs"})
class NetworkInstallIT {

    private static final String MAC = "52:54:00:ab:cd:17";
    private static final String HYPHENATED = "52-54-00-ab-cd-17";
    private static final String SERVER = "http://" + ForeignServers.ADDRESS;
    private static final String TFTP = "tftp://" + ForeignServers.ADDRESS;
    private static final String MEDIUM = "/media/base/";
    private static final String SEED = "/c/0123456789abcdef/";
    private static final long DISK_BYTES = 8L << 30;
    private static final int OEM_PARTITION = 3;
    private static final Duration INSTALLED_WITHIN = Duration.ofMinutes(10);

    private static final String NOT_OF_ANYBODY = "#cloud-config\n";
    private static final String USER_DATA = """
            #cloud-config
            # Kept byte for byte, this comment too.
            stylus:
              site:
                hostName: shop-17
            install:
              poweroff: true
            stages:
              boot:
                - name: proof
                  commands:
                    - echo "SLIPWAY-INSTALLED host=$(hostname) END" >/dev/ttyS0
                    - systemctl poweroff
            """;

    @TempDir
    private static Path directory;

    private static Path published;

    @BeforeAll
    static void publish() throws IOException {
        published = Files.createDirectories(directory.resolve("published"));
        Path userData = Files.writeString(directory.resolve("nobody"), NOT_OF_ANYBODY);
        Path iso = directory.resolve("installer.iso");
        build(userData, iso);
        build(put(SEED + "user-data", USER_DATA), put("/site.iso", ""));

        Directory medium = HybridIso.open(Image.ofFile(iso)).tree().root();
        Flavour flavour = Flavour.ofMedium(medium).orElseThrow();
        NetworkBoot boot = flavour.networkBoot(medium).orElseThrow();
        Map<String, String> digests = new TreeMap<>();
        for (String path : boot.files()) {
            Image content = ((RegularFile) medium.find(path)).content();
            digests.put(path, content.sha256().hex());
            content.writeTo(put(MEDIUM + path, ""));
        }
        publishScripts(flavour, boot, digests);
        for (String name : List.of("ipxe.efi", "shimx64.efi", "grubx64.efi")) {
            BootLoaders.ofDistribution()
                    .find(name, InetAddress.getLoopbackAddress())
                    .orElseThrow()
                    .content()
                    .writeTo(put("/" + name, ""));
        }
    }

    private static void build(Path userData, Path iso) throws IOException {
        Files.deleteIfExists(iso);
        new InstallerBuild(TestBase.cache(), BuildListener.SILENT)
                .build(InstallerRequest.of(new RootFileSystem(TestBase.amd64().tar()), userData, iso));
    }

    private static void publishScripts(Flavour flavour, NetworkBoot boot, Map<String, String> digests)
            throws IOException {
        NetworkPlaces places = new NetworkPlaces(
                SERVER + MEDIUM,
                SERVER + "/site.iso",
                SERVER + SEED,
                Optional.of(HYPHENATED),
                digests,
                Optional.of(SERVER + "/booted/0123456789abcdef"));
        List<String> arguments = new ArrayList<>(flavour.networkArguments(boot, places));
        arguments.addAll(List.of("console=tty0", "console=ttyS0"));
        render(
                "/boot.ipxe",
                new IpxeScript(
                        "shop-17",
                        SERVER + "/boot.ipxe",
                        new NetworkAction.Kernel(
                                SERVER + MEDIUM + boot.kernel(), SERVER + MEDIUM + boot.initrd(), arguments)));
        render("/grub/grub.cfg", new GrubNetworkStart(TFTP + "/grub/", 5));
        render(
                "/grub/" + HYPHENATED + "/grub.cfg",
                new GrubNetworkScript(
                        "shop-17",
                        new NetworkAction.Kernel(
                                TFTP + MEDIUM + boot.kernel(), TFTP + MEDIUM + boot.initrd(), arguments)));
    }

    private static void render(String path, Template model) throws IOException {
        put(path, Templates.builtIn().render(model));
    }

    private static Path put(String path, String content) throws IOException {
        Path file = published.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void ipxeUnderBiosInstallsAndTheDiskBoots() throws IOException {
        Path disk = disk("bios");
        try (ForeignServers servers = servers("pxe-bios", "--dhcp-boot=" + SERVER + "/boot.ipxe")) {
            install(machine(Firmware.SEABIOS, servers, true).keptDisk(disk), "pxe-bios");

            assertThat(servers.asked())
                    .containsSubsequence(
                            "GET " + MEDIUM + "live/filesystem.squashfs",
                            "GET " + SEED + "user-data",
                            "POST /booted/0123456789abcdef");
        }
        assertThat(oemFile(disk)).isEqualTo(USER_DATA);
        try (VirtualMachine installed =
                Qemu.with(Firmware.SEABIOS).disk(disk).named("pxe-bios-disk").start()) {
            installed.awaitSerial("SLIPWAY-INSTALLED host=shop-17 END", VirtualMachine.BOOT_DEADLINE);
        }
    }

    @Test
    void ipxeUnderUefiInstalls() throws IOException {
        Path disk = disk("uefi");
        try (ForeignServers servers = servers(
                "pxe-uefi",
                "--dhcp-match=set:ipxe,175",
                "--dhcp-boot=tag:ipxe," + SERVER + "/boot.ipxe",
                "--dhcp-boot=tag:!ipxe,ipxe.efi")) {
            install(machine(Firmware.OVMF, servers, false).keptDisk(disk), "pxe-uefi");
        }
        assertThat(oemFile(disk)).isEqualTo(USER_DATA);
    }

    @Test
    void signedChainWithSecureBootReachesTheUserData() throws IOException {
        try (ForeignServers servers = servers("pxe-secure", "--dhcp-boot=shimx64.efi");
                VirtualMachine machine = machine(Firmware.OVMF_SECURE_BOOT, servers, false)
                        .keptDisk(disk("secure"))
                        .named("pxe-secure")
                        .start()) {
            machine.awaitSerial("User-data: /run/slipway/seed/user-data", INSTALLED_WITHIN);
        }
    }

    /// The firmware keeps the ISO in memory, and tells Linux where.
    @Test
    void isoByHttpBootReachesItsUserData() throws IOException {
        try (ForeignServers servers = servers(
                        "http-boot",
                        "--dhcp-match=set:http,option:client-arch,16",
                        "--dhcp-boot=tag:http," + SERVER + "/site.iso",
                        "--dhcp-option-force=tag:http,60,HTTPClient");
                VirtualMachine machine = machine(Firmware.OVMF, servers, false)
                        .memoryMebibytes(2048)
                        .keptDisk(disk("http"))
                        .with("-fw_cfg", "name=opt/org.tianocore/IPv4PXESupport,string=n")
                        .with("-fw_cfg", "name=opt/org.tianocore/IPv6PXESupport,string=n")
                        .named("http-boot")
                        .start()) {
            machine.awaitSerial("User-data: /run/live/medium/slipway/user-data", INSTALLED_WITHIN);
        }
    }

    private static ForeignServers servers(String name, String... options) throws IOException {
        return ForeignServers.start(published, Files.createDirectories(directory.resolve(name)), name, options);
    }

    private static Qemu machine(Firmware firmware, ForeignServers servers, boolean bootProgram) {
        return Qemu.with(firmware).networkCard(servers.network(), ForeignServers.TAP, MAC, bootProgram);
    }

    private static void install(Qemu machine, String name) throws IOException {
        try (VirtualMachine installing = machine.named(name).start()) {
            installing.awaitSerial("slipway-install: done", INSTALLED_WITHIN);
            installing.awaitPowerOff(Duration.ofMinutes(1));
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
