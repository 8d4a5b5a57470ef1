package dev.slipway.builder.siteimage;

import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.siteimage.SharedEvidence.Document;
import dev.slipway.builder.siteimage.SiteIndex.BaseImage;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads an index, believing nothing of it.
final class IndexReader {

    private static final int ROOT_BYTES_MAX = 1 << 20;
    static final int LIST_BYTES_MAX = 1 << 30;

    private final DataFiles files;
    /// Ten thousand sites name the same few packs.
    private final Map<String, String> names = new HashMap<>();

    /// The SHA-256 of the provenance that all sites must name which name one.
    private String provenance = "";

    private IndexReader(DataFiles files) {
        this.files = files;
    }

    /// The index of a directory, where it has one.
    ///
    /// @throws ProblemException where it is damaged
    static Optional<SiteIndex> read(DataFiles files) {
        return readSigned(files).map(Signed::index);
    }

    /// An index and the bytes that its signature covers.
    record Signed(SiteIndex index, Image list, Optional<ListSignature> signature) {}

    /// As [#read(DataFiles)].
    static Optional<Signed> readSigned(DataFiles files) {
        try {
            return Optional.of(new IndexReader(files).read());
        } catch (NoSuchFileException e) {
            if (!Files.exists(files.index())) {
                return Optional.empty();
            }
            throw files.damaged("there is no file " + e.getFile());
        } catch (IOException | JacksonException | IllegalArgumentException | IllegalStateException e) {
            throw files.damaged(String.valueOf(e.getMessage()));
        }
    }

    private Signed read() throws IOException {
        JsonNode root = JsonMapper.shared().readTree(Image.ofFile(files.index()).toByteArray(ROOT_BYTES_MAX));
        int version = root.required("slipwaySites").asInt();
        if (version != IndexWriter.VERSION) {
            throw files.damaged("it is of version %d, and this is a Slipway for version %d"
                    .formatted(version, IndexWriter.VERSION));
        }
        JsonNode base = root.required("base");
        JsonNode list = root.required("sites");
        byte[] lines =
                Image.ofFile(files.data(list.required("file").asString())).toByteArray(LIST_BYTES_MAX);
        if (!Sha256.of(lines).hex().equals(list.required("sha256").asString())) {
            throw files.damaged("the list of the sites has another SHA-256 than it says");
        }
        Optional<SharedEvidence> evidence = root.optional("evidence").map(IndexReader::evidence);
        provenance = evidence.map(shared -> shared.provenance().sha256()).orElse("");
        SiteIndex index = new SiteIndex(
                new BaseImage(
                        base.required("file").asString(),
                        base.required("size").asLong(),
                        base.required("sha256").asString()),
                root.required("volumeId").asString(),
                SiteDescriptor.decode(root.required("medium")),
                SiteIndex.byName(entries(lines)),
                root.required("state").asString(),
                evidence);
        return new Signed(index, Image.ofBytes(lines), ListSignature.decode(root));
    }

    private static SharedEvidence evidence(JsonNode node) {
        return new SharedEvidence(document(node.required("provenance")), document(node.required("billOfMaterials")));
    }

    private static Document document(JsonNode node) {
        return new Document(
                node.required("file").asString(), node.required("sha256").asString());
    }

    private List<SiteEntry> entries(byte[] lines) {
        List<SiteEntry> entries = new ArrayList<>();
        try (JsonParser json = JsonMapper.shared().createParser(lines)) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                entries.add(entry(json));
            }
        }
        return entries;
    }

    private SiteEntry entry(JsonParser json) {
        @Nullable String site = null;
        @Nullable String sha256 = null;
        @Nullable String pack = null;
        long offset = -1;
        List<Integer> lengths = List.of();
        SequencedMap<String, String> inputs = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "site" -> site = json.getString();
                case "sha256" -> sha256 = json.getString();
                case "pack" -> pack = names.computeIfAbsent(json.getString(), name -> name);
                case "offset" -> offset = json.getLongValue();
                case "lengths" -> lengths = lengths(json);
                case "provenance" -> requireShared(json.getString());
                case "inputs" -> inputs = inputs(json);
                default -> json.skipChildren();
            }
        }
        if (site == null || sha256 == null || pack == null) {
            throw files.damaged("site %d lacks its name, digest or pack".formatted(names.size()));
        }
        return new SiteEntry(site, sha256, new ContentPlace(pack, offset, lengths), inputs);
    }

    private void requireShared(String sha256) {
        if (!sha256.equals(provenance)) {
            throw files.damaged("the list of the sites names another provenance");
        }
    }

    private SequencedMap<String, String> inputs(JsonParser json) {
        SequencedMap<String, String> inputs = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = names.computeIfAbsent(json.currentName(), known -> known);
            json.nextToken();
            inputs.put(name, json.getString());
        }
        return inputs;
    }

    private static List<Integer> lengths(JsonParser json) {
        List<Integer> lengths = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            lengths.add(json.getIntValue());
        }
        return lengths;
    }
}
