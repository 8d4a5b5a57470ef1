package dev.slipway.ova.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.tar.FlatArchive;
import dev.slipway.ova.archive.Manifest.ManifestLine;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What goes into an archive. Nothing is copied: the archive is an image composed of its members.
///
/// @param name of descriptor, manifest and certificate, without their endings
/// @param descriptor the text of the descriptor
/// @param files in the order in which the descriptor names them
/// @param signer signs the manifest
public record OvaPackage(
        String name,
        String descriptor,
        List<DigestedFile> files,
        Optional<ManifestSigner> signer,
        Placement placement) {

    public OvaPackage {
        files = List.copyOf(files);
    }

    /// A file with the digest that somebody worked out already, of gigabytes as a rule.
    public record DigestedFile(OvaMember member, Sha256 digest) {

        /// A file that is hashed now.
        public static DigestedFile of(String name, Image content) throws IOException {
            return new DigestedFile(new OvaMember(name, content), content.sha256());
        }
    }

    /// The archive: ustar, with a fixed time, so that the same content makes the same bytes.
    ///
    /// ```
    /// NAME.ovf, NAME.mf, NAME.cert, files          (Placement.SECOND)
    /// NAME.ovf, files, NAME.mf, NAME.cert          (Placement.LAST)
    /// ```
    public Image plan() {
        return FlatArchive.plan(
                members().stream()
                        .map(member -> new FlatArchive.Member(member.name(), member.content()))
                        .toList(),
                Instant.EPOCH);
    }

    /// The members in the order of the archive.
    public List<OvaMember> members() {
        List<OvaMember> seals = new ArrayList<>();
        byte[] manifest = manifest().encode();
        String manifestName = name + Manifest.ENDING;
        seals.add(new OvaMember(manifestName, Image.ofBytes(manifest)));
        signer.ifPresent(key -> seals.add(new OvaMember(
                name + CertificateFile.ENDING,
                Image.ofBytes(key.sign(manifestName, manifest).encode()))));
        Stream<OvaMember> contents = files.stream().map(DigestedFile::member);
        OvaMember first = new OvaMember(name + OvaFile.DESCRIPTOR_ENDING, Image.ofBytes(descriptor.getBytes(UTF_8)));
        return Stream.concat(
                        Stream.of(first),
                        switch (placement) {
                            case SECOND -> Stream.concat(seals.stream(), contents);
                            case LAST -> Stream.concat(contents, seals.stream());
                        })
                .toList();
    }

    private Manifest manifest() {
        List<ManifestLine> lines = new ArrayList<>();
        lines.add(ManifestLine.of(name + OvaFile.DESCRIPTOR_ENDING, Sha256.of(descriptor.getBytes(UTF_8))));
        files.forEach(file -> lines.add(ManifestLine.of(file.member().name(), file.digest())));
        return new Manifest(lines);
    }
}
