package dev.slipway.builder.flavour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.templates.GrubConfig;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlavourTests {

    private static final UserData USER_DATA =
            UserData.of("#cloud-config\nhostname: x\n".getBytes(StandardCharsets.UTF_8), "user-data");

    private static Directory tree(String... paths) {
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH));
        for (String path : paths) {
            byte[] content = path.getBytes(StandardCharsets.UTF_8);
            tree.put(path, new RegularFile(Metadata.of(0644, Instant.EPOCH), Image.ofBytes(content)));
        }
        return tree.build();
    }

    @Test
    void siteFilesWhenDebianLiveAreANoCloudSeed() {
        SiteFiles site = Flavour.named("debian-live").siteFiles(SiteContent.of(USER_DATA));

        assertThat(site.directory()).isEqualTo("slipway");
        assertThat(site.files()).containsOnlyKeys("meta-data", "network-config", "user-data");
        assertThat(site.files().get("network-config")).isEmpty();
        assertThat(site.files().get("user-data")).isEqualTo(USER_DATA.bytes());
        assertThat(new String(site.files().get("meta-data"), StandardCharsets.UTF_8))
                .matches("instance-id: slipway-[0-9a-f]{16}\n");
        assertThat(site.pathOf("user-data")).isEqualTo("slipway/user-data");
        assertThat(site.slotBytes("user-data")).isEqualTo(128 * 1024);
    }

    @Test
    void siteFilesWhenKairosAreOneFileInTheRoot() {
        SiteFiles site = Flavour.named("kairos").siteFiles(SiteContent.of(USER_DATA));

        assertThat(site.files()).containsOnlyKeys("config.yaml");
        assertThat(site.pathOf("config.yaml")).isEqualTo("config.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "kairos, oem/userdata.yaml",
        "slipway, oem/userdata.yaml",
        "debian-live, var/lib/cloud/seed/nocloud/user-data",
        "casper, var/lib/cloud/seed/nocloud/user-data",
        "dracut-live, var/lib/cloud/seed/nocloud/user-data"
    })
    void rootFilesLieWhereTheBootedSystemLooks(String flavour, String path) {
        assertThat(LiveFlavour.named(flavour).rootFiles(USER_DATA)).containsEntry(path, USER_DATA.bytes());
    }

    @Test
    void rootFilesWhenTheyAreASeedNameTheInstance() {
        assertThat(LiveFlavour.named("casper").rootFiles(USER_DATA))
                .containsOnlyKeys("var/lib/cloud/seed/nocloud/meta-data", "var/lib/cloud/seed/nocloud/user-data");
        assertThat(LiveFlavour.named("kairos").rootFiles(USER_DATA)).hasSize(1);
    }

    @Test
    void slotBytesWhenFileIsLargeHasRoomForTheLargest() {
        byte[] large = ("#cloud-config\n" + "# x\n".repeat(60_000)).getBytes(StandardCharsets.UTF_8);
        SiteFiles site = Flavour.named("kairos").siteFiles(SiteContent.of(UserData.of(large, "large")));

        assertThat(site.slotBytes("config.yaml")).isEqualTo(UserData.SIZE_BYTES_MAX);
    }

    @Test
    void menuWhenDebianLiveBootsWithSeedAndTheUsersArguments() {
        List<GrubConfig.Entry> menu = LiveFlavour.named("debian-live").menu("L", List.of("quiet"));

        assertThat(menu).hasSize(1);
        assertThat(menu.getFirst().arguments())
                .contains("boot=live", "ds=nocloud;s=file:///run/live/medium/slipway/")
                .endsWith("quiet");
        assertThat(menu.getFirst().commandLine()).contains(" 'ds=nocloud;s=file:///run/live/medium/slipway/' quiet");
    }

    @Test
    void menuWhenKairosFindsTheMediumByItsLabel() {
        List<GrubConfig.Entry> menu = LiveFlavour.named("kairos").menu("MY_LABEL", List.of("x=1"));

        assertThat(menu).extracting(GrubConfig.Entry::title).startsWith("Install");
        assertThat(menu)
                .allSatisfy(entry -> assertThat(entry.arguments())
                        .contains("root=live:CDLABEL=MY_LABEL", "rd.live.squashimg=rootfs.squashfs")
                        .endsWith("x=1"));
        assertThat(menu.getFirst().arguments()).contains("install-mode");
    }

    @Test
    void filesTakesTheNewestKernelThatHasAnInitrd() {
        Directory root = tree(
                "boot/vmlinuz-6.1.0-9-amd64",
                "boot/initrd.img-6.1.0-9-amd64",
                "boot/vmlinuz-6.1.0-10-amd64",
                "boot/initrd.img-6.1.0-10-amd64",
                "boot/vmlinuz-6.1.0-11-amd64");

        assertThat(Kernel.of(root).version()).isEqualTo("6.1.0-10-amd64");
        assertThat(LiveFlavour.named("debian-live").bootFiles(root))
                .extracting(MediumFile::path)
                .containsExactly("live/vmlinuz", "live/initrd.img");
        assertThat(LiveFlavour.named("debian-live").squashfsPath()).isEqualTo("live/filesystem.squashfs");
    }

    @Test
    void filesWhenThereIsNoKernelSaysWhatWasLookedFor() {
        assertThatThrownBy(() -> Kernel.of(tree("etc/hostname")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("vmlinuz-VERSION");
    }

    /// The files are those of media that their makers publish.
    @ParameterizedTest
    @CsvSource({
        "live/filesystem.squashfs, debian-live",
        "live/filesystem.squashfs live/base.json, slipway",
        "rootfs.squashfs boot/kernel, kairos",
        "casper/ubuntu-server-minimal.squashfs casper/vmlinuz casper/initrd, casper",
        "casper/filesystem.squashfs casper/hwe-vmlinuz, casper",
        "LiveOS/squashfs.img images/pxeboot/vmlinuz, dracut-live",
        "install.amd/vmlinuz install.amd/initrd.gz install.amd/gtk/initrd.gz, debian-installer",
        "install.a64/vmlinuz install.a64/initrd.gz, debian-installer",
        // Debian's live media hold an installer too.
        "live/filesystem.squashfs install/vmlinuz install/initrd.gz, debian-live",
        "casper/filesystem.squashfs, -",
        "install.amd/vmlinuz, -",
        "sources/install.wim, -",
    })
    void ofMediumRecognizesEach(String files, String flavour) {
        assertThat(Flavour.ofMedium(tree(files.split(" "))).map(Flavour::name).orElse("-"))
                .isEqualTo(flavour);
    }

    @ParameterizedTest
    @CsvSource({
        "usr/lib/live/boot/9990-main.sh, debian-live",
        "usr/lib/live/boot/9990-main.sh usr/lib/slipway/base.json, slipway",
        "etc/kairos-release usr/lib/dracut/modules.d/90dmsquash-live/module-setup.sh, kairos",
        "usr/lib/dracut/modules.d/90dmsquash-live/module-setup.sh, dracut-live",
        "usr/lib/dracut/modules.d/70dmsquash-live/module-setup.sh, dracut-live",
        "usr/share/initramfs-tools/scripts/casper, casper",
        "usr/lib/dracut/modules.d/99base/module-setup.sh, -",
    })
    void ofRootRecognizesEach(String files, String flavour) {
        assertThat(LiveFlavour.ofRoot(tree(files.split(" "))).map(Flavour::name).orElse("-"))
                .isEqualTo(flavour);
    }

    @Test
    void menuWhenCasperInstallsWithoutAsking() {
        GrubConfig.Entry entry =
                LiveFlavour.named("casper").menu("L", List.of("quiet")).getFirst();

        assertThat(entry.kernel()).isEqualTo("/casper/vmlinuz");
        assertThat(entry.arguments())
                .containsExactly("boot=casper", "autoinstall", "ds=nocloud;s=file:///cdrom/slipway/", "quiet");
    }

    @Test
    void menuWhenDracutLiveFindsTheMediumByItsLabel() {
        GrubConfig.Entry entry =
                LiveFlavour.named("dracut-live").menu("L", List.of("quiet")).getFirst();

        assertThat(entry.arguments())
                .contains("root=live:CDLABEL=L", "rd.live.image", "ds=nocloud;s=file:///run/initramfs/live/slipway/")
                .endsWith("quiet");
    }

    @Test
    void siteFilesWhenDebianInstallerAreOnePreseedFile() {
        Flavour flavour = Flavour.named("debian-installer");
        SiteFiles site = flavour.siteFiles(SiteContent.of(USER_DATA));

        assertThat(site.files()).containsOnlyKeys("preseed.cfg");
        assertThat(flavour.requiredArguments()).contains("preseed/file=/cdrom/" + site.pathOf("preseed.cfg"));
    }

    @Test
    void namedWhenFlavourHasNoRootFileSystemSaysSo() {
        assertThatThrownBy(() -> LiveFlavour.named("debian-installer"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("flavour.not-live"));
    }

    @Test
    void namedWhenUnknownNamesTheOthers() {
        assertThatThrownBy(() -> Flavour.named("windows")).hasMessageContaining("kairos, slipway, debian-live");
    }
}
