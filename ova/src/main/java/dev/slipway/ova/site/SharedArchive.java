package dev.slipway.ova.site;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.ova.archive.OvaFile;
import dev.slipway.ova.archive.OvaMember;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/// The written archive of the shared appliance, and the arithmetic that makes a site's of it. What lies before the
/// site's first byte is hashed once.
final class SharedArchive {

    private static final int MANIFEST_BYTES_MAX = 1 << 20;
    private static final int DIGEST_CHARACTERS = 64;

    private final SharedOva ova;
    private final Image archive;
    private final Image member;
    private final long memberOffset;
    private final long digestOffset;
    private final Sha256 memberPrefix;
    private final Sha256 archivePrefix;

    private SharedArchive(SharedOva ova, Image archive, Image member, long memberOffset, long digestOffset)
            throws IOException {
        this.ova = ova;
        this.archive = archive;
        this.member = member;
        this.memberOffset = memberOffset;
        this.digestOffset = digestOffset;
        memberPrefix = member.slice(0, ova.placeOffset()).sha256();
        archivePrefix = archive.slice(0, memberOffset + ova.placeOffset()).sha256();
    }

    static SharedArchive open(Path file, SharedOva ova) throws IOException {
        OvaFile archive = OvaFile.open(file);
        OvaMember member = archive.member(ova.member()).orElseThrow();
        OvaMember manifest = archive.members().stream()
                .filter(candidate -> candidate.name().toLowerCase(Locale.ROOT).endsWith(".mf"))
                .findFirst()
                .orElseThrow();
        long memberOffset = offset(member);
        long manifestOffset = offset(manifest);
        if (manifestOffset < memberOffset) {
            throw new IllegalStateException("the manifest lies before what differs by site");
        }
        String lines = new String(manifest.content().toByteArray(MANIFEST_BYTES_MAX), StandardCharsets.US_ASCII);
        String line = "SHA256(%s)= ".formatted(ova.member());
        int at = lines.indexOf(line);
        if (at < 0) {
            throw new IllegalStateException("the manifest does not tell the digest of " + ova.member());
        }
        return new SharedArchive(
                ova, Image.ofFile(file), member.content(), memberOffset, manifestOffset + at + line.length());
    }

    private static long offset(OvaMember member) {
        if (member.content().extents().getFirst() instanceof FileExtent(Path _, long offset, long _)) {
            return offset;
        }
        throw new IllegalStateException("%s does not lie in the archive".formatted(member.name()));
    }

    long sizeBytes() {
        return archive.size();
    }

    /// A site's appliance: its checksum, and what of it is its own.
    record Made(String sha256, OwnBytes own) {}

    Made make(SiteContent content) throws IOException {
        Image own = ova.maker().of(content);
        if (own.size() != member.size()) {
            throw new IllegalStateException(
                    "%s has %d bytes in place of %d".formatted(ova.member(), own.size(), member.size()));
        }
        long from = ova.placeOffset();
        String digest = memberPrefix.then(own.slice(from, own.size() - from)).hex();
        Image digestText = Image.ofBytes(digest.getBytes(StandardCharsets.US_ASCII));
        Image whole = archive.overlay(memberOffset, own).overlay(digestOffset, digestText);
        long start = memberOffset + from;
        String sha256 =
                archivePrefix.then(whole.slice(start, whole.size() - start)).hex();
        OwnBytes inMember = OwnBytes.of(start, member.slice(from, ova.placeBytes()), own.slice(from, ova.placeBytes()));
        OwnBytes inManifest = OwnBytes.of(digestOffset, archive.slice(digestOffset, DIGEST_CHARACTERS), digestText);
        return new Made(sha256, inMember.then(inManifest));
    }
}
