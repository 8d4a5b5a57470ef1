package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.inspection.ImageInspection;
import dev.slipway.builder.inspection.ImageInspection.BakedUserData;
import dev.slipway.builder.inspection.ImageInspection.BootEntry;
import dev.slipway.builder.inspection.ImageInspection.Partition;
import dev.slipway.builder.inspection.ImageInspection.TreeEntry;
import dev.slipway.builder.inspection.ImageInspection.Volume;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InspectionTableTests {

    @Test
    void printShowsEverySection() {
        ImageInspection inspection = new ImageInspection(
                Path.of("a.iso"),
                1_234_567,
                new Volume("COS\u001bLIVE", "", "", "", "GRUB", Optional.empty(), 602, List.of("Rock Ridge", "Joliet")),
                List.of(new BootEntry("UEFI", true, 128, 8, Optional.of("/efi.img"))),
                "gpt",
                List.of(new Partition(1, "EFI system", "esp", 512, 4096)),
                Optional.of("kairos"),
                Optional.of(new BakedUserData("/config.yaml", 40, "#cloud-config\ntoken: ***\n")),
                List.of(
                        new TreeEntry("/a", "-r--r--r--", 0, 0, 1234, Optional.empty()),
                        new TreeEntry("/link", "lrwxrwxrwx", 0, 1000, 0, Optional.of("a"))));

        assertThat(printed(inspection)).isEqualTo("""
                a.iso  1.2 MB

                Volume
                  id           COS\\u001bLIVE
                  application  GRUB
                  blocks       602
                  extensions   Rock Ridge, Joliet

                Boot entries
                  PLATFORM  BOOTABLE  BLOCK  SECTORS  FILE
                  UEFI      yes         128        8  /efi.img

                Partitions (gpt)
                  NUMBER  TYPE        NAME  FIRST SECTOR  SECTORS    SIZE
                       1  EFI system  esp            512     4096  2.1 MB

                Flavour
                  kairos

                User-data
                  /config.yaml, 40 bytes, secrets masked:
                  | #cloud-config
                  | token: ***

                Tree (2)
                  MODE        UID   GID  SIZE  PATH
                  -r--r--r--    0     0  1234  /a
                  lrwxrwxrwx    0  1000     0  /link -> a
                """);
    }

    private static String printed(ImageInspection inspection) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new InspectionTable(new PrintStream(bytes, true, StandardCharsets.UTF_8)).print(inspection);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
