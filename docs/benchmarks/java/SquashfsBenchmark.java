import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Image;
import dev.slipway.image.compression.Compression;
import dev.slipway.image.squashfs.SquashfsImage;
import dev.slipway.image.squashfs.SquashfsOptions;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/// Turns a tar into a squashfs, as a whole process: `TAR SQUASHFS COMPRESSION [BLOCK_BYTES]`.
public final class SquashfsBenchmark {

    private SquashfsBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        SquashfsOptions options = SquashfsOptions.of(Compression.parse(arguments[2]), Instant.EPOCH)
                .withBlockBytes(arguments.length > 3 ? Integer.parseInt(arguments[3]) : SquashfsOptions.BLOCK_BYTES_USUAL);
        SquashfsImage.write(tree(Path.of(arguments[0])).build(), options, Path.of(arguments[1]));
    }

    private static TreeBuilder tree(Path tar) throws IOException {
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH));
        Map<String, Node> nodes = new HashMap<>();
        try (TarFile file = new TarFile(tar.toFile())) {
            for (TarArchiveEntry entry : file.getEntries()) {
                Node node = node(tar, entry, nodes);
                List<FileName> path = TreeBuilder.names(entry.getName());
                if (node != null && !path.isEmpty()) {
                    tree.put(path, node);
                    nodes.put(entry.getName(), node);
                }
            }
        }
        return tree;
    }

    private static Node node(Path tar, TarArchiveEntry entry, Map<String, Node> nodes) {
        Metadata metadata = Metadata.of(
                        entry.getMode() & 07777,
                        entry.getLastModifiedTime().toInstant())
                .withOwner(entry.getLongUserId(), entry.getLongGroupId());
        if (entry.isDirectory()) {
            return new dev.slipway.image.tree.Directory(metadata, new java.util.TreeMap<>());
        }
        if (entry.isLink()) {
            return nodes.get(entry.getLinkName());
        }
        if (entry.isSymbolicLink()) {
            return new Node.Symlink(metadata, entry.getLinkName().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        if (entry.isFile()) {
            return new Node.RegularFile(
                    metadata, Image.of(new FileExtent(tar, entry.getDataOffset(), entry.getSize())));
        }
        return null;
    }
}
