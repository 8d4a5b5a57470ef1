package dev.slipway.builder.menu;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootMenusTests {

    private static final String SEED = "ds=nocloud;s=file:///seed/";

    private static String grub(String text, String... arguments) {
        return changed("boot/grub/grub.cfg", text, arguments);
    }

    private static String changed(String path, String text, String... arguments) {
        return requireNonNull(new BootMenus(Map.of(path, text))
                .withArguments(List.of(arguments))
                .files()
                .get(path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "linux /vmlinuz|linux /vmlinuz a=1 'b;c'",
                "linux /vmlinuz quiet|linux /vmlinuz quiet a=1 'b;c'",
                "linuxefi /vmlinuz quiet|linuxefi /vmlinuz quiet a=1 'b;c'",
                "linux16 /vmlinuz|linux16 /vmlinuz a=1 'b;c'",
                "linux /vmlinuz quiet --- splash|linux /vmlinuz quiet a=1 'b;c' --- splash",
                "linux /vmlinuz quiet ---|linux /vmlinuz quiet a=1 'b;c' ---",
                "linux /vmlinuz -- splash|linux /vmlinuz a=1 'b;c' -- splash",
                "linux /vmlinuz quiet; initrd /i|linux /vmlinuz quiet a=1 'b;c'; initrd /i",
                "linux /vmlinuz quiet # why|linux /vmlinuz quiet a=1 'b;c' # why",
                "linux /vmlinuz a#b|linux /vmlinuz a#b a=1 'b;c'",
                "linux /vmlinuz ${opts} x|linux /vmlinuz ${opts} x a=1 'b;c'",
                "linux ($root)/vmlinuz|linux ($root)/vmlinuz a=1 'b;c'",
                "linux /vmlinuz a=1|linux /vmlinuz a=1 'b;c'",
                "linux /vmlinuz \"a=1\" \"b;c\"|linux /vmlinuz \"a=1\" \"b;c\"",
                "linux /vmlinuz a=1 'b;c'|linux /vmlinuz a=1 'b;c'",
                "linux /vmlinuz a=1 b\\;c|linux /vmlinuz a=1 b\\;c",
                // Not quoted, GRUB takes the semicolon for the end of the command: the argument is not there.
                "linux /vmlinuz b;c|linux /vmlinuz b a=1 'b;c';c",
                "initrd /i|initrd /i",
                "# linux /vmlinuz|# linux /vmlinuz",
                "linuxfoo /vmlinuz|linuxfoo /vmlinuz",
                "linux16 /boot/memtest86+x64.bin|linux16 /boot/memtest86+x64.bin",
                "linux /memtest/vmlinuz|linux /memtest/vmlinuz a=1 'b;c'",
            })
    void withArgumentsWhenGrubQuotesThem(String before, String after) {
        assertThat(grub(before, "a=1", "b;c")).isEqualTo(after);
    }

    @Test
    void withArgumentsWhenLineGoesOnStaysInFrontOfTheBackslash() {
        assertThat(grub("  linux /vmlinuz quiet \\\n    splash\n", "a=1"))
                .isEqualTo("  linux /vmlinuz quiet a=1 \\\n    splash\n");
    }

    @Test
    void withArgumentsWhenLinesEndAsOnWindowsKeepsThat() {
        assertThat(grub("menuentry x {\r\n linux /vmlinuz quiet\r\n initrd /i\r\n}\r\n", "a=1"))
                .isEqualTo("menuentry x {\r\n linux /vmlinuz quiet a=1\r\n initrd /i\r\n}\r\n");
    }

    @Test
    void withArgumentsTwiceAddsThemOnce() {
        String once = grub("linux /vmlinuz", SEED, "name=it's", "text=a b");

        assertThat(once).isEqualTo("linux /vmlinuz '" + SEED + "' 'name=it'\\''s' 'text=a b'");
        assertThat(grub(once, SEED, "name=it's", "text=a b")).isEqualTo(once);
    }

    @Test
    void withArgumentsWhenIsolinuxChangesAppendOnly() {
        String menu = """
                default live
                label live
                \tmenu label ^Live
                \tlinux /live/vmlinuz
                \tinitrd /live/initrd.img
                \tappend boot=live quiet
                label installer
                  kernel /install/vmlinuz
                  APPEND vga=788 --- quiet
                label bare
                  linux /live/vmlinuz
                label menu
                  kernel vesamenu.c32
                  append other.cfg
                label disk
                  localboot 0x80
                """;
        for (String path : List.of("isolinux/live.cfg", "boot/isolinux/isolinux.cfg", "boot/loader/menu.cfg")) {
            assertThat(changed(path, menu, SEED)).as(path).isEqualTo("""
                            default live
                            label live
                            \tmenu label ^Live
                            \tlinux /live/vmlinuz
                            \tinitrd /live/initrd.img
                            \tappend boot=live quiet SEED
                            label installer
                              kernel /install/vmlinuz
                              APPEND vga=788 SEED --- quiet
                            label bare
                              linux /live/vmlinuz
                              append SEED
                            label menu
                              kernel vesamenu.c32
                              append other.cfg
                            label disk
                              localboot 0x80
                            """.replace("SEED", SEED));
        }
        assertThat(new BootMenus(Map.of("isolinux/live.cfg", menu)).kernelLines())
                .isEqualTo(3);
    }

    @Test
    void withArgumentsWhenSystemdBootChangesOptionsOnly() {
        String entry = "title Live\nlinux /live/vmlinuz\ninitrd /live/initrd.img\noptions boot=live quiet\n";

        assertThat(changed("loader/entries/live.conf", entry, SEED))
                .isEqualTo("title Live\nlinux /live/vmlinuz\ninitrd /live/initrd.img\noptions boot=live quiet " + SEED
                        + "\n");
        assertThat(changed("loader/entries/live.conf", "title Live\nlinux /live/vmlinuz\n", SEED))
                .isEqualTo("title Live\nlinux /live/vmlinuz\noptions " + SEED + "\n");
        assertThat(changed("loader/loader.conf", "timeout 3\n", SEED)).isEqualTo("timeout 3\n");
    }

    @Test
    void withLabelReplacesItWhereverItIsLookedFor() {
        BootMenus menus = new BootMenus(Map.of("boot/grub/grub.cfg", """
                search --no-floppy --set=root --label COS_LIVE
                search --no-floppy --label --set=root "COS_LIVE"
                search -l 'COS_LIVE' --set root
                linux /k root=live:CDLABEL=COS_LIVE other=LABEL=COS_LIVE2 x=LABEL=COS_LIVE
                menuentry "COS_LIVE" {
                """));

        assertThat(menus.withLabel("COS_LIVE", "NEW$1").files().get("boot/grub/grub.cfg"))
                .isEqualTo("""
                        search --no-floppy --set=root --label NEW$1
                        search --no-floppy --label --set=root "NEW$1"
                        search -l 'NEW$1' --set root
                        linux /k root=live:CDLABEL=NEW$1 other=LABEL=COS_LIVE2 x=LABEL=NEW$1
                        menuentry "COS_LIVE" {
                        """);
    }

    @Test
    void ofFindsMenusByPlaceAndKeepsTheirBytes() throws IOException {
        byte[] latin = "menuentry \"\u00dc\" {\n linux /k\n}\n".getBytes(StandardCharsets.ISO_8859_1);
        Metadata file = Metadata.of(0644, Instant.EPOCH);
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH));
        for (String path : List.of("BOOT/GRUB/GRUB.CFG", "EFI/BOOT/grub.cfg", "isolinux/live.cfg", "etc/grub.cfg")) {
            tree.put(path, new RegularFile(file, Image.ofBytes(latin)));
        }
        BootMenus menus = BootMenus.of(tree.build());

        assertThat(menus.files()).containsOnlyKeys("BOOT/GRUB/GRUB.CFG", "EFI/BOOT/grub.cfg", "isolinux/live.cfg");
        assertThat(requireNonNull(menus.contents().get("EFI/BOOT/grub.cfg")).toByteArray(1000))
                .isEqualTo(latin);
        assertThat(menus.withArguments(List.of()).differingFrom(menus).files()).isEmpty();
        assertThat(menus.withArguments(List.of("x")).differingFrom(menus).files())
                .containsKey("EFI/BOOT/grub.cfg");
    }
}
