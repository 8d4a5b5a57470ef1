package dev.slipway.builder.verification;

import dev.slipway.builder.verification.Finding.Fail;
import dev.slipway.builder.verification.Finding.NotApplicable;
import dev.slipway.builder.verification.Finding.Pass;
import dev.slipway.image.iso9660.Hierarchy;
import dev.slipway.image.iso9660.IsoExtent;
import dev.slipway.image.iso9660.IsoReader;
import dev.slipway.image.iso9660.IsoTree;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Rules about the file system.
final class FileRules {

    private static final long BLOCK_BYTES = 2048;

    static final List<Rule<Subject>> ALL = List.of(
            new Rule<>(
                    "files-inside-image",
                    "every file lies within the image: a truncated download boots, and fails later",
                    FileRules::filesInsideImage),
            new Rule<>(
                    "volume-covers-files",
                    "the volume's size covers every file: systems refuse to read behind it",
                    FileRules::volumeCoversFiles),
            new Rule<>(
                    "hierarchies-agree",
                    "Joliet shows the same files as Rock Ridge, at the same places",
                    FileRules::hierarchiesAgree),
            new Rule<>(
                    "partition-is-mountable",
                    "the partition with the files has descriptors of its own that show the same files: systems that"
                            + " mount a USB stick's partition see them",
                    FileRules::partitionIsMountable));

    private FileRules() {}

    private static Finding filesInsideImage(Subject subject) {
        long size = subject.iso().image().size();
        return subject.filesEnd() <= size
                ? new Pass("%d extents".formatted(subject.extents().size()))
                : new Fail("the last file ends at byte %d, the image at byte %d".formatted(subject.filesEnd(), size));
    }

    private static Finding volumeCoversFiles(Subject subject) {
        long end = subject.iso().volume().primary().spaceBlocks() * BLOCK_BYTES;
        return subject.filesEnd() <= end
                ? new Pass("the volume ends at byte %d, the last file at byte %d".formatted(end, subject.filesEnd()))
                : new Fail("the last file ends at byte %d, the volume at byte %d".formatted(subject.filesEnd(), end));
    }

    private static Finding hierarchiesAgree(Subject subject) {
        IsoReader volume = subject.iso().volume();
        if (!volume.hierarchies().containsAll(List.of(Hierarchy.ROCK_RIDGE, Hierarchy.JOLIET))) {
            return new NotApplicable("there is one hierarchy only");
        }
        try {
            return compare(subject.iso().tree(), volume.tree(Hierarchy.JOLIET), "Joliet");
        } catch (IOException e) {
            return new Fail(String.valueOf(e.getMessage()));
        }
    }

    private static Finding partitionIsMountable(Subject subject) {
        if (subject.iso().filesPartition().isEmpty()) {
            return new NotApplicable("there is no partition table");
        }
        if (subject.iso().filesPartition().getAsLong() == 0) {
            return new Pass("the partition begins with the disk");
        }
        if (subject.iso().partitionBlock().isEmpty()) {
            return new Fail("the partition at sector %d has no volume descriptor"
                    .formatted(subject.iso().filesPartition().getAsLong()));
        }
        try {
            IsoReader inPartition = IsoReader.open(
                    subject.iso().image(), subject.iso().partitionBlock().getAsLong());
            return compare(subject.iso().tree(), inPartition.tree(), "the partition");
        } catch (IOException e) {
            return new Fail(String.valueOf(e.getMessage()));
        }
    }

    private static Finding compare(IsoTree tree, IsoTree other, String name) {
        Set<String> missing = new HashSet<>(contents(tree));
        Set<String> theirs = contents(other);
        missing.removeAll(theirs);
        return missing.isEmpty()
                ? new Pass("%d files".formatted(theirs.size()))
                : new Fail("%s lacks %d files, for instance one %s"
                        .formatted(
                                name,
                                missing.size(),
                                missing.stream().sorted().findFirst().orElseThrow()));
    }

    /// Files by where they lie: names may differ between hierarchies.
    private static Set<String> contents(IsoTree tree) {
        Set<String> contents = new HashSet<>();
        tree.root().walk((path, node) -> {
            if (node instanceof RegularFile file && file.content().size() > 0) {
                IsoExtent first = tree.locationOf(node).extents().getFirst();
                contents.add("at block %d of %d bytes"
                        .formatted(first.block(), file.content().size()));
            }
        });
        return contents;
    }
}
