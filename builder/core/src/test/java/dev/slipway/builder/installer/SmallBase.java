package dev.slipway.builder.installer;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.BaseReference.RegistryImage;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.ImageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// A root file system with everything that a build looks for, and nothing that boots: kernel and UEFI loaders are bytes
/// without a meaning, GRUB's files for BIOS are the real ones. Builds of it take a fraction of a second.
public final class SmallBase {

    public static final Path GRUB = Path.of("/usr/lib/grub/i386-pc");
    public static final Instant TIME = Instant.parse("2026-03-04T05:06:07Z");
    public static final String USER_DATA = "#cloud-config\nhostname: small\n# a comment, and a z\u00fcrich\n\n";

    private static final int LARGE_FILE_BYTES = 3_000_000;
    private static final MediumOptions QUICK_MEDIUM = new MediumOptions(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Collections.emptySortedMap(),
            "zstd:1",
            Architecture.AMD64,
            Optional.of(TIME.getEpochSecond()));

    private SmallBase() {}

    /// Debian's live system.
    public static RootFileSystem debianLive(Path target) throws IOException {
        write(target.resolve("usr/lib/live/boot/9990-main.sh"), bytes("main() { :; }\n"));
        return common(target);
    }

    /// Kairos.
    public static RootFileSystem kairos(Path target) throws IOException {
        write(target.resolve("etc/kairos-release"), bytes("KAIROS_VERSION=3\n"));
        return common(target);
    }

    private static RootFileSystem common(Path target) throws IOException {
        write(target.resolve("boot/vmlinuz-1-amd64"), noise(1, 300_001));
        write(target.resolve("boot/initrd.img-1-amd64"), noise(2, 700_003));
        write(target.resolve("usr/lib/shim/shimx64.efi.signed"), noise(3, 90_000));
        write(target.resolve("usr/lib/shim/mmx64.efi.signed"), noise(4, 80_000));
        write(target.resolve("usr/lib/grub/x86_64-efi-signed/gcdx64.efi.signed"), noise(5, 150_000));
        write(target.resolve("usr/share/large"), noise(6, LARGE_FILE_BYTES));
        for (int i = 0; i < 40; i++) {
            write(
                    target.resolve("usr/share/doc/file-" + i),
                    bytes("text of file %d\n".formatted(i).repeat(400 + i)));
        }
        Files.createSymbolicLink(target.resolve("bin"), Path.of("usr/bin"));
        copyGrub(target.resolve("usr/lib/grub/i386-pc"));
        settle(target);
        return new RootFileSystem(target);
    }

    private static void copyGrub(Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(GRUB)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    /// Gives everything one time: what is made twice is equal.
    private static void settle(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setTimes(FileTime.from(TIME), null, null);
            }
        }
    }

    public static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /// Builds with a cache, a user-data and an output in this directory.
    public static Path build(Path directory, BaseReference base, String output) throws IOException {
        return build(directory, request(directory, base, output));
    }

    public static Path build(Path directory, InstallerRequest request) {
        new InstallerBuild(new BuildCache(directory.resolve("cache")), BuildListener.SILENT).build(request);
        return request.output();
    }

    public static InstallerRequest request(Path directory, BaseReference base, String output) throws IOException {
        InstallerRequest request = RequestChange.medium(
                InstallerRequest.of(base, userData(directory), directory.resolve(output)), QUICK_MEDIUM);
        return base instanceof RegistryImage(ImageName name) ? RequestChange.plainHttp(request, name.host()) : request;
    }

    public static Path userData(Path directory) throws IOException {
        return Files.write(directory.resolve("user-data"), bytes(USER_DATA));
    }
}
