package dev.slipway.builder.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.testkit.LoopDevice;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writing to disks that the kernel has.
@RequiresTool({"losetup", "sgdisk", "mkfs.ext4", "mount", "umount"})
class DeviceWriteIT {

    private static final long DISK_BYTES = 64L << 20;

    @TempDir
    Path directory;

    @Test
    void writePutsTheImageOnTheDeviceAndTellsHowFarItIs() throws IOException {
        Image image = image(40_000_512);
        List<Long> told = new ArrayList<>();
        try (LoopDevice loop = LoopDevice.of(directory.resolve("disk"), DISK_BYTES)) {
            BlockDevice device = BlockDevice.at(loop.path()).orElseThrow();
            assertThat(device.sizeBytes()).isEqualTo(DISK_BYTES);
            new DeviceWrite(device).write(image, (done, total) -> told.add(done));
            new DeviceWrite(device).verify(image, Progress.NONE);
        }
        assertThat(Image.ofFile(directory.resolve("disk"))
                        .slice(0, image.size())
                        .sha256())
                .isEqualTo(image.sha256());
        assertThat(told).isSorted().endsWith(image.size()).hasSizeGreaterThan(1);
    }

    @Test
    void writeRemovesTheBackupOfThePartitionTableThatWasThere() throws IOException {
        try (LoopDevice loop = LoopDevice.of(directory.resolve("disk"), DISK_BYTES)) {
            Tool.of("sgdisk", "--new=1:2048:4096", loop.path()).run();
            new DeviceWrite(BlockDevice.at(loop.path()).orElseThrow()).write(image(10_000_384), Progress.NONE);
        }
        assertThat(lastSector()).isEqualTo(new byte[512]);
    }

    @Test
    void writeLeavesOtherBytesBehindTheImageAlone() throws IOException {
        byte[] last = new byte[512];
        new Random(3).nextBytes(last);
        try (LoopDevice loop = LoopDevice.of(directory.resolve("disk"), DISK_BYTES)) {
            try (FileChannel channel = FileChannel.open(loop.path(), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(last), DISK_BYTES - last.length);
                channel.force(true);
            }
            new DeviceWrite(BlockDevice.at(loop.path()).orElseThrow()).write(image(10_000_384), Progress.NONE);
        }
        assertThat(lastSector()).isEqualTo(last);
    }

    @Test
    void writeWhenMountedIsRefusedAndNamesThePlace() throws IOException {
        try (LoopDevice loop = LoopDevice.of(directory.resolve("disk"), DISK_BYTES)) {
            Tool.of("mkfs.ext4", "-q", loop.path()).run();
            Path place = Files.createDirectories(directory.resolve("mnt"));
            Tool.of("mount", loop.path(), place).run();
            try {
                Files.writeString(place.resolve("precious"), "precious");
                BlockDevice device = BlockDevice.at(loop.path()).orElseThrow();
                assertThatThrownBy(() -> new DeviceWrite(device).write(image(1_000_448), Progress.NONE))
                        .isInstanceOf(ProblemException.class)
                        .hasMessageContaining("in use")
                        .hasMessageContaining("mounted at " + place);
                assertThat(place.resolve("precious")).hasContent("precious");
            } finally {
                Tool.of("umount", place).run();
            }
        }
    }

    @Test
    void writeWhenAPartitionIsMountedOrNamedIsRefused() throws IOException {
        Path disk = directory.resolve("disk");
        Image.zeros(DISK_BYTES).writeTo(disk);
        Tool.of("sgdisk", "--new=1:2048:100000", disk).run();
        try (LoopDevice loop = LoopDevice.of(disk, DISK_BYTES)) {
            Path partition = Path.of(loop.path() + "p1");
            assumeTrue(Files.exists(partition), "no nodes of partitions here");
            BlockDevice part = BlockDevice.at(partition).orElseThrow();
            assertThatThrownBy(() -> new DeviceWrite(part).write(image(1_000_448), Progress.NONE))
                    .hasMessageContaining("is a partition")
                    .hasMessageContaining("name the disk: " + loop.path());
            Tool.of("mkfs.ext4", "-q", partition).run();
            Path place = Files.createDirectories(directory.resolve("mnt"));
            Tool.of("mount", partition, place).run();
            try {
                BlockDevice device = BlockDevice.at(loop.path()).orElseThrow();
                assertThatThrownBy(() -> new DeviceWrite(device).write(image(1_000_448), Progress.NONE))
                        .hasMessageContaining(partition + " is mounted at " + place);
            } finally {
                Tool.of("umount", place).run();
            }
        }
    }

    @Test
    void writeWhenTheDeviceIsTooSmallWritesNothing() throws IOException {
        try (LoopDevice loop = LoopDevice.of(directory.resolve("disk"), 1 << 20)) {
            BlockDevice device = BlockDevice.at(loop.path()).orElseThrow();
            assertThatThrownBy(() -> new DeviceWrite(device).write(image(2 << 20), Progress.NONE))
                    .hasMessageContaining("holds 1048576 bytes, and the image has 2097152");
        }
        assertThat(Files.readAllBytes(directory.resolve("disk"))).isEqualTo(new byte[1 << 20]);
    }

    @Test
    void verifyWhenAByteDiffersNamesItsPlace() throws IOException {
        Image image = image(9_000_448);
        try (LoopDevice loop = LoopDevice.of(directory.resolve("disk"), DISK_BYTES)) {
            BlockDevice device = BlockDevice.at(loop.path()).orElseThrow();
            new DeviceWrite(device).write(image, Progress.NONE);
            try (FileChannel channel =
                    FileChannel.open(loop.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                ByteBuffer one = ByteBuffer.allocate(1);
                channel.read(one, 5_000_001);
                channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 1)}), 5_000_001);
                channel.force(true);
            }
            assertThatThrownBy(() -> new DeviceWrite(device).verify(image, Progress.NONE))
                    .hasMessageContaining("does not give back")
                    .hasMessageContaining("byte 5000001");
        }
    }

    @Test
    void readBackWhenAFileEndsEarlyTellsWhere() throws IOException {
        Image image = image(3_000_000);
        Path file = directory.resolve("file");
        image.slice(0, 2_500_000).writeTo(file);
        assertThat(ReadBack.of(file, image).firstDifference(Progress.NONE)).isEqualTo(2_500_000);
    }

    private byte[] lastSector() throws IOException {
        return Image.ofFile(directory.resolve("disk"))
                .slice(DISK_BYTES - 512, 512)
                .toByteArray(512);
    }

    private static Image image(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return Image.ofBytes(noise);
    }
}
