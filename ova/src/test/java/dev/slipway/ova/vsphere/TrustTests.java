package dev.slipway.ova.vsphere;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.ova.vsphere.connection.CertificateTrust;
import dev.slipway.ova.vsphere.connection.Thumbprint;
import dev.slipway.ova.vsphere.library.LibraryPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom a deployment talks to, and how it ends when it must.
class TrustTests {

    private static final LibraryPlace PLACE = new LibraryPlace("edge", "site", false, true);

    @TempDir
    private static Path certificates;

    private static @Nullable PaperVcenter shared;

    @TempDir
    private Path directory;

    private PaperVcenter vcenter = requireNonNull(shared);
    private TestCertificate certificate = vcenter.certificate;
    private Path ova = Path.of("");

    @BeforeAll
    static void start() {
        shared = new PaperVcenter(TestCertificate.make(certificates, "localhost"));
    }

    @AfterAll
    static void stop() {
        requireNonNull(shared).close();
    }

    @BeforeEach
    void begin() throws IOException {
        vcenter.forget();
        ova = TestOva.ofBytes(3000).write(PaperVcenter.ova(directory));
    }

    @Test
    void authorityThatIsPinnedIsTrusted() throws IOException, GeneralSecurityException {
        Path pem = certificate.pem(directory.resolve("ca.pem"));

        Deployed deployed = vcenter.deployment(new CertificateTrust.Authorities(pem), PaperVcenter.PASSWORD)
                .toLibrary(ova, PLACE);

        assertThat(deployed.id()).isEqualTo("item-1");
    }

    @Test
    void authorityOfAnotherNameIsNotTrusted() throws IOException, GeneralSecurityException {
        TestCertificate other = TestCertificate.make(directory, "vcenter.example");
        try (PaperVcenter elsewhere = new PaperVcenter(other)) {
            CertificateTrust trust = new CertificateTrust.Authorities(other.pem(directory.resolve("ca.pem")));

            assertThat(problem(elsewhere.deployment(trust, PaperVcenter.PASSWORD))
                            .code())
                    .isEqualTo("vsphere.certificate");
            assertThat(elsewhere
                            .deployment(elsewhere.pinned(), PaperVcenter.PASSWORD)
                            .toLibrary(ova, PLACE)
                            .id())
                    .isEqualTo("item-1");
        }
    }

