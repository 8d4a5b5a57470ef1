package dev.slipway.builder.siteimage;

import dev.slipway.builder.evidence.EvidenceVerification;
import dev.slipway.builder.evidence.EvidenceVerification.Check;
import dev.slipway.builder.evidence.EvidenceVerification.Verdict;
import dev.slipway.builder.evidence.GivenStatement;
import dev.slipway.builder.evidence.VerifyingKey;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.siteimage.IndexReader.Signed;
import dev.slipway.image.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;

/// Whether site images are what their index says, and who says so: each is hashed as it is streamed.
public final class SiteImagesVerification {

    private static final int HASHED_AT_ONCE = Runtime.getRuntime().availableProcessors();
    private static final int SHOWN_MAX = 20;

    private final DataFiles files;
    private final Signed signed;
    private final List<Check> checks = new ArrayList<>();

    private SiteImagesVerification(DataFiles files, Signed signed) {
        this.files = files;
        this.signed = signed;
    }

    /// Which sites' images are hashed.
    ///
    /// @param all every one
    /// @param names these, where it is not all
    public record Wanted(boolean all, Collection<String> names) {
        public Wanted {
            names = List.copyOf(names);
        }
    }

    /// Verifies what a build wrote.
    ///
    /// @param key of who must have signed; without it no signature is looked at
    /// @return of the directory, with the digest of the shared image
    /// @throws ProblemException where there is nothing to verify, or a site is unknown
    public static EvidenceVerification of(Path directory, Wanted wanted, Optional<VerifyingKey> key) {
        DataFiles files = new DataFiles(directory);
        Optional<Signed> read;
        try {
            read = IndexReader.readSigned(files);
        } catch (ProblemException e) {
            return new EvidenceVerification(
                    directory, "", List.of(new Check("list", Verdict.FAIL, reason(e.problem()))));
        }
        Signed signed = read.orElseThrow(() -> SiteImages.missing(directory));
        SiteImagesVerification verification = new SiteImagesVerification(files, signed);
        List<SiteEntry> sites = verification.sites(wanted);
        try {
            verification.documents(key);
            verification.images(sites);
        } catch (IOException e) {
            throw Problem.input("sites.unreadable", "the site images cannot be read")
                    .at(directory.toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
        return new EvidenceVerification(directory, signed.index().base().sha256(), verification.checks);
    }

    private static String reason(Problem problem) {
        return problem.what() + problem.why().map(why -> ": " + why).orElse("");
    }

    private List<SiteEntry> sites(Wanted wanted) {
        SiteIndex index = signed.index();
        if (wanted.all()) {
            return List.copyOf(index.sites().values());
        }
        return wanted.names().stream()
                .distinct()
                .map(name -> index.find(name)
                        .orElseThrow(
                                () -> Problem.usage("sites.unknown", "there is no image of a site '%s'".formatted(name))
                                        .at(files.index().toString())
                                        .exception()))
                .toList();
    }

    private void documents(Optional<VerifyingKey> key) throws IOException {
        int count = signed.index().sites().size();
        checks.add(
                new Check("list", Verdict.PASS, "the list of %d sites has the SHA-256 in the index".formatted(count)));
        checks.add(signature(key));
        Optional<SharedEvidence> evidence = signed.index().evidence();
        if (evidence.isEmpty()) {
            checks.add(new Check("provenance", Verdict.NOT_CHECKED, "the images were built without"));
            checks.add(new Check("bill of materials", Verdict.NOT_CHECKED, "the images were built without"));
            return;
        }
        SharedEvidence shared = evidence.get();
        String base = signed.index().base().sha256();
        Optional<GivenStatement> statement = Optional.empty();
        if (shared.provenance().isAsItWas(files)) {
            statement = GivenStatement.decode(shared.provenance().read(files));
        }
        checks.add(EvidenceVerification.check(
                "provenance",
                statement.filter(given -> given.speaksOf(base)).isPresent(),
                shared.provenance().file() + " speaks of the shared image",
                shared.provenance().file() + " is missing, another one, or speaks of another image"));
        String bill = shared.billOfMaterials().sha256();
        checks.add(EvidenceVerification.check(
                "bill of materials",
                shared.billOfMaterials().isAsItWas(files)
                        && statement.filter(given -> given.names(bill)).isPresent(),
                shared.billOfMaterials().file() + " is the one that the provenance names",
                shared.billOfMaterials().file() + " is missing, or not the one that the provenance names"));
    }

    private Check signature(Optional<VerifyingKey> key) throws IOException {
        Optional<ListSignature> signature = signed.signature();
        if (key.isEmpty()) {
            String found = signature.isPresent() ? "there is one, and no public key was given" : "there is none";
            return new Check("signature", Verdict.NOT_CHECKED, found + ": who made the list is not known");
        }
        if (signature.isEmpty()) {
            return new Check("signature", Verdict.FAIL, "there is none in the index, so nobody signed the list");
        }
        byte[] list = signed.list().toByteArray(IndexReader.LIST_BYTES_MAX);
        return EvidenceVerification.check(
                "signature",
                signature.get().isBy(key.get(), list),
                "the owner of the key signed the list of the sites",
                "the signature is of another key, or of another list");
    }

    private void images(List<SiteEntry> sites) throws IOException {
        try (SiteImages images = SiteImages.open(files, signed.index())) {
            SiteDescriptor descriptor = images.medium().descriptor();
            Image image = images.medium().image();
            Digests digests = Digests.over(images.medium(), PrefixHash.of(image.slice(0, descriptor.offset())));
            String base = digests.of(image.slice(descriptor.offset(), descriptor.length()));
            String told = signed.index().base().sha256();
            checks.add(EvidenceVerification.check(
                    "shared image",
                    base.equals(told),
                    signed.index().base().file() + " has the SHA-256 in the index",
                    "the index tells %s, %s has %s"
                            .formatted(told, signed.index().base().file(), base)));
            checks.add(sites(sites, images, digests));
        } catch (ProblemException e) {
            checks.add(new Check("shared image", Verdict.FAIL, reason(e.problem())));
        }
    }

    private Check sites(List<SiteEntry> sites, SiteImages images, Digests digests) throws IOException {
        if (sites.isEmpty()) {
            return new Check("sites", Verdict.NOT_CHECKED, "none was named: name some, or --all");
        }
        List<String> failures;
        try {
            failures = sites.stream()
                    .gather(Gatherers.mapConcurrent(HASHED_AT_ONCE, site -> failure(site, images, digests)))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        String shown = String.join("; ", failures.stream().limit(SHOWN_MAX).toList());
        String more = failures.size() > SHOWN_MAX ? "; and %d more".formatted(failures.size() - SHOWN_MAX) : "";
        return EvidenceVerification.check(
                "sites",
                failures.isEmpty(),
                "%d of %d have the SHA-256 in the list"
                        .formatted(sites.size(), signed.index().sites().size()),
                "%d of %d: %s%s".formatted(failures.size(), sites.size(), shown, more));
    }

    private static Optional<String> failure(SiteEntry site, SiteImages images, Digests digests) {
        List<byte[]> contents;
        try {
            contents = images.contents(site);
        } catch (IOException | ProblemException e) {
            return Optional.of("%s cannot be read".formatted(site.name()));
        }
        try {
            String sha256 = digests.of(images.medium(), contents);
            if (!sha256.equals(site.sha256())) {
                return Optional.of("%s has %s, the list tells %s".formatted(site.name(), sha256, site.sha256()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean isTold = site.inputs().isEmpty()
                || site.inputs().equals(SiteEntry.inputs(images.medium().descriptor(), contents));
        return isTold ? Optional.empty() : Optional.of(site.name() + " has other files than its provenance tells");
    }
}
