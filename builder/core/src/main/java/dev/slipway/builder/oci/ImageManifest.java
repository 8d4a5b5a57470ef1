package dev.slipway.builder.oci;

import dev.slipway.builder.problem.Problem;
import java.util.List;

/// One image: its configuration and its layers, the lowest first (OCI image specification v1.1, "Image Manifest";
/// Docker "Image Manifest Version 2, Schema 2"). Other fields, such as `subject`, are passed over.
public record ImageManifest(Descriptor config, List<Descriptor> layers) implements ImageDocument {

    /// Overlay file systems end at 128 or 500 layers; this bounds work on what a stranger wrote.
    private static final int LAYERS_MAX = 1000;

    public ImageManifest {
        layers = List.copyOf(layers);
    }

    /// @throws ProblemException where it is no manifest, or one of something that is no image
    static ImageManifest decode(JsonObject json) {
        Descriptor config = Descriptor.decode(json.required("config"));
        if (!MediaTypes.isConfig(config.mediaType())) {
            String type = json.text("artifactType").orElse(config.mediaType());
            throw Problem.input("oci.not-image", "this is an artifact and no image")
                    .at(json.place())
                    .because("it is of type '%s'".formatted(type))
                    .fix("name an image that has a root file system")
                    .exception();
        }
        List<Descriptor> layers =
                json.requiredList("layers").stream().map(Descriptor::decode).toList();
        if (layers.size() > LAYERS_MAX) {
            throw json.malformed("%d layers, more than %d".formatted(layers.size(), LAYERS_MAX));
        }
        layers.forEach(layer -> check(layer, json.place()));
        return new ImageManifest(config, layers);
    }

    private static void check(Descriptor layer, String place) {
        if (MediaTypes.isForeignLayer(layer.mediaType())) {
            throw Problem.input("oci.foreign-layer", "a layer of the image is kept elsewhere, which is not followed")
                    .at(place)
                    .because("layer %s is of type %s".formatted(layer.digest(), layer.mediaType()))
                    .fix("push the image once with its foreign layers included")
                    .exception();
        }
        if (!MediaTypes.isLayer(layer.mediaType())) {
            throw Problem.input("oci.layer-type", "a layer of the image is no tar of files")
                    .at(place)
                    .because("layer %s is of type '%s'".formatted(layer.digest(), layer.mediaType()))
                    .exception();
        }
    }
}
