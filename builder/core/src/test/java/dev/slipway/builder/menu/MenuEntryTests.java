package dev.slipway.builder.menu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MenuEntryTests {

    @Test
    void grubStartsWhatItsLinesSay() {
        String menu = """
                set default=0
                menuentry "One" --class os {
                  linux ($root)/live/vmlinuz boot=live 'name=two words' --- quiet # remark
                  initrd /live/ucode.img /live/initrd.img
                }
                submenu "More" {
                  menuentry "Two" { linuxefi /b/kernel a=1; initrdefi /b/initrd; }
                }
                """;
        assertThat(entries("boot/grub/grub.cfg", menu))
                .containsExactly(new MenuEntry(
                        "live/vmlinuz",
                        List.of("live/ucode.img", "live/initrd.img"),
                        List.of("boot=live", "name=two words", "---", "quiet")));
    }

    @Test
    void isolinuxTakesInitialFileSystemsFromItsArguments() {
        String menu = """
                DEFAULT live
                LABEL live
                  MENU LABEL ^Live
                  KERNEL vmlinuz
                  APPEND initrd=/casper/one,/casper/two boot=casper quiet ---
                label other
                  linux /install.amd/vmlinuz
                  initrd /install.amd/initrd.gz
                """;
        assertThat(entries("isolinux/isolinux.cfg", menu))
                .containsExactly(
                        new MenuEntry(
                                "isolinux/vmlinuz",
                                List.of("casper/one", "casper/two"),
                                List.of("boot=casper", "quiet", "---")),
                        new MenuEntry("install.amd/vmlinuz", List.of("install.amd/initrd.gz"), List.of()));
    }

    @Test
    void systemdBootHasOneEntryInAFile() {
        String menu = """
                title Live
                linux /EFI/linux/vmlinuz
                initrd /EFI/linux/ucode.img
                initrd /EFI/linux/initrd.img
                options root=live quiet
                """;
        assertThat(entries("loader/entries/live.conf", menu))
                .containsExactly(new MenuEntry(
                        "EFI/linux/vmlinuz",
                        List.of("EFI/linux/ucode.img", "EFI/linux/initrd.img"),
                        List.of("root=live", "quiet")));
    }

    private static List<MenuEntry> entries(String path, String text) {
        return new BootMenus(Map.of(path, text)).entries();
    }
}
