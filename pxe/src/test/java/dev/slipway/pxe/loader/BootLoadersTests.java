package dev.slipway.pxe.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.publish.PublishedFile;
import dev.slipway.pxe.trace.Step;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootLoadersTests {

    private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();

    @TempDir
    private Path root;

    private void put(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String text(Optional<PublishedFile> file) throws IOException {
        return new String(file.orElseThrow().content().toByteArray(100), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grubx64.efi", "/grubx64.efi", "52-54-00-ab-cd-01/grubx64.efi"})
    void findKnowsWhatIsInstalledByTheNameThatShimAsksFor(String asked) throws IOException {
        put("usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed", "for networks");
        put("usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed", "for disks");

        Optional<PublishedFile> found = BootLoaders.read(root, Optional.empty()).find(asked, CLIENT);

        assertThat(text(found)).isEqualTo("for networks");
        assertThat(found).hasValueSatisfying(file -> {
            assertThat(file.name()).isEqualTo("grubx64.efi");
            assertThat(file.sent()).isEqualTo(Step.LOADER_SENT);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "..", "a/ipxe.efi", "../ipxe.efi", "52-54-00-ab-cd-01/../ipxe.efi", "ipxe.efi/"})
    void findKnowsNothingElse(String asked) throws IOException {
        put("usr/lib/ipxe/ipxe.efi", "x");

        assertThat(BootLoaders.read(root, Optional.empty()).find(asked, CLIENT)).isEmpty();
    }

    @Test
    void filesOfTheDirectoryWin() throws IOException {
        put("usr/lib/ipxe/ipxe.efi", "of the package");
        put("own/ipxe.efi", "my own");
        put("own/mine.efi", "mine");
        put("own/.hidden", "no");

        BootLoaders loaders = BootLoaders.read(root, Optional.of(root.resolve("own")));

        assertThat(loaders.names()).containsExactly("ipxe.efi", "mine.efi");
        assertThat(text(loaders.find("ipxe.efi", CLIENT))).isEqualTo("my own");
        loaders.require("mine.efi");
    }

    @Test
    void requireWhenItIsNotThereNamesThePackage() {
        BootLoaders loaders = BootLoaders.read(root, Optional.empty());

        assertThatThrownBy(() -> loaders.require("shimx64.efi")).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("boot-loader.missing");
            assertThat(e.problem().fix())
                    .hasValueSatisfying(fix -> assertThat(fix).startsWith("install the package shim-signed"));
        });
        assertThatThrownBy(() -> loaders.require("other.efi"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().fix())
                                .contains("name a directory that holds it as the directory of boot loaders"));
    }

    @Test
    void directoryWhenItIsNotThereOrHoldsSomethingElseIsNamed() throws IOException {
        assertThatThrownBy(() -> BootLoaders.read(root, Optional.of(root.resolve("none"))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("boot-loader.directory"));
        put("own/large.efi", "");
        try (var file = new RandomAccessFile(root.resolve("own/large.efi").toFile(), "rw")) {
            file.setLength((32L << 20) + 1);
        }
        assertThatThrownBy(() -> BootLoaders.read(root, Optional.of(root.resolve("own"))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("boot-loader.large"));
    }
}
