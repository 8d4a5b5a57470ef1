package dev.slipway.builder.flavour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkBootTests {

    private static final NetworkPlaces PLACES = new NetworkPlaces(
            "http://s/m/", "http://s/c/x.iso", "http://s/c/", Optional.empty(), Map.of(), Optional.empty());

    private static Directory tree(String paths) {
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH));
        for (String path : paths.split(" ", -1)) {
            tree.put(path, new RegularFile(Metadata.of(0644, Instant.EPOCH), Image.ofBytes(new byte[] {1})));
        }
        return tree.build();
    }

    private static List<String> arguments(String flavour, String files, NetworkPlaces places) {
        Flavour known = Flavour.named(flavour);
        return known.networkArguments(known.networkBoot(tree(files)).orElseThrow(), places);
    }

    /// The files are those of media that their makers publish.
    @ParameterizedTest
    @CsvSource({
        "slipway, live/vmlinuz live/initrd.img live/filesystem.squashfs",
        "debian-live, live/vmlinuz live/initrd.img live/filesystem.squashfs",
        "kairos, boot/kernel boot/initrd rootfs.squashfs",
        "casper, casper/vmlinuz casper/initrd",
        "dracut-live, images/pxeboot/vmlinuz images/pxeboot/initrd.img LiveOS/squashfs.img",
        "dracut-live, images/pxeboot/vmlinuz images/pxeboot/initrd.img LiveOS/rootfs.img",
        "coreos, images/pxeboot/vmlinuz images/pxeboot/initrd.img images/pxeboot/rootfs.img",
        "debian-installer, install/netboot/ubuntu-installer/amd64/linux install/netboot/ubuntu-installer/amd64/initrd.gz"
    })
    void networkBootNamesTheFilesOfTheMedium(String flavour, String files) {
        assertThat(Flavour.named(flavour).networkBoot(tree(files)))
                .hasValueSatisfying(boot -> assertThat(boot.files()).containsExactly(files.split(" ", -1)));
    }

    @ParameterizedTest
    @CsvSource({
        "slipway, live/vmlinuz live/filesystem.squashfs",
        "kairos, boot/kernel boot/initrd",
        "casper, casper/hwe-vmlinuz casper/initrd",
        "coreos, images/pxeboot/vmlinuz images/pxeboot/initrd.img",
        "debian-installer, install.amd/vmlinuz install.amd/initrd.gz"
    })
    void networkBootWhenAFileIsNotThereIsNone(String flavour, String files) {
        assertThat(Flavour.named(flavour).networkBoot(tree(files))).isEmpty();
    }

    @Test
    void argumentsWhenKairosAreThoseOfItsDocumentation() {
        assertThat(arguments("kairos", "boot/kernel boot/initrd rootfs.squashfs", PLACES))
                .contains(
                        "rd.neednet=1",
                        "ip=dhcp",
                        "rd.cos.disable",
                        "root=live:http://s/m/rootfs.squashfs",
                        "netboot",
                        "install-mode",
                        "config_url=http://s/c/user-data");
    }

    @Test
    void argumentsWhenDebianLiveFetchTheRootFileSystem() {
        assertThat(arguments("debian-live", "live/vmlinuz live/initrd.img live/filesystem.squashfs", PLACES))
                .containsExactly(
                        "boot=live",
                        "components",
                        "ip=dhcp",
                        "fetch=http://s/m/live/filesystem.squashfs",
                        "ds=nocloud-net;s=http://s/c/");
    }

    /// cloud-init takes the first of `cloud-config-url` and `url`.
    @Test
    void argumentsWhenCasperFetchTheMediumButNotAsConfiguration() {
        assertThat(arguments("casper", "casper/vmlinuz casper/initrd", PLACES))
                .containsSubsequence("cloud-config-url=/dev/null", "url=http://s/c/x.iso", "autoinstall")
                .contains("ds=nocloud-net;s=http://s/c/");
    }

    @Test
    void argumentsWhenDracutLiveOrCoreOsFetchTheirRoot() {
        assertThat(arguments(
                        "dracut-live", "images/pxeboot/vmlinuz images/pxeboot/initrd.img LiveOS/squashfs.img", PLACES))
                .contains("root=live:http://s/m/LiveOS/squashfs.img", "ds=nocloud-net;s=http://s/c/");
        assertThat(arguments(
                        "coreos", "images/pxeboot/vmlinuz images/pxeboot/initrd.img images/pxeboot/rootfs.img", PLACES))
                .contains(
                        "coreos.live.rootfs_url=http://s/m/images/pxeboot/rootfs.img",
                        "ignition.firstboot",
                        "ignition.platform.id=metal",
                        "ignition.config.url=http://s/c/user-data");
    }

    @Test
    void argumentsWhenDebianInstallerFetchTheAnswers() {
        assertThat(arguments(
                        "debian-installer",
                        "install/netboot/debian-installer/amd64/linux"
                                + " install/netboot/debian-installer/amd64/initrd.gz",
                        PLACES))
                .containsExactly("auto=true", "priority=critical", "url=http://s/c/user-data");
    }

    @Test
    void argumentsWhenSlipwayCheckWhatIsKnownOfTheFiles() {
        NetworkPlaces places = new NetworkPlaces(
                "http://s/m/",
                "http://s/c/x.iso",
                "http://s/c/",
                Optional.of("52-54-00-ab-cd-01"),
                Map.of("live/filesystem.squashfs", "aa", "live/vmlinuz", "bb", "live/other", "cc"),
                Optional.of("http://s/booted/x"));

        assertThat(arguments("slipway", "live/vmlinuz live/initrd.img live/filesystem.squashfs", places))
                .containsExactly(
                        "boot=live",
                        "ip=dhcp",
                        "BOOTIF=01-52-54-00-ab-cd-01",
                        "fetch=http://s/m/live/filesystem.squashfs",
                        "slipway.sha256=aa",
                        "slipway.kernel.sha256=bb",
                        "install-mode",
                        "config_url=http://s/c/user-data",
                        "slipway.installed=http://s/booted/x",
                        "quiet",
                        "systemd.show_status=false");
    }

    @Test
    void placesWhenAFolderHasNoSlashAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworkPlaces(
                        "http://s/m", "http://s/x.iso", "http://s/c/", Optional.empty(), Map.of(), Optional.empty()));
    }
}
