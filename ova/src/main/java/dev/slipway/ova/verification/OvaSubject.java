package dev.slipway.ova.verification;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.ova.archive.CertificateFile;
import dev.slipway.ova.archive.Manifest;
import dev.slipway.ova.archive.OvaFile;
import dev.slipway.ova.archive.OvaMember;
import dev.slipway.ova.archive.TarForm;
import dev.slipway.ova.ovf.Ovf;
import dev.slipway.ova.ovf.Ovf.FileReference;
import dev.slipway.ova.ovf.Ovf.Item;
import dev.slipway.ova.ovf.Ovf.VirtualSystem;
import dev.slipway.ova.ovf.OvfDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// An appliance with all that the rules look at, read once.
///
/// @param form how the archive is written
/// @param descriptorName what its descriptor is called
/// @param manifest what the manifest says, where there is one
public record OvaSubject(
        OvaFile ova, TarForm form, String descriptorName, Ovf ovf, Optional<Manifest.Reading> manifest) {

    private static final int MANIFEST_BYTES_MAX = 1 << 20;
    private static final int CERTIFICATE_BYTES_MAX = 256 << 10;

    static OvaSubject read(Path path) {
        OvaFile ova = OvaFile.open(path);
        OvaMember descriptor = ova.descriptor();
        Ovf ovf = OvfDescriptor.read(ova.text(descriptor, OvfDescriptor.SIZE_BYTES_MAX));
        try {
            return new OvaSubject(
                    ova,
                    TarForm.of(Image.ofFile(path)),
                    descriptor.name(),
                    ovf,
                    ova.manifest().map(member -> Manifest.read(ova.text(member, MANIFEST_BYTES_MAX))));
        } catch (IOException e) {
            throw Diagnosis.of(e).exception(e);
        }
    }

    /// The members' names in their order.
    List<String> names() {
        return ova.members().stream().map(OvaMember::name).toList();
    }

    /// Those that are neither manifest nor certificate.
    List<OvaMember> described() {
        return ova.members().stream().filter(member -> !isSeal(member.name())).toList();
    }

    static boolean isSeal(String name) {
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        return lower.endsWith(Manifest.ENDING) || lower.endsWith(CertificateFile.ENDING);
    }

    /// The bytes of the manifest.
    Optional<byte[]> manifestBytes() {
        return ova.manifest().map(member -> ova.text(member, MANIFEST_BYTES_MAX));
    }

    /// The bytes of the certificate's file.
    Optional<byte[]> certificateBytes() {
        return ova.certificate().map(member -> ova.text(member, CERTIFICATE_BYTES_MAX));
    }

    /// The items of all machines.
    List<Item> items() {
        return ovf.systems().stream()
                .flatMap(system -> system.hardware().stream())
                .flatMap(hardware -> hardware.items().stream())
                .toList();
    }

    /// The file that a descriptor's id stands for.
    Optional<FileReference> file(String id) {
        return ovf.files().stream()
                .filter(file -> file.id().equals(Optional.of(id)))
                .findFirst();
    }

    /// The member that the descriptor's reference means.
    Optional<OvaMember> member(FileReference file) {
        return file.href().flatMap(ova::member);
    }

    /// What messages call a machine.
    static String label(VirtualSystem system) {
        return system.name().or(system::id).map("'%s'"::formatted).orElse("the machine");
    }

    static Sha256 sha256(OvaMember member) {
        try {
            return member.content().sha256();
        } catch (IOException e) {
            throw Diagnosis.of(e).exception(e);
        }
    }
}
