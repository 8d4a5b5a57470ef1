package dev.slipway.ova.site;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.ova.archive.CertificateFile;
import dev.slipway.ova.archive.Manifest;
import dev.slipway.ova.archive.OvaFile;
import dev.slipway.ova.archive.OvaMember;
import dev.slipway.ova.archive.OvaPackage;
import dev.slipway.ova.archive.OvaPackage.DigestedFile;
import dev.slipway.ova.archive.Placement;
import dev.slipway.ova.site.SharedOva.MemberMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The written archive of the shared appliance, and the arithmetic that makes a site's of it. What lies before the
/// site's first byte is hashed once.
final class SharedArchive {

    private static final int DESCRIPTOR_BYTES_MAX = 4 << 20;

    private final SharedOva ova;
    private final MemberMaker maker;
    private final Image archive;
    private final String name;
    private final String descriptor;
    private final Image member;
    private final long memberOffset;
    private final List<DigestedFile> others;
    private final Sha256 memberPrefix;
    private final Sha256 archivePrefix;

    private SharedArchive(SharedOva ova, Path file, OvaFile opened) throws IOException {
        this.ova = ova;
        archive = Image.ofFile(file);
        descriptor =
                new String(opened.descriptor().content().toByteArray(DESCRIPTOR_BYTES_MAX), StandardCharsets.UTF_8);
        String descriptorName = opened.descriptor().name();
        name = descriptorName.substring(0, descriptorName.length() - OvaFile.DESCRIPTOR_ENDING.length());
        member = opened.member(ova.member()).orElseThrow().content();
        memberOffset = offset(member);
        others = others(ova, opened);
        maker = ova.places().in(member);
        memberPrefix = member.slice(0, ova.placeOffset()).sha256();
        archivePrefix = archive.slice(0, memberOffset + ova.placeOffset()).sha256();
    }

    static SharedArchive open(Path file, SharedOva ova) throws IOException {
        return new SharedArchive(ova, file, OvaFile.open(file));
    }

    private static List<DigestedFile> others(SharedOva ova, OvaFile opened) throws IOException {
        List<DigestedFile> others = new ArrayList<>();
        boolean isBehind = false;
        for (OvaMember other : opened.members()) {
            if (other.name().equals(ova.member())) {
                isBehind = true;
            } else if (!isSeal(other)) {
                if (isBehind) {
                    throw new IllegalStateException("%s lies behind what differs by site".formatted(other.name()));
                }
                others.add(DigestedFile.of(other.name(), other.content()));
            }
        }
        return others;
    }

    /// Descriptor, manifest and certificate: what a package makes by itself.
    private static boolean isSeal(OvaMember member) {
        return List.of(OvaFile.DESCRIPTOR_ENDING, Manifest.ENDING, CertificateFile.ENDING).stream()
                .anyMatch(member.name()::endsWith);
    }

    private static long offset(Image member) {
        if (member.extents().getFirst() instanceof FileExtent(Path _, long offset, long _)) {
            return offset;
        }
        throw new IllegalStateException("what differs by site does not lie in the archive");
    }

    long sizeBytes() {
        return archive.size();
    }

    /// A site's appliance: its checksum, and what of it is its own.
    record Made(String sha256, OwnBytes own) {}

    Made make(SiteContent content) throws IOException {
        Image own = maker.of(content);
        long from = ova.placeOffset();
        Sha256 digest = memberPrefix.then(own.slice(from, own.size() - from));
        Image whole = whole(own, digest);
        if (own.size() != member.size() || whole.size() != archive.size()) {
            throw new IllegalStateException("%d bytes in place of %d".formatted(whole.size(), archive.size()));
        }
        long start = memberOffset + from;
        String sha256 =
                archivePrefix.then(whole.slice(start, whole.size() - start)).hex();
        OwnBytes inMember = OwnBytes.of(start, member.slice(from, ova.placeBytes()), own.slice(from, ova.placeBytes()));
        long end = memberOffset + member.size();
        long rest = archive.size() - end;
        OwnBytes inSeals = OwnBytes.of(end, archive.slice(end, rest), whole.slice(end, rest));
        return new Made(sha256, inMember.then(inSeals));
    }

    private Image whole(Image own, Sha256 digest) throws IOException {
        List<DigestedFile> files = new ArrayList<>(others);
        files.add(new DigestedFile(new OvaMember(ova.member(), own), digest));
        return new OvaPackage(name, descriptor, files, ova.signer(), Placement.LAST).plan();
    }
}