    @Test
    void otherAuthoritiesAreNotTrusted() throws IOException, GeneralSecurityException {
        TestCertificate other = TestCertificate.make(directory, "other.example");
        CertificateTrust trust = new CertificateTrust.Authorities(other.pem(directory.resolve("ca.pem")));

        assertThat(problem(vcenter.deployment(trust, PaperVcenter.PASSWORD)).code())
                .isEqualTo("vsphere.certificate");
        vcenter.server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void systemDoesNotTrustACertificateThatNobodyIssued() {
        Problem problem = problem(vcenter.deployment(new CertificateTrust.SystemAuthorities(), PaperVcenter.PASSWORD));

        assertThat(problem.code()).isEqualTo("vsphere.certificate");
        assertThat(problem.why()).contains("none of the trusted authorities has issued it");
        assertThat(problem.fix().orElseThrow()).contains("--ca FILE").contains("--thumbprint");
        vcenter.server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void certificateOfAnotherThumbprintIsNotTrusted() throws IOException, GeneralSecurityException {
        String other = "AB:".repeat(31) + "AB";

        Problem problem = problem(
                vcenter.deployment(new CertificateTrust.Pinned(Thumbprint.parse(other)), PaperVcenter.PASSWORD));

        assertThat(problem.code()).isEqualTo("vsphere.certificate");
        assertThat(problem.why())
                .contains("its thumbprint is %s, not %s".formatted(certificate.thumbprint("SHA-256"), other));
        vcenter.server.verify(0, anyRequestedFor(anyUrl()));
        assertThat(vcenter.pauses).isEmpty();
    }

    @Test
    void passwordThatIsWrongIsToldWithoutIt() throws IOException, GeneralSecurityException {
        ProblemException failure = catchThrowableOfType(
                ProblemException.class,
                () -> vcenter.deployment(vcenter.pinned(), "s3cret-typo").toLibrary(ova, PLACE));

        assertThat(failure.problem().code()).isEqualTo("vsphere.login");
        assertThat(failure.problem().why()).contains("Authentication required.");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("s3cret-typo");
        }
        vcenter.server.verify(1, postRequestedFor(urlEqualTo("/api/session")));
    }

    @Test
    void interruptionRemovesWhatWasMadeWhileAFileIsOnItsWay()
            throws IOException, GeneralSecurityException, InterruptedException, ExecutionException, TimeoutException {
        try (FlakyServer server = new FlakyServer(certificate, List.of(FlakyServer.HOLD))) {
            vcenter.server.stubFor(post(urlEqualTo("/api/content/library/item/update-session/update-1/file"))
                    .willReturn(
                            okJson("{\"upload_endpoint\": {\"uri\": \"%s\"}}".formatted(server.url("/cls/data/x")))));
            VsphereDeployment deployment = vcenter.deployment();
            CompletableFuture<Problem> run = run(deployment);
            server.awaitHeld();

            deployment.interrupt();

            vcenter.server.verify(1, deleteRequestedFor(urlEqualTo("/api/content/library/item/item-1")));
            assertThat(run.get(20, TimeUnit.SECONDS).code()).isEqualTo("vsphere.interrupted");
        }
        vcenter.server.verify(1, deleteRequestedFor(urlEqualTo("/api/content/library/item/item-1")));
    }

    @Test
    void interruptionThatCannotCleanUpSaysWhatRemains()
            throws IOException, GeneralSecurityException, InterruptedException, ExecutionException, TimeoutException {
        try (FlakyServer server = new FlakyServer(certificate, List.of(FlakyServer.HOLD))) {
            vcenter.server.stubFor(post(urlEqualTo("/api/content/library/item/update-session/update-1/file"))
                    .willReturn(
                            okJson("{\"upload_endpoint\": {\"uri\": \"%s\"}}".formatted(server.url("/cls/data/x")))));
            vcenter.server.stubFor(delete(urlEqualTo("/api/content/library/item/item-1"))
                    .willReturn(aResponse().withStatus(500)));
            VsphereDeployment deployment = vcenter.deployment();
            CompletableFuture<Problem> run = run(deployment);
            server.awaitHeld();

            deployment.interrupt();

            assertThat(run.get(20, TimeUnit.SECONDS).code()).isEqualTo("vsphere.interrupted");
        }
        assertThat(vcenter.lastWords)
                .containsExactly("left behind on %s: library item 'site' (item-1) (it answered HTTP 500)"
                        .formatted(vcenter.address()));
    }

    @Test
    void serverThatHasNeverAnsweredIsNotTriedAgain() throws IOException, GeneralSecurityException {
        PaperVcenter gone = new PaperVcenter(certificate);
        VsphereDeployment deployment = gone.deployment();
        gone.close();

        Problem problem = problem(deployment);

        assertThat(problem.code()).isEqualTo("vsphere.connection");
        assertThat(problem.why()).contains("nobody answers there");
        assertThat(gone.pauses).isEmpty();
    }

    /// On a thread of its own: the JDK's HTTP client needs the common pool, which has but one on small machines.
    private CompletableFuture<Problem> run(VsphereDeployment deployment) {
        return CompletableFuture.supplyAsync(() -> problem(deployment), Thread.ofVirtual()::start);
    }

    private Problem problem(VsphereDeployment deployment) {
        return catchThrowableOfType(ProblemException.class, () -> deployment.toLibrary(ova, PLACE))
                .problem();
    }
}
