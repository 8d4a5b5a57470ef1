package dev.slipway.builder.installer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.image.Image;
import dev.slipway.image.hybrid.HybridIso;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Same inputs, same bytes.
@RequiresTool({"grub-mkimage", "xorriso", "mkfs.fat", "mcopy"})
class ReproducibleIT {

    @TempDir
    Path directory;

    @Test
    void buildWhenAnythingButTheInputsDiffersGivesTheSameBytes() throws Exception {
        List<String> digests = new ArrayList<>();
        List<List<String>> surroundings = List.of(
                List.of("-XX:ActiveProcessorCount=1"),
                List.of("-XX:ActiveProcessorCount=2"),
                List.of(
                        "-XX:ActiveProcessorCount=2",
                        "-Duser.timezone=Asia/Kathmandu",
                        "-Duser.language=tr",
                        "-Duser.country=TR"),
                List.of("-Duser.language=ar", "-Duser.country=EG", "-Dfile.encoding=ISO-8859-1"));
        for (int i = 0; i < surroundings.size(); i++) {
            Path place = Files.createDirectories(directory.resolve("p".repeat(i + 1)));
            RootFileSystem root = SmallBase.debianLive(place.resolve("root" + i));
            ProcessBuilder builder = BuildProcess.of(
                    place, root, "out" + i + ".iso", surroundings.get(i).toArray(String[]::new));
            builder.environment().put("TZ", i % 2 == 0 ? "UTC" : "America/St_Johns");
            builder.environment().put("LC_ALL", i % 2 == 0 ? "C" : "C.UTF-8");
            Process process = builder.start();
            BuildProcess.awaitBegin(process);
            assertThat(process.waitFor()).isZero();
            digests.add(Image.ofFile(place.resolve("out" + i + ".iso")).sha256().hex());
        }
        assertThat(digests).hasSize(surroundings.size()).containsOnly(digests.getFirst());
    }

    @Test
    void buildWhenUserDataDiffersChangesTheSiteAreaOnly() throws IOException {
        assertOnlySiteAreaDiffers(
                SmallBase.request(directory, SmallBase.debianLive(directory.resolve("root")), "a.iso"));
    }

    @Test
    void buildWhenUserDataDiffersOnAGraftChangesTheSiteAreaOnly() throws IOException {
        for (ForeignIso foreign : List.of(ForeignIso.PARTITION_OFFSET, ForeignIso.APPENDED_MBR)) {
            assertOnlySiteAreaDiffers(
                    SmallBase.request(directory, new IsoFile(foreign.make(directory)), foreign + ".iso"));
        }
    }

    private void assertOnlySiteAreaDiffers(InstallerRequest request) throws IOException {
        Path one = SmallBase.build(directory, request);
        Path moved = directory.resolve("one.iso");
        Files.move(one, moved, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Path other = Files.writeString(
                directory.resolve("other-user-data"), "#cloud-config\nhostname: other\n" + "# more\n".repeat(900));
        Path two = SmallBase.build(directory, RequestChange.userData(request, other));

        Image first = Image.ofFile(moved);
        Image second = Image.ofFile(two);
        SiteDescriptor area =
                SiteDescriptor.read(HybridIso.open(first).tree().root()).orElseThrow();
        long end = area.offset() + area.length();
        assertThat(second.size()).isEqualTo(first.size());
        assertThat(second.slice(0, area.offset()).sha256())
                .isEqualTo(first.slice(0, area.offset()).sha256());
        assertThat(second.slice(end, second.size() - end).sha256())
                .isEqualTo(first.slice(end, first.size() - end).sha256());
        assertThat(second.slice(area.offset(), area.length()).sha256())
                .isNotEqualTo(first.slice(area.offset(), area.length()).sha256());
        assertWholeAgainByTheDescriptor(first, second, area);
    }

    /// What the descriptor promises: another user-data can be put in by it alone.
    private static void assertWholeAgainByTheDescriptor(Image first, Image second, SiteDescriptor area)
            throws IOException {
        Image patched = first;
        HybridIso wanted = HybridIso.open(second);
        for (SiteDescriptor.SiteFile file : area.files()) {
            Image content = ((RegularFile) requireNonNull(wanted.tree().root().find(file.path()))).content();
            patched = patched.overlay(file.offset(), content.padTo(file.capacity()));
            int size = (int) content.size();
            byte[] both = java.nio.ByteBuffer.allocate(8)
                    .putInt(Integer.reverseBytes(size))
                    .putInt(size)
                    .array();
            for (long at : file.sizeAt()) {
                patched = patched.overlay(at, Image.ofBytes(both));
            }
        }
        assertThat(patched.sha256()).isEqualTo(second.sha256());
    }
}
