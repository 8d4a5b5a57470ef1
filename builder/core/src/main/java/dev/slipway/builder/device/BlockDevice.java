package dev.slipway.builder.device;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A disk of this machine, as Linux shows it (kernel documentation, `Documentation/ABI/testing/sysfs-block`).
///
/// @param path of its node below `/dev`
/// @param number major and minor number: `8:16`
/// @param system its folder below `/sys`
public record BlockDevice(Path path, String number, Path system) {

    private static final int TYPE_MASK = 0170000;
    private static final int TYPE_BLOCK = 0060000;
    private static final long SECTOR_BYTES = 512;

    /// The device that a path leads to, where it is one.
    ///
    /// @throws IOException where the path cannot be looked at
    public static Optional<BlockDevice> at(Path path) throws IOException {
        if (!Files.exists(path)
                || !path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,rdev");
        if (((int) requireNonNull(attributes.get("mode")) & TYPE_MASK) != TYPE_BLOCK) {
            return Optional.empty();
        }
        String number = number((long) requireNonNull(attributes.get("rdev")));
        return Optional.of(new BlockDevice(path.toRealPath(), number, Path.of("/sys/dev/block", number)));
    }

    /// As glibc's `major` and `minor` take them apart.
    private static String number(long device) {
        long major = ((device >> 8) & 0xfff) | ((device >> 32) & ~0xfffL);
        long minor = (device & 0xff) | ((device >> 12) & ~0xffL);
        return major + ":" + minor;
    }

    /// The name by which people know it: `sdb`.
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /// How much it holds.
    public long sizeBytes() throws IOException {
        return Long.parseLong(text(system.resolve("size")).orElse("0")) * SECTOR_BYTES;
    }

    /// Who made it and what it is called, where that is known.
    public Optional<String> model() throws IOException {
        String model = Stream.of(text(system.resolve("device/vendor")), text(system.resolve("device/model")))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return model.isBlank() ? Optional.empty() : Optional.of(model);
    }

    /// Whether it is a part of a disk.
    public boolean isPartition() {
        return Files.exists(system.resolve("partition"));
    }

    /// Whether nothing can be written to it.
    public boolean isReadOnly() throws IOException {
        return text(system.resolve("ro")).orElse("0").equals("1");
    }

    /// What it and its partitions are used for now, one line each.
    public List<String> uses() throws IOException {
        List<String> uses = new ArrayList<>();
        for (BlockDevice part : withPartitions()) {
            uses.addAll(part.ownUses());
        }
        return uses;
    }

    private List<BlockDevice> withPartitions() throws IOException {
        List<BlockDevice> all = new ArrayList<>();
        all.add(this);
        if (!Files.isDirectory(system)) {
            return all;
        }
        try (Stream<Path> folders = Files.list(system.toRealPath())) {
            for (Path folder : folders.filter(each -> Files.exists(each.resolve("partition")))
                    .toList()) {
                Optional<String> number = text(folder.resolve("dev"));
                if (number.isPresent()) {
                    all.add(new BlockDevice(
                            path.resolveSibling(folder.getFileName().toString()), number.get(), folder));
                }
            }
        }
        return all;
    }

    private List<String> ownUses() throws IOException {
        List<String> uses = new ArrayList<>();
        for (MountedFileSystem mounted : MountedFileSystem.all()) {
            if (mounted.isOf(this)) {
                uses.add("%s is mounted at %s".formatted(path, mounted.place()));
            }
        }
        for (String line : lines(Path.of("/proc/swaps"))) {
            if (line.split("\\s+", 2)[0].equals(path.toString())) {
                uses.add(path + " is swap space");
            }
        }
        Path holders = system.resolve("holders");
        if (Files.isDirectory(holders)) {
            try (Stream<Path> all = Files.list(holders)) {
                all.forEach(holder -> uses.add("%s is a part of %s".formatted(path, holder.getFileName())));
            }
        }
        return uses;
    }

    static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Optional<String> text(Path file) throws IOException {
        return Files.isRegularFile(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    /// Refuses a device that must not be written to.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException with the reason
    public void requireFree() throws IOException {
        if (isPartition()) {
            throw Problem.usage("device.partition", "this is a partition, and an image is a whole disk")
                    .at(path.toString())
                    .fix("name the disk: "
                            + path.resolveSibling(
                                    requireNonNull(system.toRealPath().getParent())
                                            .getFileName()))
                    .exception();
        }
        if (isReadOnly()) {
            throw Problem.environment("device.read-only", "the device cannot be written")
                    .at(path.toString())
                    .because("it is read-only: a switch at its side, or how it was set up")
                    .exception();
        }
        List<String> uses = uses();
        if (!uses.isEmpty()) {
            throw Problem.environment("device.in-use", "the device is in use")
                    .at(path.toString())
                    .because(String.join("; ", uses))
                    .fix("unmount it first, if it is the one that is meant")
                    .exception();
        }
    }
}
