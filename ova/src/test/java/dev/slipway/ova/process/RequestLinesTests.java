package dev.slipway.ova.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.evidence.KeyPassword;
import dev.slipway.builder.process.RequestMessages;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.ova.build.DescriptionParameters;
import dev.slipway.ova.build.MachineParameters;
import dev.slipway.ova.build.OvaParameters;
import dev.slipway.ova.build.SigningFiles;
import dev.slipway.ova.build.SourceParameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestLinesTests {

    @Test
    void parametersWhenEverythingIsThereMapEverything() throws IOException {
        String lines = """
                disk\t/d1
                disk\t/d2
                installer\t/i.iso
                seed\t/seed.iso
                base\tslipway
                user-data\t/u
                meta-data\t/m
                network-config\t/n
                disk-size\t50G
                timeout\t30m
                install-memory\t6G
                kernel-argument\tquiet
                squashfs-compression\tgzip:9
                source-date-epoch\t1700000000
                strict\ttrue
                ca-file\t/ca.pem
                plain-http\tlocalhost:5000
                insecure-tls\tregistry.example
                verify-key\t/key.pub
                output\t/o.ova
                default-output\t/default.ova
                format\tvmdk
                level\t9
                cpus\t2
                memory\t512M
                firmware\tbios
                secure-boot\ttrue
                controller\tsata
                hardware-version\tvmx-19
                guest-os\tubuntu64Guest
                nic\te1000
                nic\tlan
                name\tedge
                product\tEdge
                vendor\tUs
                product-version\t1.2
                annotation\ta note
                eula\t/eula
                property\ta=b
                user-data-properties\ttrue
                cd-drive\ttrue
                cd\t/cd.iso
                sign-key\t/k.pem
                sign-certificate\t/c.pem
                sign-key-password\tfile:/password
                end
                """;

        assertThat(new RequestLines(RequestMessages.read(new BufferedReader(new StringReader(lines)))).parameters())
                .isEqualTo(new OvaParameters(
                        new SourceParameters(
                                List.of(Path.of("/d1"), Path.of("/d2")),
                                Optional.of(Path.of("/i.iso")),
                                Optional.of(Path.of("/seed.iso")),
                                Optional.of("slipway"),
                                Optional.of(Path.of("/u")),
                                new SeedFiles(Optional.of(Path.of("/m")), Optional.of(Path.of("/n"))),
                                Optional.of(53_687_091_200L),
                                Optional.of(Duration.ofMinutes(30)),
                                Optional.of(6144),
                                List.of("quiet"),
                                Optional.of("gzip:9"),
                                new BaseAccess(
                                        Optional.of(Path.of("/ca.pem")),
                                        Set.of("localhost:5000"),
                                        Set.of("registry.example"),
                                        Optional.of(Path.of("/key.pub"))),
                                Optional.of(1_700_000_000L),
                                true),
                        new MachineParameters(
                                Optional.of(2),
                                Optional.of(536_870_912L),
                                Optional.of("bios"),
                                true,
                                Optional.of("sata"),
                                Optional.of("vmx-19"),
                                Optional.of("ubuntu64Guest"),
                                List.of("e1000", "lan")),
                        new DescriptionParameters(
                                Optional.of("edge"),
                                Optional.of("Edge"),
                                Optional.of("Us"),
                                Optional.of("1.2"),
                                Optional.of("a note"),
                                Optional.of(Path.of("/eula")),
                                List.of("a=b"),
                                true,
                                true,
                                Optional.of(Path.of("/cd.iso"))),
                        Optional.of("vmdk"),
                        Path.of("/o.ova"),
                        Optional.of(9),
                        Optional.of(new SigningFiles(
                                Path.of("/k.pem"),
                                Path.of("/c.pem"),
                                Optional.of(new KeyPassword.InFile(Path.of("/password")))))));
    }
}
