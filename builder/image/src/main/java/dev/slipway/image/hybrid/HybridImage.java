package dev.slipway.image.hybrid;

import dev.slipway.image.Image;
import dev.slipway.image.iso9660.BootImage;
import dev.slipway.image.iso9660.BootRequest;
import dev.slipway.image.iso9660.BootTarget;
import dev.slipway.image.iso9660.IsoLayout;
import dev.slipway.image.iso9660.IsoRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An ISO 9660 image that is a disk with partitions at the same time.
///
/// The blocks of 2048 bytes, in order: MBR and GPT within the system area; descriptors and directories for the whole
/// disk; the EFI system partition; partition 1, with descriptors and directories of its own for the same files; at its
/// end the site area; behind it room for a drive that reads ahead, and the backup GPT. Thus partition 1 covers every
/// file, the partitions do not overlap, and behind what differs by site there is next to nothing.
public final class HybridImage {

    static final long BLOCK_BYTES = 2048;

    /// Where partitions begin: at a multiple of 1 MiB, as disks of flash memory like it.
    private static final long ALIGNMENT_BLOCKS = 512;

    private final Image image;
    private final IsoLayout layout;

    private HybridImage(Image image, IsoLayout layout) {
        this.image = image;
        this.layout = layout;
    }

    /// Plans an image; reads no more than what boot files need to carry a checksum of themselves.
    ///
    /// @throws IllegalArgumentException where the request contradicts itself or a format
    public static HybridImage plan(HybridRequest request) throws IOException {
        IsoLayout layout = IsoLayout.plan(isoRequest(request));
        Image files = layout.image();
        long firstBlock = layout.partitionBlock().orElseThrow();
        PartitionLayout partitions = new PartitionLayout(
                request.identity(),
                SectorRange.ofBlocks(firstBlock, layout.blocks() - firstBlock),
                layout.reservedBlock().isPresent()
                        ? Optional.of(SectorRange.ofBytes(
                                layout.reservedBlock().getAsLong() * BLOCK_BYTES,
                                request.efiSystemPartition()
                                        .orElseThrow()
                                        .padTo(BLOCK_BYTES)
                                        .size()))
                        : Optional.empty());
        byte[] bootCode = new byte[0];
        if (request.bios().isPresent()) {
            BiosBoot bios = request.bios().get();
            bootCode = bios.masterBootCode()
                    .at(layout.extentsOf(bios.bootFile()).getFirst().block());
        }
        return new HybridImage(partitions.over(files, bootCode), layout);
    }

    /// The whole image.
    public Image image() {
        return image;
    }

    /// Where everything lies.
    public IsoLayout layout() {
        return layout;
    }

    private static IsoRequest isoRequest(HybridRequest request) {
        List<BootImage> boots = new ArrayList<>();
        request.bios().ifPresent(bios -> boots.add(BootImage.bios(bios.bootFile())));
        request.efiSystemPartition().ifPresent(esp -> boots.add(BootImage.uefi(new BootTarget.Reserved())));
        Image esp = request.efiSystemPartition().orElse(Image.empty()).padTo(BLOCK_BYTES);
        return request.iso()
                .withBoot(new BootRequest.Catalog(boots, Optional.empty()))
                .withPartition(IsoRequest.Partition.aligned(esp, ALIGNMENT_BLOCKS, ALIGNMENT_BLOCKS));
    }
}
