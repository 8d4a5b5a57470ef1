package dev.slipway.pxe.replay;

import dev.slipway.pxe.trace.Step;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a file is for, guessed from its name: in a capture nobody tells.
final class FetchedFile {

    private static final Pattern LOADER = Pattern.compile(".*[.](efi|k?k?pxe|lkrn|0)(?<![.]ipxe)");
    private static final Pattern USER_DATA =
            Pattern.compile("user-?data|meta-data|.*[.]ign|ks[.]cfg|.*preseed.*|(cloud-)?config[.]ya?ml|autoinstall.*");
    private static final Pattern SCRIPT =
            Pattern.compile(".*[.]ipxe|ipxe|grub[.]cfg.*|autoexec.*|.*[.]php|01-[0-9a-f-]{17}|default|[0-9a-f]{1,8}");
    private static final Pattern ROOT = Pattern.compile(".*([.]squashfs|[.]iso|[.]img[.]xz|rootfs.*|[.]raw)");
    private static final Pattern INITRD = Pattern.compile(".*(initrd|initramfs|[.]cpio).*");
    private static final Pattern KERNEL = Pattern.compile(".*(vmlinuz|linux|kernel|bzimage).*");

    private FetchedFile() {}

    /// The step of a machine that has this file.
    static Step step(String name) {
        String path = name.toLowerCase(Locale.ROOT).replaceFirst("[?#].*", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (path.contains("/booted/")) {
            return Step.BOOTED;
        }
        if (LOADER.matcher(last).matches()) {
            return Step.LOADER_SENT;
        }
        if (USER_DATA.matcher(last).matches()) {
            return Step.USER_DATA_SENT;
        }
        if (SCRIPT.matcher(last).matches() || path.startsWith("/v1/boot/")) {
            return Step.SCRIPT_SENT;
        }
        if (ROOT.matcher(last).matches()) {
            return Step.ROOT_SENT;
        }
        if (INITRD.matcher(last).matches()) {
            return Step.INITRD_SENT;
        }
        return KERNEL.matcher(last).matches() ? Step.KERNEL_SENT : Step.LOADER_SENT;
    }
}
