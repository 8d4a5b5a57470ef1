package dev.slipway.ova.build;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.ova.archive.ManifestSigner;
import dev.slipway.ova.archive.OvaPackage;
import dev.slipway.ova.archive.OvaPackage.DigestedFile;
import dev.slipway.ova.archive.Placement;
import dev.slipway.ova.ovf.Appliance;
import dev.slipway.ova.ovf.CdDrive;
import dev.slipway.ova.ovf.OvfDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts an appliance together: describes its disks, and lays out its archive.
final class Assembly {

    private static final int EULA_BYTES_MAX = 512 << 10;

    private final Description description;
    private final Optional<ManifestSigner> signer;

    Assembly(Description description, Optional<ManifestSigner> signer) {
        this.description = description;
        this.signer = signer;
    }

    /// The archive, planned.
    OvaPackage of(List<PackedDisk> disks, Placement placement) throws IOException {
        Optional<DigestedFile> cd =
                description.cd().isPresent() ? Optional.of(cd(description.cd().get())) : Optional.empty();
        return of(disks, cd, placement);
    }

    /// The same with this ISO in the drive.
    OvaPackage of(List<PackedDisk> disks, Optional<DigestedFile> cd, Placement placement) {
        List<DigestedFile> files = new ArrayList<>();
        disks.forEach(disk -> files.add(disk.file()));
        cd.ifPresent(files::add);
        String descriptor = OvfDescriptor.render(appliance(disks, cd));
        return new OvaPackage(description.name(), descriptor, files, signer, placement);
    }

    /// Finds out before the work whether the rest of the description can be used.
    void check() {
        description.eula().ifPresent(Assembly::eula);
        description.cd().ifPresent(iso -> {
            if (!Files.isRegularFile(iso)) {
                throw Problem.input("ova.cd", "there is no such ISO for the drive")
                        .at(iso.toString())
                        .exception();
            }
        });
    }

    private DigestedFile cd(Path iso) throws IOException {
        return DigestedFile.of(description.name() + "-cd.iso", Image.ofFile(iso));
    }

    private Appliance appliance(List<PackedDisk> disks, Optional<DigestedFile> cd) {
        Appliance appliance = Appliance.of(
                        description.name(),
                        description.hardware(),
                        disks.stream().map(PackedDisk::described).toList())
                .withCards(description.cards())
                .withProduct(description.product())
                .withProperties(description.properties());
        if (cd.isPresent()) {
            appliance = appliance.withCdDrive(CdDrive.of(
                    cd.get().member().name(), cd.get().member().content().size()));
        } else if (description.cdDrive()) {
            appliance = appliance.withCdDrive(CdDrive.EMPTY);
        }
        if (description.annotation().isPresent()) {
            appliance = appliance.withAnnotation(description.annotation().get());
        }
        return description.eula().isPresent()
                ? appliance.withEula(eula(description.eula().get()))
                : appliance;
    }

    private static String eula(Path file) {
        try {
            byte[] bytes = Image.ofFile(file).toByteArray(EULA_BYTES_MAX);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unusable(file, "it is not UTF-8", e);
        } catch (IOException e) {
            throw unusable(file, Diagnosis.reason(e), e);
        } catch (IllegalStateException e) {
            throw unusable(file, "it is larger than %d KiB".formatted(EULA_BYTES_MAX >> 10), e);
        }
    }

    private static RuntimeException unusable(Path file, String why, Exception cause) {
        return Problem.input("ova.eula", "the licence text cannot be used")
                .at(file.toString())
                .because(why)
                .exception(cause);
    }
}
