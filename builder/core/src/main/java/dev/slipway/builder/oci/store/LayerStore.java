package dev.slipway.builder.oci.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.ResolvedImage;
import dev.slipway.builder.oci.ResolvedImage.Layer;
import dev.slipway.image.Image;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Layers as plain tars in the cache, each under the digest of its content, verified whenever they are used. A layer
/// that already lies somewhere as a plain tar is read there.
///
/// In the cache, `layers/DIFF-ID` is the tar. `blobs/DIGEST` holds the diff id that the blob of this digest was found
/// to unpack to: a layer counts as known only where both fit, so that a cache never hides that an image is put
/// together wrongly. `blobs/DIGEST.part` is what has arrived of a blob, `blobs/DIGEST.lock` belongs to who works on
/// it.
public final class LayerStore {

    private static final String LAYERS = "layers";
    private static final String BLOBS = "blobs";
    private static final int LINK_BYTES_MAX = 128;

    private final BuildCache cache;
    private final long unpackedBytesMax;

    public LayerStore(BuildCache cache) {
        this(cache, LayerWriter.UNPACKED_BYTES_MAX);
    }

    /// @param unpackedBytesMax what any layer may unpack to, however small it is
    LayerStore(BuildCache cache, long unpackedBytesMax) {
        this.cache = cache;
        this.unpackedBytesMax = unpackedBytesMax;
    }

    /// All layers of an image, the lowest first; those that are not here are fetched, several at once.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where a layer cannot be had, or is not what the image
    /// says
    public List<StoredLayer> fetch(ImageSource source, ResolvedImage image, LayerListener listener) throws IOException {
        Set<Layer> layers = new LinkedHashSet<>(image.layers());
        Map<Layer, StoredLayer> here = new LinkedHashMap<>(verify(layers, source, listener));
        List<Layer> missing =
                layers.stream().filter(layer -> !here.containsKey(layer)).toList();
        here.putAll(fetch(missing, source, listener));
        return image.layers().stream()
                .map(layer -> Objects.requireNonNull(here.get(layer)))
                .toList();
    }

    private Map<Layer, StoredLayer> verify(Set<Layer> layers, ImageSource source, LayerListener listener)
            throws IOException {
        Map<Layer, Image> candidates = new LinkedHashMap<>();
        for (Layer layer : layers) {
            plainOrKnown(layer, source).ifPresent(tar -> candidates.put(layer, tar));
        }
        if (candidates.isEmpty()) {
            return Map.of();
        }
        listener.step("Verify %d of %d layers that are here".formatted(candidates.size(), layers.size()));
        long bytes = candidates.values().stream().mapToLong(Image::size).sum();
        SharedProgress progress = new SharedProgress(listener, bytes);
        List<Layer> order = List.copyOf(candidates.keySet());
        List<Boolean> sound =
                Crew.run(order, layer -> isSound(layer, Objects.requireNonNull(candidates.get(layer)), progress));
        Map<Layer, StoredLayer> verified = new LinkedHashMap<>();
        for (int i = 0; i < order.size(); i++) {
            if (sound.get(i)) {
                verified.put(order.get(i), stored(order.get(i), Objects.requireNonNull(candidates.get(order.get(i)))));
            }
        }
        return verified;
    }

    private boolean isSound(Layer layer, Image tar, SharedProgress progress) throws IOException {
        boolean sound = VerifiedTar.digest(tar, progress).equals(layer.diffId());
        if (!sound && Files.exists(tarOf(layer))) {
            progress.warn("layer %s was damaged in the cache and is fetched again"
                    .formatted(layer.blob().digest()));
        }
        return sound;
    }

    private static StoredLayer stored(Layer layer, Image tar) {
        return new StoredLayer(layer.blob().digest(), layer.diffId(), tar);
    }

    /// The tar that should be the layer's: where the source has it, or in the cache.
    private Optional<Image> plainOrKnown(Layer layer, ImageSource source) throws IOException {
        if (layer.blob().digest().equals(layer.diffId())) {
            Optional<Image> plain = source.inPlace(layer.blob());
            if (plain.isPresent()) {
                return plain;
            }
        }
        return known(layer);
    }

    private Optional<Image> known(Layer layer) throws IOException {
        Path link = cache.place(BLOBS, layer.blob().digest().hex());
        Path tar = tarOf(layer);
        boolean known = Files.isRegularFile(link)
                && Files.size(link) <= LINK_BYTES_MAX
                && Files.readString(link).equals(layer.diffId().toString())
                && Files.isRegularFile(tar);
        return known ? Optional.of(Image.ofFile(tar)) : Optional.empty();
    }

    private Path tarOf(Layer layer) {
        return cache.place(LAYERS, layer.diffId().hex());
    }

    private Map<Layer, StoredLayer> fetch(List<Layer> missing, ImageSource source, LayerListener listener)
            throws IOException {
        if (missing.isEmpty()) {
            return Map.of();
        }
        listener.step(missing.size() == 1 ? "Fetch 1 layer" : "Fetch %d layers".formatted(missing.size()));
        long bytes = missing.stream().mapToLong(layer -> layer.blob().size()).sum();
        SharedProgress progress = new SharedProgress(listener, bytes);
        List<StoredLayer> fetched = Crew.run(missing, layer -> fetch(layer, source, progress));
        Map<Layer, StoredLayer> byLayer = new LinkedHashMap<>();
        for (int i = 0; i < missing.size(); i++) {
            byLayer.put(missing.get(i), fetched.get(i));
        }
        return byLayer;
    }

    private StoredLayer fetch(Layer layer, ImageSource source, SharedProgress progress) throws IOException {
        Digest digest = layer.blob().digest();
        Runnable whenWaiting = () -> progress.warn("waiting for another build that fetches layer " + digest);
        return cache.exclusively(BLOBS, digest.hex(), whenWaiting, link -> {
            // While this one waited, another build may have fetched it.
            Optional<Image> known = known(layer);
            if (known.isPresent()
                    && VerifiedTar.digest(known.get(), new SharedProgress(LayerListener.SILENT, 0))
                            .equals(layer.diffId())) {
                progress.add(layer.blob().size());
                return stored(layer, known.get());
            }
            Path tar = tarOf(layer);
            Path layers = Files.createDirectories(Objects.requireNonNull(tar.getParent()));
            // Those of layers that no build wants any more, too.
            WholeFile.removeAbandonedIn(layers);
            Path part = link.resolveSibling(digest.hex() + ".part");
            new LayerFetch(layer, source, part, progress, new LayerWriter(layer, unpackedBytesMax)).to(tar);
            Image.ofBytes(layer.diffId().toString().getBytes(UTF_8)).writeTo(link);
            return stored(layer, Image.ofFile(tar));
        });
    }
}
