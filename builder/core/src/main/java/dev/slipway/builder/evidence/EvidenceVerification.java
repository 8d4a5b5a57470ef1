package dev.slipway.builder.evidence;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether what lies beside an image speaks of this image, and who says so.
///
/// @param file the image
/// @param sha256 its digest
/// @param checks what was looked at, always in the same order
public record EvidenceVerification(Path file, String sha256, List<Check> checks) {

    /// One thing that was looked at.
    ///
    /// @param name of it
    /// @param verdict what came out
    /// @param detail the same in words
    public record Check(String name, Verdict verdict, String detail) {}

    /// What can come out of a check.
    public enum Verdict {
        PASS,
        FAIL,
        NOT_CHECKED
    }

    /// A statement about ten thousand sites has less.
    private static final long FILE_BYTES_MAX = 64 << 20;

    private static final long SIGNATURE_BYTES_MAX = 4096;

    public EvidenceVerification {
        checks = List.copyOf(checks);
    }

    /// What a check found, or what is wrong.
    public static Check check(String name, boolean holds, String pass, String fail) {
        return new Check(name, holds ? Verdict.PASS : Verdict.FAIL, holds ? pass : fail);
    }

    /// Whether nothing failed, and something that speaks of the image's bytes was checked.
    public boolean passed() {
        return checks.stream().noneMatch(check -> check.verdict() == Verdict.FAIL);
    }

    /// Verifies an image by the files beside it.
    ///
    /// @param key of who must have signed; without it no signature is looked at
    /// @throws dev.slipway.builder.problem.ProblemException where the image or a file of evidence cannot be read
    public static EvidenceVerification of(Path image, Optional<VerifyingKey> key) {
        if (!Files.isRegularFile(image)) {
            throw Problem.input("image.missing", "there is no such image")
                    .at(image.toString())
                    .exception();
        }
        EvidenceFiles files = new EvidenceFiles(image);
        try {
            Sha256 sha256 = Image.ofFile(image).sha256();
            Optional<byte[]> provenance = read(files.provenance(), FILE_BYTES_MAX);
            List<Check> checks = new ArrayList<>();
            checks.add(checksum(files, sha256, provenance.isPresent()));
            checks.add(provenance(files, provenance, sha256));
            checks.add(billOfMaterials(files, provenance));
            checks.add(signature(files, provenance, key));
            return new EvidenceVerification(image, sha256.hex(), checks);
        } catch (IOException e) {
            throw Problem.input("evidence.unreadable", "the image or its evidence cannot be read")
                    .at(image.toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }

    private static Check checksum(EvidenceFiles files, Sha256 sha256, boolean provenance) throws IOException {
        String name = "checksum";
        Optional<byte[]> bytes = read(files.checksum(), FILE_BYTES_MAX);
        if (bytes.isEmpty()) {
            return provenance
                    ? new Check(name, Verdict.NOT_CHECKED, "there is no " + nameOf(files.checksum()))
                    : new Check(name, Verdict.FAIL, "there is no evidence beside the image");
        }
        List<ChecksumLine> lines = new String(bytes.get(), StandardCharsets.UTF_8)
                .lines()
                .flatMap(line -> ChecksumLine.decode(line).stream())
                .filter(line -> line.name().equals(files.imageName()))
                .toList();
        if (lines.isEmpty()) {
            return new Check(
                    name,
                    Verdict.FAIL,
                    "%s has no line about %s".formatted(nameOf(files.checksum()), files.imageName()));
        }
        return lines.stream().allMatch(line -> line.matches(sha256))
                ? new Check(name, Verdict.PASS, "the image has the SHA-256 in " + nameOf(files.checksum()))
                : new Check(
                        name,
                        Verdict.FAIL,
                        "%s tells %s, the image has %s"
                                .formatted(
                                        nameOf(files.checksum()),
                                        lines.getFirst().sha256(),
                                        sha256.hex()));
    }

    private static Check provenance(EvidenceFiles files, Optional<byte[]> bytes, Sha256 sha256) {
        String name = "provenance";
        String file = nameOf(files.provenance());
        if (bytes.isEmpty()) {
            return new Check(name, Verdict.NOT_CHECKED, "there is no " + file);
        }
        Optional<ReadStatement> statement = ReadStatement.decode(bytes.get());
        if (statement.isEmpty()) {
            return new Check(name, Verdict.FAIL, file + " is no in-toto statement with SLSA provenance");
        }
        List<String> told = statement.get().subjectDigests();
        if (!told.contains(sha256.hex())) {
            return new Check(
                    name,
                    Verdict.FAIL,
                    "%s speaks of another image: %s, this one has %s"
                            .formatted(file, told.isEmpty() ? "of none" : told.getFirst(), sha256.hex()));
        }
        return new Check(
                name,
                Verdict.PASS,
                "%s speaks of this image, made of %s"
                        .formatted(file, statement.get().firstDependency()));
    }

    private static Check billOfMaterials(EvidenceFiles files, Optional<byte[]> provenance) throws IOException {
        String name = "bill of materials";
        String file = nameOf(files.billOfMaterials());
        Optional<byte[]> bill = read(files.billOfMaterials(), FILE_BYTES_MAX);
        Optional<ReadStatement> statement = provenance.flatMap(ReadStatement::decode);
        if (bill.isEmpty() || statement.isEmpty()) {
            String reason = bill.isEmpty() ? "there is no " + file : "no provenance tells which one it must be";
            return new Check(name, Verdict.NOT_CHECKED, reason);
        }
        String digest = Sha256.of(bill.get()).hex();
        return statement.get().byproductDigests().contains(digest)
                ? new Check(name, Verdict.PASS, file + " is the one that the provenance names")
                : new Check(name, Verdict.FAIL, file + " is not the one that the provenance names");
    }

    private static Check signature(EvidenceFiles files, Optional<byte[]> provenance, Optional<VerifyingKey> key)
            throws IOException {
        String name = "signature";
        Optional<byte[]> signature = read(files.signature(), SIGNATURE_BYTES_MAX);
        if (key.isEmpty()) {
            return new Check(
                    name,
                    Verdict.NOT_CHECKED,
                    signature.isPresent()
                            ? "there is one, and no public key was given: who made the evidence is not known"
                            : "there is none: who made the evidence is not known");
        }
        if (provenance.isEmpty() || signature.isEmpty()) {
            Path missing = provenance.isEmpty() ? files.provenance() : files.signature();
            return new Check(name, Verdict.FAIL, "there is no %s, so nobody signed it".formatted(nameOf(missing)));
        }
        return key.get().verifies(provenance.get(), signature.get())
                ? new Check(name, Verdict.PASS, "the owner of the key signed " + nameOf(files.provenance()))
                : new Check(
                        name,
                        Verdict.FAIL,
                        "the signature is of another key, or of another %s".formatted(nameOf(files.provenance())));
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Optional<byte[]> read(Path file, long bytesMax) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > bytesMax) {
            throw new IOException("%s has more than %d bytes".formatted(file, bytesMax));
        }
        return Optional.of(Files.readAllBytes(file));
    }
}
