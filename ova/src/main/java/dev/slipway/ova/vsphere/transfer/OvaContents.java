package dev.slipway.ova.vsphere.transfer;

import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.ova.archive.OvaFile;
import dev.slipway.ova.archive.OvaMember;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The files of an OVA that go to vCenter: the descriptor first, then what it refers to, in its order.
///
/// @param path the OVA
/// @param facts what its descriptor says
/// @param members descriptor and files
/// @param manifest is not sent: vCenter is told the digests of each file instead
/// @param isSigned whether there is a certificate, which is not sent either
public record OvaContents(
        Path path, DescriptorFacts facts, List<OvaMember> members, Optional<OvaMember> manifest, boolean isSigned) {

    private static final int DESCRIPTOR_BYTES_MAX = 4 << 20;
    private static final int MANIFEST_BYTES_MAX = 1 << 20;

    public OvaContents {
        members = List.copyOf(members);
    }

    /// Opens an OVA.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where something is missing in it
    public static OvaContents open(Path path) throws IOException {
        OvaFile ova = OvaFile.open(path);
        OvaMember descriptor = ova.descriptor();
        if (descriptor.content().size() > DESCRIPTOR_BYTES_MAX) {
            throw unsound(path, "its descriptor has more than %d bytes".formatted(DESCRIPTOR_BYTES_MAX));
        }
        DescriptorFacts facts = DescriptorFacts.read(path, descriptor.content().toByteArray(DESCRIPTOR_BYTES_MAX));
        List<OvaMember> members = new ArrayList<>(List.of(descriptor));
        for (String name : facts.files()) {
            members.add(ova.member(name)
                    .orElseThrow(
                            () -> unsound(path, "its descriptor refers to '%s', which is not in it".formatted(name))));
        }
        Optional<OvaMember> manifest = ova.members().stream()
                .filter(member -> member.name().toLowerCase(Locale.ROOT).endsWith(".mf"))
                .findFirst();
        boolean isSigned = ova.members().stream()
                .anyMatch(member -> member.name().toLowerCase(Locale.ROOT).endsWith(".cert"));
        return new OvaContents(path, facts, members, manifest, isSigned);
    }

    /// Hashes all that will be sent, and compares it with the manifest.
    ///
    /// @return the files with their digests
    /// @throws dev.slipway.builder.problem.ProblemException where the manifest says otherwise
    public List<TransferFile> verified(BuildListener listener) throws IOException {
        listener.step("Verify " + path.getFileName());
        if (manifest.isEmpty()) {
            listener.warning("%s: it has no manifest to verify its files by".formatted(path));
        }
        if (isSigned) {
            listener.warning(
                    "%s: its signature is neither verified here nor kept by vCenter; 'slipway verify' looks at it"
                            .formatted(path));
        }
        ManifestDigests digests = manifest.isPresent()
                ? ManifestDigests.read(path, text(manifest.get().content()))
                : ManifestDigests.NONE;
        long total =
                members.stream().mapToLong(member -> member.content().size()).sum();
        long done = 0;
        List<TransferFile> files = new ArrayList<>();
        for (OvaMember member : members) {
            long before = done;
            String sha256 = digests.verify(
                    path, member, bytes -> listener.progress(before + bytes, total), manifest.isPresent());
            files.add(new TransferFile(member.name(), member.content(), sha256));
            done += member.content().size();
        }
        return files;
    }

    private String text(Image content) throws IOException {
        if (content.size() > MANIFEST_BYTES_MAX) {
            throw unsound(path, "its manifest has more than %d bytes".formatted(MANIFEST_BYTES_MAX));
        }
        return new String(content.toByteArray(MANIFEST_BYTES_MAX), StandardCharsets.UTF_8);
    }

    /// The descriptor's text.
    public String descriptor() throws IOException {
        return new String(members.getFirst().content().toByteArray(DESCRIPTOR_BYTES_MAX), StandardCharsets.UTF_8);
    }

    /// The bytes of all files.
    public static long sizeBytes(List<TransferFile> files) {
        return files.stream().mapToLong(file -> file.content().size()).sum();
    }

    /// What tells this content from another: the digest over all names and digests.
    public static String identity(List<TransferFile> files) {
        StringBuilder lines = new StringBuilder();
        files.forEach(file ->
                lines.append(file.sha256()).append("  ").append(file.name()).append('\n'));
        return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }

    static ProblemException unsound(Path path, String reason) {
        return Problem.input("vsphere.ova", "this OVA cannot be sent to vCenter")
                .at(path.toString())
                .because(reason)
                .fix("'slipway verify %s' says more".formatted(path.getFileName()))
                .exception();
    }
}
