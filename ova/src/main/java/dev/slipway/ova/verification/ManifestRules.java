package dev.slipway.ova.verification;

import dev.slipway.builder.verification.Finding;
import dev.slipway.builder.verification.Finding.Fail;
import dev.slipway.builder.verification.Finding.NotApplicable;
import dev.slipway.builder.verification.Finding.Pass;
import dev.slipway.builder.verification.Rule;
import dev.slipway.ova.archive.CertificateFile;
import dev.slipway.ova.archive.Manifest;
import dev.slipway.ova.archive.Manifest.ManifestLine;
import dev.slipway.ova.archive.OvaMember;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Rules about manifest and certificate.
final class ManifestRules {

    private static final String SHA_256 = "SHA256";

    static final List<Rule<OvaSubject>> ALL = List.of(
            new Rule<>(
                    "ova-manifest-sha256",
                    "there is a manifest, and its lines say 'SHA256(file)= digest', without a space before the bracket:"
                            + " vSphere 8 refuses SHA-1, and every vSphere 'SHA256 (file)' and 'SHA2-256(file)'",
                    ManifestRules::algorithm),
            new Rule<>(
                    "ova-manifest-complete",
                    "the manifest has each file once, and none that is not there",
                    ofLines(ManifestRules::complete)),
            new Rule<>(
                    "ova-manifest-order",
                    "the manifest has the files in the order of the archive, the descriptor first",
                    ofLines(ManifestRules::order)),
            new Rule<>(
                    "ova-manifest-line-endings",
                    "the manifest is ASCII, its lines end as on Unix, and none is empty: VMware's tools read a carriage"
                            + " return as a part of the digest",
                    ManifestRules::lineEndings),
            new Rule<>(
                    "ova-manifest-digests",
                    "every file has the digest that the manifest tells",
                    ofLines(ManifestRules::digests)),
            new Rule<>(
                    "ova-certificate",
                    "a certificate that is there signs this manifest, and is valid today",
                    ManifestRules::certificate));

    private ManifestRules() {}

    private static Function<OvaSubject, Finding> ofLines(Check check) {
        return subject -> subject.manifest()
                .<Finding>map(reading -> check.of(subject, reading.manifest().lines()))
                .orElseGet(() -> new NotApplicable("there is no manifest"));
    }

    /// A check of the manifest's lines.
    @FunctionalInterface
    private interface Check {
        Finding of(OvaSubject subject, List<ManifestLine> lines);
    }

    private static Finding algorithm(OvaSubject subject) {
        if (subject.manifest().isEmpty()) {
            return new Fail("there is no manifest: vSphere warns, and nobody sees a damaged file");
        }
        Manifest.Reading reading = subject.manifest().get();
        List<String> problems = new ArrayList<>(reading.complaints());
        reading.manifest().lines().stream()
                .map(ManifestLine::algorithm)
                .distinct()
                .filter(algorithm -> !algorithm.equals(SHA_256))
                .forEach(algorithm -> problems.add("%s: %s".formatted(algorithm, whoRefuses(algorithm))));
        if (reading.hasSpacedAlgorithm()) {
            problems.add("there is a space around a bracket: vSphere says 'Invalid OVF checksum algorithm'");
        }
        if (reading.manifest().lines().isEmpty()) {
            problems.add("it has no line");
        }
        return Finding.of(problems, SHA_256);
    }

    private static String whoRefuses(String algorithm) {
        return switch (algorithm) {
            case "SHA1" -> "vSphere 8 refuses it";
            case "SHA512" -> "vSphere before 7, VirtualBox and virt-v2v do not know it";
            default -> "vSphere says 'Invalid OVF checksum algorithm'";
        };
    }

    private static Finding complete(OvaSubject subject, List<ManifestLine> lines) {
        List<String> listed = lines.stream().map(ManifestLine::file).toList();
        List<String> problems = new ArrayList<>();
        for (OvaMember member : subject.described()) {
            long times = listed.stream().filter(member.name()::equals).count();
            if (times != 1) {
                problems.add("%s is in it %s; vSphere refuses it"
                        .formatted(member.name(), times == 0 ? "not at all" : times + " times"));
            }
        }
        for (String name : listed) {
            if (subject.ova().member(name).isEmpty()) {
                problems.add("%s is in it, but not in the archive; vSphere and virt-v2v refuse it".formatted(name));
            } else if (OvaSubject.isSeal(name)) {
                problems.add("%s is in it, which cannot tell its own digest".formatted(name));
            }
        }
        return Finding.of(problems, "%d files".formatted(listed.size()));
    }

    private static Finding order(OvaSubject subject, List<ManifestLine> lines) {
        List<String> listed = lines.stream().map(ManifestLine::file).toList();
        List<String> present = subject.described().stream()
                .map(OvaMember::name)
                .filter(listed::contains)
                .toList();
        List<String> ordered =
                listed.stream().distinct().filter(present::contains).toList();
        return ordered.equals(present)
                ? new Pass("")
                : new Fail("it has them as %s; importers that read a stream refuse it"
                        .formatted(String.join(", ", ordered)));
    }

    private static Finding lineEndings(OvaSubject subject) {
        if (subject.manifest().isEmpty()) {
            return new NotApplicable("there is no manifest");
        }
        return subject.manifest().get().isPlain()
                ? new Pass("")
                : new Fail("a line ends otherwise, is empty, or holds other characters; VMware's tools refuse it");
    }

    private static Finding digests(OvaSubject subject, List<ManifestLine> lines) {
        List<String> problems = new ArrayList<>();
        int checked = 0;
        for (ManifestLine line : lines) {
            Optional<OvaMember> member = subject.ova().member(line.file());
            if (member.isEmpty() || !line.algorithm().equals(SHA_256)) {
                continue;
            }
            checked++;
            if (!OvaSubject.sha256(member.get()).hex().equals(line.digest())) {
                problems.add("%s has another one: it is damaged, or was changed; everybody refuses it"
                        .formatted(line.file()));
            }
        }
        return checked == 0
                ? new NotApplicable("there is no digest of SHA-256")
                : Finding.of(problems, "%d files".formatted(checked));
    }

    private static Finding certificate(OvaSubject subject) {
        Optional<byte[]> bytes = subject.certificateBytes();
        if (bytes.isEmpty()) {
            return new NotApplicable("the appliance is not signed");
        }
        Optional<CertificateFile> file = CertificateFile.read(bytes.get());
        if (file.isEmpty()) {
            return new Fail("it is no line 'SHA256(manifest)= signature' and a certificate in PEM; vSphere refuses it");
        }
        List<String> problems = new ArrayList<>();
        Optional<String> manifest = subject.ova().manifest().map(OvaMember::name);
        if (!manifest.equals(Optional.of(file.get().manifest()))) {
            problems.add("it signs %s, which is not the manifest"
                    .formatted(file.get().manifest()));
        }
        if (subject.manifestBytes().filter(file.get()::isSignatureOf).isEmpty()) {
            problems.add("the signature is not one of this manifest; vSphere refuses it");
        }
        validity(file.get().signer()).ifPresent(problems::add);
        return Finding.of(
                problems, file.get().signer().getSubjectX500Principal().getName());
    }

    private static Optional<String> validity(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return Optional.empty();
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return Optional.of("the certificate is valid from %s to %s; vSphere warns of it"
                    .formatted(
                            certificate.getNotBefore().toInstant(),
                            certificate.getNotAfter().toInstant()));
        }
    }
}
