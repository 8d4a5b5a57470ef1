package dev.slipway.builder.installer;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.BaseReference.ArchiveImage;
import dev.slipway.builder.base.BaseReference.ContainerImage;
import dev.slipway.builder.base.BaseReference.DaemonImage;
import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.base.BaseReference.LayoutImage;
import dev.slipway.builder.base.BaseReference.ReferenceBase;
import dev.slipway.builder.base.BaseReference.RegistryImage;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.cache.FileDigests;
import dev.slipway.builder.evidence.Material;
import dev.slipway.builder.evidence.Provenance;
import dev.slipway.builder.evidence.sbom.BillOfMaterials;
import dev.slipway.builder.evidence.sbom.PackageUrl;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.userdata.SecretKeys;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What all media that one request makes have in common as evidence, whatever site they are for: how they were made, of
/// which base and additions, and what is installed on them. No secret and no directory of this machine is in it.
public final class MediumEvidence {

    /// The digest of a directory is one of its files' names, metadata and contents, which only Slipway makes.
    private static final String TREE_DIGEST = "slipwayTree1";

    private final Map<String, Object> parameters;
    private final Map<String, Object> decisions;
    private final List<Material> dependencies;
    private final byte[] billOfMaterials;

    private MediumEvidence(
            Map<String, Object> parameters,
            Map<String, Object> decisions,
            List<Material> dependencies,
            byte[] billOfMaterials) {
        this.parameters = parameters;
        this.decisions = decisions;
        this.dependencies = List.copyOf(dependencies);
        this.billOfMaterials = billOfMaterials;
    }

    /// Gathers it. Takes as long as reading the base and the additions once, the first time.
    public static MediumEvidence of(InstallerRequest request, Medium medium, BuildCache cache) throws IOException {
        FileDigests digests = new FileDigests(cache);
        Material base = baseOf(request.base(), medium.base(), digests);
        List<Material> dependencies = new ArrayList<>(List.of(base));
        for (Map.Entry<String, Path> addition : request.medium().additions().entrySet()) {
            if (Files.isRegularFile(addition.getValue())) {
                dependencies.add(Material.of(addition.getKey(), digests.of(addition.getValue())));
            }
        }
        byte[] bill = new BillOfMaterials(
                        base, medium.base().packages().read(), dependencies.subList(1, dependencies.size()))
                .toJson();
        return new MediumEvidence(asked(request), decided(medium), dependencies, bill);
    }

    /// The provenance that all these media share.
    ///
    /// @param buildType see [Provenance#buildType(String)]
    /// @param bill the name of the file with the bill of materials
    public Provenance provenance(String buildType, String bill) {
        Material byproduct = Material.of(bill, Sha256.of(billOfMaterials)).typed(BillOfMaterials.MEDIA_TYPE);
        return new Provenance(buildType, parameters, decisions, dependencies, List.of(byproduct));
    }

    /// What is on the medium, as CycloneDX in JSON; a copy.
    public byte[] billOfMaterials() {
        return billOfMaterials.clone();
    }

    private static Material baseOf(BaseReference reference, MediumBase base, FileDigests digests) throws IOException {
        String name = nameOf(reference);
        return switch (reference) {
            case IsoFile(Path path) -> Material.of(name, digests.of(path));
            case RootFileSystem(Path path) ->
                Files.isDirectory(path)
                        ? new Material(
                                name,
                                Optional.empty(),
                                TREE_DIGEST,
                                base.tree().orElseThrow().hex(),
                                Optional.empty())
                        : Material.of(name, digests.of(path));
            case ReferenceBase ignored -> ofDigest(name, base);
            case RegistryImage(ImageName image) -> ofDigest(name, base).at(urlOf(image, base));
            case ContainerImage ignored -> ofDigest(name, base);
        };
    }

    private static Material ofDigest(String name, MediumBase base) {
        String digest = base.digest().orElseThrow();
        int colon = digest.indexOf(':');
        return new Material(
                name, Optional.empty(), digest.substring(0, colon), digest.substring(colon + 1), Optional.empty());
    }

    private static String urlOf(ImageName image, MediumBase base) {
        String repository = image.repository();
        SortedMap<String, String> qualifiers = new TreeMap<>();
        qualifiers.put("repository_url", image.host() + "/" + repository);
        image.tag().ifPresent(tag -> qualifiers.put("tag", tag));
        String name = repository.substring(repository.lastIndexOf('/') + 1);
        return new PackageUrl("oci", "", name, base.digest().orElseThrow(), qualifiers).toString();
    }

    /// The base as the user wrote it, without the directories of this machine.
    private static String nameOf(BaseReference reference) {
        return switch (reference) {
            case IsoFile(Path path) -> "iso:" + path.getFileName();
            case RootFileSystem(Path path) ->
                "rootfs:" + path.toAbsolutePath().normalize().getFileName();
            case ReferenceBase(Optional<Path> recipe) ->
                "slipway"
                        + recipe.map(path ->
                                        ":" + path.toAbsolutePath().normalize().getFileName())
                                .orElse("");
            case LayoutImage(Path directory, Optional<String> tag) ->
                "oci:" + directory.toAbsolutePath().normalize().getFileName()
                        + tag.map(text -> ":" + text).orElse("");
            case ArchiveImage(Path path) -> "docker-archive:" + path.getFileName();
            case DaemonImage image -> image.toString();
            case RegistryImage image -> image.toString();
        };
    }

    private static Map<String, Object> asked(InstallerRequest request) {
        MediumOptions medium = request.medium();
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("base", nameOf(request.base()));
        medium.volumeId().ifPresent(label -> parameters.put("volumeId", label));
        medium.flavour().ifPresent(name -> parameters.put("flavour", name));
        parameters.put("architecture", medium.architecture().name().toLowerCase(Locale.ROOT));
        parameters.put("squashfsCompression", medium.compression());
        parameters.put(
                "kernelArguments",
                medium.kernelArguments().stream().map(MediumEvidence::masked).toList());
        Map<String, Object> additions = new LinkedHashMap<>();
        medium.additions().forEach((path, file) -> additions.put(path, String.valueOf(file.getFileName())));
        parameters.put("additions", additions);
        medium.sourceDateEpoch().ifPresent(seconds -> parameters.put("sourceDateEpoch", seconds));
        return parameters;
    }

    private static Map<String, Object> decided(Medium medium) {
        Map<String, Object> decisions = new LinkedHashMap<>();
        decisions.put("flavour", medium.flavour());
        decisions.put("volumeId", medium.volumeId());
        return decisions;
    }

    /// The words of an argument without the values of those that sound secret.
    private static String masked(String argument) {
        List<String> words = new ArrayList<>();
        for (String word : argument.split(" ", -1)) {
            int equals = word.indexOf('=');
            boolean secret = equals > 0 && SecretKeys.isSecret(word.substring(0, equals));
            words.add(
                    secret ? word.substring(0, equals + 1) + SecretKeys.STARS : SecretKeys.withoutTellingValues(word));
        }
        return String.join(" ", words);
    }
}
