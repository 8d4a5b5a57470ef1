package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.base.BaseReference.ReferenceBase;
import dev.slipway.builder.base.BaseReference.RegistryImage;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SeedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallerParametersTests {

    @TempDir
    private Path directory;

    @Test
    void toRequestWithTheThreeThatAreNeededFillsInTheDefaults() {
        InstallerParameters parameters = parameters("iso:base.iso", "data", "out.iso", Optional.empty());

        assertThat(parameters.toRequest(directory))
                .isEqualTo(new InstallerRequest(
                        new IsoFile(directory.resolve("base.iso")),
                        directory.resolve("data"),
                        SeedFiles.NONE,
                        directory.resolve("out.iso"),
                        new MediumOptions(
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                new TreeMap<>(),
                                "zstd:9",
                                Architecture.AMD64,
                                Optional.empty()),
                        false,
                        BaseAccess.USUAL,
                        EvidenceOptions.UNSIGNED));
    }

    @Test
    void toRequestTakesOverEverything() {
        InstallerParameters parameters = new InstallerParameters(
                Optional.of("rootfs:/base"),
                Optional.of(Path.of("/data")),
                SeedFiles.NONE,
                Optional.of(Path.of("/out.iso")),
                new MediumParameters(
                        Optional.of("LABEL"),
                        Optional.of("kairos"),
                        List.of("b", "a"),
                        Map.of("/x", Path.of("y")),
                        Optional.of("xz:9"),
                        Optional.of(Architecture.ARM64),
                        Optional.of("1700000000")),
                Optional.empty(),
                true,
                BaseAccess.USUAL,
                EvidenceOptions.UNSIGNED);

        assertThat(parameters.toRequest(directory))
                .isEqualTo(new InstallerRequest(
                        new RootFileSystem(Path.of("/base")),
                        Path.of("/data"),
                        SeedFiles.NONE,
                        Path.of("/out.iso"),
                        new MediumOptions(
                                Optional.of("LABEL"),
                                Optional.of("kairos"),
                                List.of("b", "a"),
                                new TreeMap<>(Map.of("/x", directory.resolve("y"))),
                                "xz:9",
                                Architecture.ARM64,
                                Optional.of(1_700_000_000L)),
                        true,
                        BaseAccess.USUAL,
                        EvidenceOptions.UNSIGNED));
    }

    @Test
    void toRequestWithAnEmptyEnvFileTakesItsDocumentedDefaults() throws IOException {
        InstallerRequest request = fromEnv("iso:base.iso", "# nothing\n");

        assertThat(request.output()).isEqualTo(directory.resolve("pxe-installer.iso"));
        assertThat(request.userData()).isEqualTo(directory.resolve("user-data"));
    }

    @Test
    void toRequestTakesNamesFromTheEnvFile() throws IOException {
        InstallerRequest request = fromEnv("iso:base.iso", """
                ISO_IMAGE="store"
                USER_DATA_FILE="store-data"
                IMAGE_NAME="somewhere/store"
                CONTENT_BUNDLE="bundle.tar.zst"
                BUILD_PLATFORM="linux/arm64"
                """);

        assertThat(request.output()).isEqualTo(directory.resolve("store.iso"));
        assertThat(request.userData()).isEqualTo(directory.resolve("store-data"));
        assertThat(request.medium().architecture()).isEqualTo(Architecture.ARM64);
        assertThat(request.medium().additions())
                .isEqualTo(Map.of(
                        "/opt/spectrocloud/content/spectro-content.tar.zst", directory.resolve("bundle.tar.zst")));
    }

    @Test
    void toRequestLetsWhatIsSaidWinOverTheEnvFile() throws IOException {
        Files.writeString(directory.resolve("env"), "ISO_IMAGE=store\nUSER_DATA_FILE=store-data\n");

        InstallerRequest request = parameters("iso:base.iso", "data", "out.iso", Optional.of("env"))
                .toRequest(directory);

        assertThat(request.output()).isEqualTo(directory.resolve("out.iso"));
        assertThat(request.userData()).isEqualTo(directory.resolve("data"));
    }

    @Test
    void toRequestTakesTheImageOfTheEnvFileAsBase() throws IOException {
        Files.writeString(directory.resolve("env"), "IMAGE_NAME=somewhere/store\nINSTALLER_VERSION=v2.1\n");

        assertThat(onlyEnv().toRequest(directory).base())
                .isEqualTo(new RegistryImage(ImageName.parse("docker.io/somewhere/store:v2.1")));
    }

    @Test
    void toRequestWhenTheImageOfTheEnvFileIsNoNameSaysWhereItStands() throws IOException {
        Files.writeString(directory.resolve("env"), "IMAGE_NAME=Somewhere/Store/\n");

        assertThat(problem(onlyEnv()).where()).contains("env, IMAGE_NAME and INSTALLER_VERSION");
    }

    @Test
    void toRequestWhenNothingIsSaidAsksForUserData() {
        assertThat(problem(InstallerParameters.NONE).code()).isEqualTo("user-data.missing");
    }

    @Test
    void toRequestWhenNoBaseIsNamedTakesTheReferenceBase() throws IOException {
        Files.writeString(directory.resolve("env"), "INSTALLER_VERSION=v2.1\n");

        assertThat(onlyEnv().toRequest(directory).base()).isEqualTo(ReferenceBase.BUILT_IN);
    }

    @Test
    void toRequestWhenTheBundleIsNotCompressedSaysSo() {
        assertThatThrownBy(() -> fromEnv("iso:base.iso", "CONTENT_BUNDLE=bundle.tar\n"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'bundle.tar' is not compressed");
    }

    @Test
    void toRequestWhenTheEpochIsNoNumberSaysSo() {
        for (String epoch : List.of("yesterday", "-1")) {
            InstallerParameters parameters = new InstallerParameters(
                    Optional.of("iso:b"),
                    Optional.of(Path.of("u")),
                    SeedFiles.NONE,
                    Optional.of(Path.of("o")),
                    new MediumParameters(
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(epoch)),
                    Optional.empty(),
                    false,
                    BaseAccess.USUAL,
                    EvidenceOptions.UNSIGNED);

            assertThat(problem(parameters).code()).isEqualTo("source-date-epoch");
        }
    }

    private Problem problem(InstallerParameters parameters) {
        try {
            throw new AssertionError("no problem, but " + parameters.toRequest(directory));
        } catch (ProblemException e) {
            return e.problem();
        }
    }

    private InstallerRequest fromEnv(String base, String text) throws IOException {
        Files.writeString(directory.resolve("env"), text);
        return parameters(Optional.of(base), Optional.empty(), Optional.empty(), Optional.of("env"))
                .toRequest(directory);
    }

    private static InstallerParameters onlyEnv() {
        return parameters(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("env"));
    }

    private static InstallerParameters parameters(String base, String userData, String output, Optional<String> env) {
        return parameters(Optional.of(base), Optional.of(userData), Optional.of(output), env);
    }

    private static InstallerParameters parameters(
            Optional<String> base, Optional<String> userData, Optional<String> output, Optional<String> env) {
        return new InstallerParameters(
                base,
                userData.map(Path::of),
                SeedFiles.NONE,
                output.map(Path::of),
                MediumParameters.NONE,
                env.map(Path::of),
                false,
                BaseAccess.USUAL,
                EvidenceOptions.UNSIGNED);
    }
}
