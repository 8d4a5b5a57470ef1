package dev.slipway.pxe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteExtraction.Extracted;
import dev.slipway.builder.site.SiteExtraction.What;
import dev.slipway.image.ImageTransfer;
import dev.slipway.image.SharedFiles;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool("xorriso")
class InstallerMediumIT {

    private static final String USER_DATA = "#cloud-config\nusers: []\n";

    @TempDir
    Path directory;

    @Test
    void kernelInitrdAndRootAreFoundWhereTheyLie() throws IOException {
        try (InstallerMedium medium = InstallerMedium.open(TestMedium.make(directory, "a.iso"))) {
            KernelBoot boot = medium.requireBoot();
            assertThat(boot.kernel().content().toByteArray(1 << 20))
                    .isEqualTo(TestMedium.bytes("vmlinuza.iso", 50_000));
            assertThat(boot.initrds()).extracting(MediaFile::path).containsExactly("live/initrd.img");
            assertThat(boot.arguments()).containsExactly("boot=live", "quiet", "name=two words");
            assertThat(medium.root().orElseThrow().content().size()).isEqualTo(TestMedium.SQUASHFS_BYTES);
            assertThat(medium.flavour().orElseThrow().name()).isEqualTo("debian-live");
            assertThat(medium.holdsUserData()).isFalse();
        }
    }

    @Test
    void nothingElseIsForAnybody() throws IOException {
        try (InstallerMedium medium = InstallerMedium.open(TestMedium.make(directory, "a.iso"))) {
            assertThat(medium.paths())
                    .containsExactlyInAnyOrder("live/vmlinuz", "live/initrd.img", "live/filesystem.squashfs");
            assertThat(medium.find("added/ssh-key")).isEmpty();
            assertThat(medium.find("boot/grub/grub.cfg")).isEmpty();
        }
    }

    @Test
    void digestsBecomeKnown() throws IOException {
        Path iso = TestMedium.make(directory, "a.iso");
        try (InstallerMedium medium = InstallerMedium.open(iso)) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> medium.whole().sha256().isPresent());
            assertThat(Tool.of("sha256sum", iso).run())
                    .startsWith(medium.whole().sha256().orElseThrow());
            assertThat(Tool.of("sha256sum", directory.resolve("a.iso.tree/live/vmlinuz"))
                            .run())
                    .startsWith(medium.requireBoot().kernel().sha256().orElseThrow());
        }
    }

    @Test
    void bakedUserDataMakesTheWholeImageSecret() throws IOException {
        Path iso = directory.resolve("baked.iso");
        Path userData = Files.writeString(directory.resolve("user-data"), USER_DATA);
        new InstallerBuild(new BuildCache(directory.resolve("cache")), BuildListener.SILENT)
                .build(InstallerRequest.of(new IsoFile(TestMedium.make(directory, "a.iso")), userData, iso)
                        .with(EvidenceOptions.NONE));
        try (InstallerMedium medium = InstallerMedium.open(iso)) {
            assertThat(medium.holdsUserData()).isTrue();
            Extracted baked = medium.userData().stream()
                    .filter(file -> file.what() == What.USER_DATA)
                    .findFirst()
                    .orElseThrow();
            assertThat(new String(baked.bytes(), StandardCharsets.UTF_8)).isEqualTo(USER_DATA);
            assertThat(medium.paths())
                    .containsExactlyInAnyOrder("live/vmlinuz", "live/initrd.img", "live/filesystem.squashfs");
            assertThat(medium.find("slipway/user-data")).isEmpty();
            assertThat(medium.requireBoot().kernel().content().toByteArray(1 << 20))
                    .isEqualTo(TestMedium.bytes("vmlinuza.iso", 50_000));
        }
    }

    @Test
    void replacedInstallerIsOpenedAndTheOldOneIsSentToItsEnd() throws IOException {
        Path iso = TestMedium.make(directory, "a.iso");
        Path other = TestMedium.make(directory, "b.iso");
        List<Problem> notices = new ArrayList<>();
        SharedFiles files = new SharedFiles(4);
        try (InstallerSource source = InstallerSource.open(iso, notices::add)) {
            InstallerMedium before = source.current();
            MediaFile kernel = before.requireBoot().kernel();
            try (ImageTransfer running =
                    ImageTransfer.open(kernel.content(), 0, kernel.content().size(), files)) {
                Files.move(other, iso, StandardCopyOption.REPLACE_EXISTING);
                InstallerMedium now = source.refreshed();
                assertThat(before.isCurrent()).isFalse();
                assertThat(now.isCurrent()).isTrue();
                assertThat(now.requireBoot().kernel().content().toByteArray(1 << 20))
                        .isEqualTo(TestMedium.bytes("vmlinuzb.iso", 50_000));
                ByteArrayOutputStream sent = new ByteArrayOutputStream();
                running.transferTo(Channels.newChannel(sent), Long.MAX_VALUE);
                assertThat(sent.toByteArray()).isEqualTo(TestMedium.bytes("vmlinuza.iso", 50_000));
            }
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void brokenReplacementLeavesTheOldOneInForceAndIsToldOnce() throws IOException {
        Path iso = TestMedium.make(directory, "a.iso");
        List<Problem> notices = new ArrayList<>();
        try (InstallerSource source = InstallerSource.open(iso, notices::add)) {
            InstallerMedium before = source.current();
            Files.write(directory.resolve("new"), new byte[100_000]);
            Files.move(directory.resolve("new"), iso, StandardCopyOption.REPLACE_EXISTING);
            assertThat(source.refreshed()).isSameAs(before);
            assertThat(source.refreshed()).isSameAs(before);
        }
        assertThat(notices).extracting(Problem::code).containsExactly("image.malformed");
    }

    @Test
    void whatIsNoInstallerIsRefused() throws IOException {
        assertThatThrownBy(() -> InstallerMedium.open(directory.resolve("none.iso")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo("image.missing"));
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Files.writeString(tree.resolve("readme"), "nothing to boot");
        Path empty = directory.resolve("empty.iso");
        Tool.of("xorriso", "-as", "mkisofs", "-quiet", "-r", "-o", empty, tree).run();
        try (InstallerMedium medium = InstallerMedium.open(empty)) {
            assertThat(medium.boot()).isEqualTo(Optional.empty());
            assertThatThrownBy(medium::requireBoot).hasMessageContaining("names no kernel");
        }
    }
}
