package dev.slipway.testkit;

import java.util.Map;

/// Boot menus in the form that distributions give theirs, by path.
final class DistributionMenus {

    private static final String UBUNTU_ENTRIES = """
            set timeout=30
            loadfont unicode

            menuentry "Try or Install Ubuntu Server" {
            	set gfxpayload=keep
            	linux	/casper/vmlinuz%1$s ---
            	initrd	/casper/initrd
            }
            menuentry "Ubuntu Server with the HWE kernel" {
            	set gfxpayload=keep
            	linux	/casper/hwe-vmlinuz%1$s ---
            	initrd	/casper/hwe-initrd
            }
            """;

    static final Map<String, String> UBUNTU = Map.of(
            "boot/grub/grub.cfg",
            UBUNTU_ENTRIES.formatted(" ") + """
            grub_platform
            if [ "$grub_platform" = "efi" ]; then
            menuentry 'UEFI Firmware Settings' {
            	fwsetup
            }
            else
            menuentry 'Test memory' {
            	linux16 /boot/memtest86+x64.bin
            }
            fi
            """,
            "boot/grub/loopback.cfg",
            UBUNTU_ENTRIES.formatted(" iso-scan/filename=${iso_path} "));

    static final Map<String, String> DEBIAN = Map.of(
            "boot/grub/grub.cfg",
            """
            set menu_color_normal=cyan/blue
            menuentry --hotkey=g 'Graphical install' {
                set background_color=black
                linux    /install.amd/vmlinuz vga=788 --- quiet
                initrd   /install.amd/gtk/initrd.gz
            }
            menuentry --hotkey=i 'Install' {
                set background_color=black
                linux    /install.amd/vmlinuz vga=788 --- quiet
                initrd   /install.amd/initrd.gz
            }
            submenu --hotkey=a 'Advanced options ...' {
                menuentry --hotkey=a '... Automated install' {
                    linux    /install.amd/vmlinuz auto=true priority=critical vga=788 --- quiet
                    initrd   /install.amd/initrd.gz
                }
                menuentry --hotkey=r '... Rescue mode' {
                    linux    /install.amd/vmlinuz vga=788 rescue/enable=true --- quiet
                    initrd   /install.amd/initrd.gz
                }
            }
            """,
            "boot/grub/x86_64-efi/grub.cfg",
            """
            insmod part_gpt
            source /boot/grub/grub.cfg
            """,
            "isolinux/isolinux.cfg",
            """
            path
            include menu.cfg
            default vesamenu.c32
            prompt 0
            timeout 0
            """,
            "isolinux/menu.cfg",
            """
            menu title Debian installer menu
            include gtk.cfg
            include txt.cfg
            """,
            "isolinux/gtk.cfg",
            """
            default installgui
            label installgui
            	menu label ^Graphical install
            	menu default
            	kernel /install.amd/vmlinuz
            	append vga=788 initrd=/install.amd/gtk/initrd.gz --- quiet
            """,
            "isolinux/txt.cfg",
            """
            label install
            	menu label ^Install
            	kernel /install.amd/vmlinuz
            	append vga=788 initrd=/install.amd/initrd.gz --- quiet
            """);

    /// The stub that leads GRUB from the EFI system partition to the medium.
    static final Map<String, String> DEBIAN_EFI = Map.of("EFI/debian/grub.cfg", """
            search --file --set=root /.disk/info
            set prefix=($root)/boot/grub
            source $prefix/x86_64-efi/grub.cfg
            """);

    private static final String FEDORA_ENTRIES = """
            set default="1"
            set timeout=60
            search --no-floppy --set=root -l 'Fedora'

            menuentry 'Start Fedora Live' --class fedora --class gnu-linux {
            	linuxefi /images/pxeboot/vmlinuz root=live:CDLABEL=Fedora rd.live.image quiet
            	initrdefi /images/pxeboot/initrd.img
            }
            menuentry 'Test this media & start Fedora Live' --class fedora --class gnu-linux {
            	linuxefi /images/pxeboot/vmlinuz root=live:CDLABEL=Fedora rd.live.image rd.live.check quiet
            	initrdefi /images/pxeboot/initrd.img
            }
            """;

    static final Map<String, String> FEDORA = Map.of(
            "EFI/BOOT/grub.cfg", FEDORA_ENTRIES,
            "EFI/BOOT/BOOT.conf", FEDORA_ENTRIES,
            "boot/grub2/grub.cfg", FEDORA_ENTRIES);

    static final Map<String, String> FEDORA_EFI = Map.of("EFI/BOOT/grub.cfg", FEDORA_ENTRIES);

    private DistributionMenus() {}
}
