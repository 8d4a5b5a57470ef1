package dev.slipway.builder.installer.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.evidence.KeyPassword;
import dev.slipway.builder.installer.Architecture;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.installer.MediumOptions;
import dev.slipway.builder.process.RequestMessages;
import dev.slipway.builder.site.SeedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestLinesTests {

    @TempDir
    Path directory;

    private static final String LEAST = """
            base\trootfs:live.tar
            user-data\t/p/user-data
            default-output\t/p/target/site.iso
            """;

    @Test
    void parametersWhenOnlyTheNeededIsThereMakeARequestOfDefaults() throws IOException {
        assertThat(request(LEAST))
                .isEqualTo(InstallerRequest.of(
                        new RootFileSystem(Path.of("live.tar")),
                        Path.of("/p/user-data"),
                        Path.of("/p/target/site.iso")));
    }

    @Test
    void parametersWhenSeedFilesAreThereNameThem() throws IOException {
        assertThat(request(LEAST + "meta-data\t/p/meta\nnetwork-config\t/p/net\n")
                        .seed())
                .isEqualTo(new SeedFiles(Optional.of(Path.of("/p/meta")), Optional.of(Path.of("/p/net"))));
    }

    @Test
    void parametersWhenEverythingIsThereMapEverything() throws IOException {
        String lines = """
                base\tiso:base.iso
                user-data\t/p/user-data
                output\t/p/out.iso
                default-output\t/p/target/site.iso
                volume-id\tSITE
                flavour\tkairos
                kernel-argument\tquiet
                kernel-argument\tconsole=ttyS0
                addition\topt/b.zst\t/p/b.zst
                addition\topt/a.zst\t/p/a.zst
                squashfs-compression\tgzip:9
                arch\tarm64
                source-date-epoch\t1700000000
                strict\ttrue
                ca-file\t/p/ca.pem
                plain-http\tlocalhost:5000
                plain-http\tlocalhost:5001
                insecure-tls\tregistry.example
                verify-key\t/p/key.pub
                evidence\tfalse
                sign-key\t/p/sign.pem
                sign-key-password\tfile:/p/password
                """;
        assertThat(request(lines))
                .isEqualTo(new InstallerRequest(
                        new IsoFile(Path.of("base.iso")),
                        Path.of("/p/user-data"),
                        SeedFiles.NONE,
                        Path.of("/p/out.iso"),
                        new MediumOptions(
                                Optional.of("SITE"),
                                Optional.of("kairos"),
                                List.of("quiet", "console=ttyS0"),
                                new TreeMap<>(
                                        Map.of("opt/a.zst", Path.of("/p/a.zst"), "opt/b.zst", Path.of("/p/b.zst"))),
                                "gzip:9",
                                Architecture.ARM64,
                                Optional.of(1_700_000_000L)),
                        true,
                        new BaseAccess(
                                Optional.of(Path.of("/p/ca.pem")),
                                Set.of("localhost:5000", "localhost:5001"),
                                Set.of("registry.example"),
                                Optional.of(Path.of("/p/key.pub"))),
                        new EvidenceOptions(
                                false,
                                Optional.of(Path.of("/p/sign.pem")),
                                Optional.of(new KeyPassword.InFile(Path.of("/p/password"))))));
    }

    @Test
    void parametersWhenEnvFileNamesTheIsoPutItWhereOutputsGo() throws IOException {
        Path env = Files.writeString(directory.resolve(".installer.env"), "ISO_IMAGE=\"edge\"\n");

        assertThat(request(LEAST + "env-file\t" + env + "\n").output()).isEqualTo(Path.of("/p/target/edge.iso"));
    }

    @Test
    void parametersWhenEnvFileAndRequestNameTheIsoTakeTheRequest() throws IOException {
        Path env = Files.writeString(directory.resolve(".installer.env"), "ISO_IMAGE=\"edge\"\n");

        assertThat(request(LEAST + "output\t/p/mine.iso\nenv-file\t" + env + "\n")
                        .output())
                .isEqualTo(Path.of("/p/mine.iso"));
    }

    private static InstallerRequest request(String lines) throws IOException {
        return new RequestLines(RequestMessages.read(new BufferedReader(new StringReader(lines + "end\n"))))
                .parameters()
                .toRequest(Path.of(""));
    }
}
