package dev.slipway.image.iso9660;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The site area under plan: the directory whose records it holds, and a slot for each of its files.
final class SitePlan {

    private final SiteAreaRequest request;
    private final Directory directory;
    private final Map<SiteAreaRequest.Slot, Inode> files;

    private SitePlan(SiteAreaRequest request, Directory directory, Map<SiteAreaRequest.Slot, Inode> files) {
        this.request = request;
        this.directory = directory;
        this.files = files;
    }

    static SitePlan of(SiteAreaRequest request, Directory tree, InodeTable inodes) {
        String parent = parent(request.slots().getFirst().path());
        Map<SiteAreaRequest.Slot, Inode> files = new LinkedHashMap<>();
        for (SiteAreaRequest.Slot slot : request.slots()) {
            Inode inode = inodes.file("site file", slot.path());
            if (!parent(slot.path()).equals(parent)) {
                throw new IllegalArgumentException(
                        "site files lie in one directory, but '%s' is not in '/%s'".formatted(slot.path(), parent));
            }
            // Its records elsewhere would have to change with its length.
            if (inode.links() > 1 || inode.isPlaced() || files.containsValue(inode)) {
                throw new IllegalArgumentException(
                        "site file '%s' has other names or a place already".formatted(slot.path()));
            }
            if (inode.size() > slot.capacityBytes()) {
                throw new IllegalArgumentException("site file '%s' has %d bytes, more than its slot of %d"
                        .formatted(slot.path(), inode.size(), slot.capacityBytes()));
            }
            files.put(slot, inode);
        }
        if (!(tree.find(parent) instanceof Directory directory)) {
            throw new IllegalArgumentException("no directory '/%s'".formatted(parent));
        }
        return new SitePlan(request, directory, files);
    }

    private static String parent(String path) {
        String normal = InodeTable.normal(path);
        return normal.substring(0, Math.max(0, normal.lastIndexOf('/')));
    }

    Directory directory() {
        return directory;
    }

    /// Places directories and slots from a block on.
    ///
    /// @return the block behind the area
    long place(long start, List<PlannedView> views) {
        long next = start;
        for (PlannedView view : views) {
            next = view.placeSiteDirectories(next);
        }
        for (var slot : files.entrySet()) {
            slot.getValue().place(next);
            next += Blocks.covering(slot.getKey().capacityBytes());
        }
        long end = start + Blocks.covering(request.capacityBytes());
        if (next > end) {
            throw new IllegalArgumentException("the site area needs %d bytes for its directory and slots, but has %d"
                    .formatted((next - start) * Blocks.BLOCK_BYTES, request.capacityBytes()));
        }
        return end;
    }

    /// The bytes of the area.
    Image encode(List<PlannedView> views) {
        List<Image> images = new ArrayList<>();
        for (PlannedView view : views) {
            images.add(view.encodeSiteDirectories());
        }
        files.forEach((slot, inode) -> {
            images.add(inode.content());
            images.add(Image.zeros(capacity(slot) - inode.size()));
        });
        Image used = Image.concat(images);
        return used.then(Image.zeros(request.capacityBytes() - used.size()));
    }

    /// The area for those who change it later.
    SiteArea area(long start, List<PlannedView> views) {
        List<SiteArea.SiteFile> described = new ArrayList<>();
        files.forEach((slot, inode) -> {
            List<Long> records = new ArrayList<>();
            views.forEach(view -> records.addAll(view.siteRecordOffsets(inode)));
            described.add(
                    new SiteArea.SiteFile(slot.path(), inode.block() * Blocks.BLOCK_BYTES, capacity(slot), records));
        });
        return new SiteArea(start * Blocks.BLOCK_BYTES, request.capacityBytes(), described);
    }

    private static long capacity(SiteAreaRequest.Slot slot) {
        return Blocks.covering(slot.capacityBytes()) * Blocks.BLOCK_BYTES;
    }

    /// Whether the file has a slot of the area.
    boolean holds(Inode inode) {
        return files.values().stream().anyMatch(file -> file == inode);
    }
}
