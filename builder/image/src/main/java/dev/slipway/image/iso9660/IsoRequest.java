package dev.slipway.image.iso9660;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an ISO 9660 image is to hold. Begin with [#of], refine with the `with` methods, and plan it with [IsoLayout].
///
/// @param tree the files; always recorded with Rock Ridge
/// @param labels the texts and the date of the descriptors
/// @param joliet whether Joliet's hierarchy is recorded too
/// @param boot how it boots as a CD
/// @param partition whether the file system is also seen from a partition that begins further behind
/// @param siteArea the files that lie last, each in a slot of its own
/// @param first paths of files whose data comes before all others, in this order
/// @param graft the image that this one is laid over, where it is not made anew
public record IsoRequest(
        Directory tree,
        VolumeLabels labels,
        boolean joliet,
        BootRequest boot,
        Optional<Partition> partition,
        Optional<SiteAreaRequest> siteArea,
        List<String> first,
        Optional<Graft> graft) {

    public IsoRequest {
        requireNonNull(tree, "tree is null");
        requireNonNull(labels, "labels is null");
        requireNonNull(boot, "boot is null");
        first = List.copyOf(first);
    }

    /// A tree with Rock Ridge and Joliet, and nothing else.
    public static IsoRequest of(Directory tree, VolumeLabels labels) {
        return new IsoRequest(
                tree,
                labels,
                true,
                new BootRequest.None(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    public IsoRequest withTree(Directory newTree) {
        return new IsoRequest(newTree, labels, joliet, boot, partition, siteArea, first, graft);
    }

    public IsoRequest withLabels(VolumeLabels newLabels) {
        return new IsoRequest(tree, newLabels, joliet, boot, partition, siteArea, first, graft);
    }

    public IsoRequest withJoliet(boolean newJoliet) {
        return new IsoRequest(tree, labels, newJoliet, boot, partition, siteArea, first, graft);
    }

    public IsoRequest withBoot(BootRequest newBoot) {
        return new IsoRequest(tree, labels, joliet, newBoot, partition, siteArea, first, graft);
    }

    public IsoRequest withPartition(Partition newPartition) {
        return new IsoRequest(tree, labels, joliet, boot, Optional.of(newPartition), siteArea, first, graft);
    }

    public IsoRequest withSiteArea(SiteAreaRequest newSiteArea) {
        return new IsoRequest(tree, labels, joliet, boot, partition, Optional.of(newSiteArea), first, graft);
    }

    public IsoRequest withFirst(List<String> newFirst) {
        return new IsoRequest(tree, labels, joliet, boot, partition, siteArea, newFirst, graft);
    }

    public IsoRequest withGraft(Graft newGraft) {
        return new IsoRequest(tree, labels, joliet, boot, partition, siteArea, first, Optional.of(newGraft));
    }

    /// The file system as it is seen from a partition: descriptors, path tables and directories of its own, with block
    /// numbers that count from the partition's first block, for the same file data.
    ///
    /// @param reserved what lies in front of the partition, the EFI system partition usually; may be empty
    /// @param reservedAlignmentBlocks the multiple of blocks at which it begins
    /// @param firstBlock where the partition begins
    public record Partition(Image reserved, long reservedAlignmentBlocks, PartitionStart firstBlock) {

        /// A partition that begins at the next multiple of this many blocks.
        public static Partition aligned(Image reserved, long reservedAlignmentBlocks, long alignmentBlocks) {
            return new Partition(reserved, reservedAlignmentBlocks, new PartitionStart.Aligned(alignmentBlocks));
        }

        /// A partition whose first block is given, without a reserved region.
        public static Partition at(long block) {
            return new Partition(Image.empty(), 1, new PartitionStart.At(block));
        }

        public Partition {
            if (reservedAlignmentBlocks < 1) {
                throw new IllegalArgumentException("alignment of %d blocks".formatted(reservedAlignmentBlocks));
            }
        }
    }

    /// Where a partition begins.
    public sealed interface PartitionStart {

        /// At the next multiple of this many blocks.
        record Aligned(long blocks) implements PartitionStart {
            public Aligned {
                if (blocks < 1) {
                    throw new IllegalArgumentException("alignment of %d blocks".formatted(blocks));
                }
            }
        }

        /// At this block.
        record At(long block) implements PartitionStart {}
    }

    /// An image that exists and whose file data stays where it is.
    ///
    /// @param locations the nodes of the tree that it holds already; all others are new
    /// @param startBlock where new tables and data may begin: behind all that the base uses
    public record Graft(Map<Node, NodeLocation> locations, long startBlock) {}
}
