package dev.slipway.ova.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Seeds as other people's tools see them, beside the one that mkisofs makes.
@RequiresTool({"genisoimage", "isoinfo", "xorriso", "blkid", "mcopy", "fsck.fat"})
class SeedIT {

    private static final String USER_DATA = "#cloud-config\nhostname: berlin\n";

    @TempDir
    private Path directory;

    private Path userData;
    private Path metaData;

    @BeforeEach
    void write() throws IOException {
        userData = Files.writeString(directory.resolve("user-data"), USER_DATA);
        metaData = Files.writeString(directory.resolve("meta-data"), "");
    }

    @Test
    void anIsoHasTheFilesAndTheNamesOfTheOneThatMkisofsMakes() throws IOException {
        Path ours = build(SeedMedium.ISO, SeedFiles.NONE, Optional.empty());
        Path theirs = directory.resolve("theirs.iso");
        Tool.of("genisoimage", "-quiet", "-output", theirs, "-volid", "cidata", "-joliet", "-rock", userData, metaData)
                .run();

        for (String hierarchy : new String[] {"-R", "-J"}) {
            assertThat(names(ours, hierarchy))
                    .isEqualTo(names(theirs, hierarchy))
                    .contains("/user-data", "/meta-data");
        }
        for (Path iso : new Path[] {ours, theirs}) {
            assertThat(Tool.of("isoinfo", "-R", "-i", iso, "-x", "/user-data").run())
                    .isEqualTo(USER_DATA);
            assertThat(Tool.of("isoinfo", "-R", "-i", iso, "-x", "/meta-data").run())
                    .isEmpty();
            assertThat(Tool.of("blkid", "-p", "-o", "value", "-s", "LABEL", iso)
                            .run()
                            .strip())
                    .isEqualTo("cidata");
        }
        assertThat(Files.size(ours)).isLessThanOrEqualTo(Files.size(theirs));
    }

    @Test
    void noneButTheOwnerReadsASeed() throws IOException {
        Path seed = build(SeedMedium.ISO, SeedFiles.NONE, Optional.empty());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(seed)))
                .isEqualTo("rw-------");
    }

    @Test
    void aStickHasTheFilesAndRoomToChangeThem() throws IOException {
        Path network = Files.writeString(directory.resolve("network"), "version: 2\n");
        Path stick =
                build(SeedMedium.FAT, new SeedFiles(Optional.of(metaData), Optional.of(network)), Optional.empty());

        Tool.of("fsck.fat", "-n", stick).run();
        assertThat(Tool.of("blkid", "-p", "-o", "value", "-s", "LABEL", stick)
                        .run()
                        .strip())
                .isEqualTo("cidata");
        assertThat(Tool.of("mtype", "-i", stick, "::user-data").run()).isEqualTo(USER_DATA);
        assertThat(Tool.of("mtype", "-i", stick, "::network-config").run()).isEqualTo("version: 2\n");
        Path larger = Files.writeString(directory.resolve("larger"), USER_DATA + "#".repeat(500_000));
        Tool.of("mcopy", "-o", "-i", stick, larger, "::user-data").run();
        Tool.of("fsck.fat", "-n", stick).run();
    }

    @Test
    void anInstanceIdIsTheOneThatWasGivenOrChangesWithTheUserData() throws IOException {
        Path given = build(SeedMedium.ISO, SeedFiles.NONE, Optional.of("berlin-2"));
        assertThat(metaDataOf(given)).isEqualTo("instance-id: berlin-2\n");

        String first = metaDataOf(build(SeedMedium.ISO, SeedFiles.NONE, Optional.of("auto")));
        assertThat(metaDataOf(build(SeedMedium.ISO, SeedFiles.NONE, Optional.of("auto"))))
                .isEqualTo(first);
        Files.writeString(userData, USER_DATA + "timezone: UTC\n");
        assertThat(metaDataOf(build(SeedMedium.ISO, SeedFiles.NONE, Optional.of("auto"))))
                .isNotEqualTo(first)
                .startsWith("instance-id: slipway-");
    }

    @Test
    void equalInputsGiveEqualBytes() throws IOException {
        byte[] first = Files.readAllBytes(build(SeedMedium.ISO, SeedFiles.NONE, Optional.empty()));

        assertThat(Files.readAllBytes(build(SeedMedium.ISO, SeedFiles.NONE, Optional.empty())))
                .isEqualTo(first);
    }

    @Test
    void aUserDataThatIsWrongMakesNoSeed() throws IOException {
        Files.writeString(userData, "#cloud-config\nhostname: [\n");

        assertThatThrownBy(() -> build(SeedMedium.ISO, SeedFiles.NONE, Optional.empty()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("YAML");
        assertThat(directory.resolve("seed")).doesNotExist();
    }

    @Test
    void anIdBesideAMetaDataIsRefused() {
        assertThatThrownBy(() ->
                        build(SeedMedium.ISO, new SeedFiles(Optional.of(metaData), Optional.empty()), Optional.of("x")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("given twice");
        assertThatThrownBy(() -> build(SeedMedium.ISO, SeedFiles.NONE, Optional.of("a: b\nc")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no instance id");
    }

    @Test
    void theOutputIsNeverAnInput() {
        SeedRequest request = new SeedRequest(
                userData, SeedFiles.NONE, Optional.empty(), SeedMedium.ISO, false, userData, Optional.empty());

        assertThatThrownBy(() -> new SeedBuild(BuildListener.SILENT).build(request))
                .isInstanceOf(ProblemException.class);
        assertThat(userData).hasContent(USER_DATA);
    }

    private Path build(SeedMedium medium, SeedFiles beside, Optional<String> instanceId) {
        Path output = directory.resolve("seed");
        return new SeedBuild(BuildListener.SILENT)
                .build(new SeedRequest(userData, beside, instanceId, medium, false, output, Optional.of(1L)))
                .output();
    }

    /// Without the version numbers that ISO 9660 allows behind names, and that all readers take away.
    private static List<String> names(Path iso, String hierarchy) {
        return Tool.of("isoinfo", hierarchy, "-f", "-i", iso)
                .run()
                .lines()
                .map(name -> name.replaceFirst(";1$", ""))
                .toList();
    }

    private static String metaDataOf(Path iso) {
        return Tool.of("isoinfo", "-R", "-i", iso, "-x", "/meta-data").run();
    }
}
