package dev.slipway.ova.site;

import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a directory of appliances holds.
///
/// @param shared the name of the file that all are made of
/// @param sizeBytes of it, and of every appliance
/// @param pack the name of the file with the sites' own bytes
/// @param sites by name, in the order of the catalogue
record OvaIndex(String shared, long sizeBytes, String pack, SequencedMap<String, SiteOva> sites) {

    private static final int VERSION = 1;
    private static final int BYTES_MAX = 1 << 30;

    OvaIndex {
        sites = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sites));
    }

    /// The index of a directory, where it has one.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is damaged
    static Optional<OvaIndex> read(OvaFiles files) {
        try {
            JsonNode root =
                    JsonMapper.shared().readTree(Image.ofFile(files.index()).toByteArray(BYTES_MAX));
            int version = root.required("slipwayOvas").asInt();
            if (version != VERSION) {
                throw files.damaged(
                        "it is of version %d, and this is a Slipway for version %d".formatted(version, VERSION));
            }
            SequencedMap<String, SiteOva> sites = new LinkedHashMap<>();
            for (JsonNode site : root.required("sites")) {
                SiteOva entry = decode(site);
                sites.put(entry.name(), entry);
            }
            return Optional.of(new OvaIndex(
                    root.required("shared").asString(),
                    root.required("size").asLong(),
                    root.required("pack").asString(),
                    sites));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException | IllegalArgumentException | IllegalStateException e) {
            throw files.damaged(String.valueOf(e.getMessage()));
        }
    }

    private static SiteOva decode(JsonNode node) {
        List<OwnRange> ranges = new ArrayList<>();
        for (JsonNode range : node.required("ranges")) {
            ranges.add(
                    new OwnRange(range.required(0).asLong(), range.required(1).asInt()));
        }
        return new SiteOva(
                node.required("site").asString(),
                node.required("sha256").asString(),
                node.required("offset").asLong(),
                ranges);
    }

    /// Makes it the one that holds from now on. All that it names must be on the disk.
    void write(OvaFiles files) throws IOException {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("slipwayOvas", VERSION)
                .put("shared", shared)
                .put("size", sizeBytes)
                .put("pack", pack);
        StringBuilder text = new StringBuilder(root.toString());
        text.setLength(text.length() - 1);
        text.append(",\"sites\":[");
        String separator = "\n";
        // A line a site, so that people and their tools can look for one.
        for (SiteOva site : sites.values()) {
            text.append(separator).append(encode(site));
            separator = ",\n";
        }
        text.append("\n]}\n");
        Image.ofBytes(text.toString().getBytes(StandardCharsets.UTF_8)).writeTo(files.index());
    }

    private ObjectNode encode(SiteOva site) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("site", site.name())
                .put("image", site.fileName())
                .put("size", sizeBytes)
                .put("sha256", site.sha256())
                .put("offset", site.packOffset());
        ArrayNode ranges = node.putArray("ranges");
        site.ranges().forEach(range -> ranges.addArray().add(range.offset()).add(range.length()));
        return node;
    }
}
