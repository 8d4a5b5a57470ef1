package dev.slipway.builder.oci;

import java.util.List;
import java.util.Set;

/// The media types of images (OCI image specification v1.1, "Media Types"; Docker "Image Manifest Version 2, Schema
/// 2").
public final class MediaTypes {

    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";

    /// What a registry is asked for. Without it some answer with schema 1.
    public static final List<String> ACCEPTED = List.of(OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST);

    private static final Set<String> INDEXES = Set.of(OCI_INDEX, DOCKER_LIST);
    private static final Set<String> MANIFESTS = Set.of(OCI_MANIFEST, DOCKER_MANIFEST);
    private static final Set<String> CONFIGS = Set.of(OCI_CONFIG, DOCKER_CONFIG);

    private MediaTypes() {}

    /// Whether it is a list of manifests.
    public static boolean isIndex(String mediaType) {
        return INDEXES.contains(mediaType);
    }

    /// Whether it is the manifest of one image.
    public static boolean isManifest(String mediaType) {
        return MANIFESTS.contains(mediaType);
    }

    static boolean isSchema1(String mediaType) {
        return mediaType.startsWith("application/vnd.docker.distribution.manifest.v1+");
    }

    /// Whether it is the configuration of an image that can be run, and not of some artifact.
    public static boolean isConfig(String mediaType) {
        return CONFIGS.contains(mediaType);
    }

    /// Layers that are kept elsewhere, out of licensing reasons: Windows' base images.
    static boolean isForeignLayer(String mediaType) {
        return mediaType.contains(".nondistributable.") || mediaType.contains(".foreign.");
    }

    /// Whether it is a tar of files, whatever its compression: that is told by the content.
    static boolean isLayer(String mediaType) {
        String plain = mediaType.replaceFirst("[.+](gzip|zstd)$", "");
        return plain.equals(OCI_LAYER) || plain.equals(DOCKER_LAYER);
    }
}
