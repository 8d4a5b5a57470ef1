package dev.slipway.builder.siteimage;

import dev.slipway.builder.evidence.SigningKey;
import dev.slipway.builder.siteimage.SharedEvidence.Document;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes the index: the list of the sites under a name of its own, then, as the one step that counts, the file that
/// names it.
final class IndexWriter {

    static final int VERSION = 1;

    private final DataFiles files;

    IndexWriter(DataFiles files) {
        this.files = files;
    }

    /// Makes the index the one that holds from now on. All that it names must be on the disk.
    ///
    /// @param key signs the list of the sites
    /// @return the name of that list
    String write(SiteIndex index, Optional<SigningKey> key) throws IOException {
        byte[] lines = list(index).getBytes(StandardCharsets.UTF_8);
        Image list = Image.ofBytes(lines);
        Sha256 digest = list.sha256();
        String name = DataFiles.named(DataFiles.SITES_PREFIX, digest.hex(), ".jsonl");
        list.writeTo(files.data(name));
        ObjectNode root = root(index, name, digest);
        key.ifPresent(signer -> ListSignature.by(signer, lines).encode(root));
        Image.ofBytes((root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8))
                .writeTo(files.index());
        return name;
    }

    /// The names of sites, packs and paths hold nothing that would need an escape.
    private static String list(SiteIndex index) {
        StringBuilder text = new StringBuilder(index.sites().size() * 512);
        for (SiteEntry site : index.sites().values()) {
            ContentPlace content = site.content();
            text.append("{\"site\":\"").append(site.name());
            text.append("\",\"image\":\"").append(site.fileName());
            text.append("\",\"size\":").append(index.base().sizeBytes());
            text.append(",\"sha256\":\"").append(site.sha256());
            text.append("\",\"pack\":\"").append(content.pack());
            text.append("\",\"offset\":").append(content.offset());
            text.append(",\"lengths\":[");
            for (int i = 0; i < content.lengths().size(); i++) {
                text.append(i == 0 ? "" : ",").append(content.lengths().get(i));
            }
            text.append(']');
            if (index.evidence().isPresent()) {
                provenance(index.evidence().get(), site, text);
            }
            text.append("}\n");
        }
        return text.toString();
    }

    /// What all sites share, by its digest, so that a signature of the list covers it, and what is the site's own.
    private static void provenance(SharedEvidence shared, SiteEntry site, StringBuilder text) {
        text.append(",\"provenance\":\"").append(shared.provenance().sha256());
        text.append("\",\"inputs\":{");
        String comma = "";
        for (Map.Entry<String, String> input : site.inputs().entrySet()) {
            text.append(comma).append('"').append(input.getKey()).append("\":\"");
            text.append(input.getValue()).append('"');
            comma = ",";
        }
        text.append('}');
    }

    private static ObjectNode root(SiteIndex index, String list, Sha256 digest) {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode root = mapper.createObjectNode();
        root.put("slipwaySites", VERSION);
        root.put("volumeId", index.volumeId());
        root.putObject("base")
                .put("file", index.base().file())
                .put("size", index.base().sizeBytes())
                .put("sha256", index.base().sha256());
        root.putObject("sites")
                .put("file", list)
                .put("count", index.sites().size())
                .put("sha256", digest.hex());
        root.set("medium", mapper.readTree(index.descriptor().json()));
        root.put("state", index.state());
        index.evidence().ifPresent(evidence -> {
            ObjectNode documents = root.putObject("evidence");
            encode(evidence.provenance(), documents.putObject("provenance"));
            encode(evidence.billOfMaterials(), documents.putObject("billOfMaterials"));
        });
        return root;
    }

    private static void encode(Document document, ObjectNode node) {
        node.put("file", document.file()).put("sha256", document.sha256());
    }
}
