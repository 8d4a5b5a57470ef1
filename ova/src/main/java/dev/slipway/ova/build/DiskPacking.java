package dev.slipway.ova.build;

import dev.slipway.builder.boottest.GuestListener;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.ova.disk.OpenDisk;
import dev.slipway.ova.vmdk.VmdkFile;
import dev.slipway.ova.vmdk.VmdkOptions;
import dev.slipway.ova.vmdk.VmdkWriter;
import dev.slipway.ova.vmdk.WrittenVmdk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Compresses disks. One that is compressed as appliances want it already is taken as it is.
final class DiskPacking {

    private final OvaRequest request;
    private final GuestListener listener;

    DiskPacking(OvaRequest request, GuestListener listener) {
        this.request = request;
        this.listener = listener;
    }

    /// @param number from 1
    /// @param directory where the compressed file may go
    PackedDisk pack(OpenDisk disk, int number, Path directory) throws IOException {
        String name = "%s-disk%d.vmdk".formatted(request.description().name(), number);
        if (disk.packed().isPresent()) {
            Image vmdk = disk.packed().get();
            VmdkFile opened = VmdkFile.open(vmdk);
            return new PackedDisk(name, vmdk, vmdk.sha256(), opened.capacityBytes(), opened.populatedBytes());
        }
        Path file = directory.resolve(name);
        WrittenVmdk written = write(disk.sectors(), file);
        return new PackedDisk(
                name, Image.ofFile(file), written.sha256(), written.capacityBytes(), written.populatedBytes());
    }

    WrittenVmdk write(Image sectors, Path file) throws IOException {
        listener.step("Compress the disk");
        return VmdkWriter.write(sectors, options(sectors).withFileName(nameOf(file)), file, listener::progress);
    }

    /// The description inside names the file itself: some readers open the disk by it.
    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private VmdkOptions options(Image sectors) {
        return new VmdkOptions(
                request.level(),
                contentId(sectors),
                request.description().hardware().controller().vmdkAdapter(),
                request.description().hardware().version().number());
    }

    /// Chance is not wanted, and the content is not known before it is read: the same for every disk of a size. It
    /// matters to snapshots alone, which an appliance has none of.
    private static int contentId(Image sectors) {
        byte[] digest = Sha256.of(("slipway disk of " + sectors.size()).getBytes(StandardCharsets.US_ASCII))
                .bytes();
        return ByteBuffer.wrap(digest).getInt() & Integer.MAX_VALUE;
    }
}
