package dev.slipway.ova.vsphere;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Sha256;
import dev.slipway.ova.vsphere.library.LibraryPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryUploadTests {

    private static final String ITEMS = "/api/content/library/item";
    private static final String UPDATE = ITEMS + "/update-session/update-1";
    private static final LibraryPlace PLACE = new LibraryPlace("edge", "site", false, true);
    private static final LibraryPlace NO_RESUME = new LibraryPlace("edge", "site", false, false);

    @TempDir
    private static Path certificates;

    private static @Nullable PaperVcenter shared;

    @TempDir
    private Path directory;

    private PaperVcenter vcenter = requireNonNull(shared);
    private TestCertificate certificate = vcenter.certificate;
    private WireMockServer server = vcenter.server;
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
    void filesArriveWithTheirDigestsBeforeTheItemIsComplete() throws IOException, GeneralSecurityException {
        Deployed deployed = vcenter.deployment().toLibrary(ova, PLACE);

        assertThat(deployed)
                .isEqualTo(new Deployed(
                        "library-item", "site", "item-1", vcenter.address().toString()));
        String sha256 = Sha256.of(TestOva.content(3000)).hex();
        server.verify(postRequestedFor(urlEqualTo(UPDATE + "/file"))
                .withRequestBody(matchingJsonPath("$.name", equalTo("disk.vmdk")))
                .withRequestBody(matchingJsonPath("$.size", equalTo("3000")))
                .withRequestBody(matchingJsonPath("$.checksum_info.checksum", equalTo(sha256))));
        server.verify(putRequestedFor(urlPathMatching("/cls/data/.*/edge.ovf")));
        server.verify(putRequestedFor(urlPathMatching("/cls/data/.*/disk.vmdk"))
                .withHeader("Content-Length", equalTo("3000"))
                .withHeader("vmware-api-session-id", absent()));
        server.verify(1, postRequestedFor(urlEqualTo(UPDATE + "?action=complete")));
        server.verify(1, deleteRequestedFor(urlEqualTo("/api/session")));
        server.verify(0, deleteRequestedFor(urlEqualTo(ITEMS + "/item-1")));
        assertThat(vcenter.told)
                .containsExactly(
                        "Look for library edge",
                        "Verify site.ova",
                        "Send edge.ovf",
                        "Send disk.vmdk",
                        "Complete item site");
    }

    @Test
    void libraryThatIsUnknownIsToldWithThoseThatAreThere() {
        Problem problem = problem(new LibraryPlace("egde", "site", false, true));

        assertThat(problem.code()).isEqualTo("vsphere.library-unknown");
        assertThat(problem.fix()).contains("there are 'edge', 'mirror'");
        assertNothingWasMade();
    }

    @Test
    void libraryThatIsSubscribedIsRefused() {
        assertThat(problem(new LibraryPlace("mirror", "site", false, true)).code())
                .isEqualTo("vsphere.library-subscribed");
        assertNothingWasMade();
    }

    @Test
    void itemThatExistsIsRefusedBeforeAnythingIsSent() {
        exists("[{\"name\": \"edge.ovf\"}]", "of somebody's");

        assertThat(problem(PLACE).code()).isEqualTo("vsphere.item-exists");
        assertNothingWasMade();
    }

    @Test
    void itemThatExistsIsReplacedAndLosesItsOldFiles() throws IOException, GeneralSecurityException {
        exists("[{\"name\": \"old.ovf\"}]", "of somebody's");
        server.stubFor(get(urlEqualTo(UPDATE + "/file"))
                .willReturn(okJson("[{\"name\": \"old.ovf\", \"status\": \"READY\", \"size\": 1}]")));
        server.stubFor(delete(urlEqualTo(UPDATE + "/file/old.ovf"))
                .willReturn(aResponse().withStatus(204)));

        vcenter.deployment().toLibrary(ova, new LibraryPlace("edge", "site", true, true));

        server.verify(deleteRequestedFor(urlEqualTo(UPDATE + "/file/old.ovf")));
        server.verify(0, postRequestedFor(urlEqualTo(ITEMS)));
    }

    @Test
    void replacementThatFailsLeavesTheItem() {
        exists("[{\"name\": \"edge.ovf\"}]", "of somebody's");
        refuseToValidate();

        assertThat(problem(new LibraryPlace("edge", "site", true, true)).why())
                .contains("'disk.vmdk' is missing; 'edge.ovf': Invalid descriptor.");
        server.verify(postRequestedFor(urlEqualTo(UPDATE + "?action=cancel")));
        server.verify(0, deleteRequestedFor(urlPathEqualTo(ITEMS + "/item-1")));
    }

    @Test
    void failureOfValidationIsCleanedUp() {
        refuseToValidate();

        Problem problem = problem(PLACE);

        assertThat(problem.code()).isEqualTo("vsphere.refused");
        assertThat(problem.fix()).isEmpty();
        server.verify(1, postRequestedFor(urlEqualTo(UPDATE + "?action=cancel")));
        server.verify(1, deleteRequestedFor(urlEqualTo(ITEMS + "/item-1")));
        server.verify(0, postRequestedFor(urlEqualTo(UPDATE + "?action=complete")));
    }

    @Test
    void cleaningUpThatFailsNamesWhatRemains() {
        refuseToValidate();
        server.stubFor(delete(urlEqualTo(ITEMS + "/item-1"))
                .willReturn(aResponse()
                        .withStatus(403)
                        .withBody("{\"error_type\": \"UNAUTHORIZED\","
                                + " \"messages\": [{\"default_message\": \"Missing ContentLibrary.Delete.\"}]}")));

        assertThat(problem(PLACE).fix())
                .contains(
                        "remove what is left behind on %s: library item 'site' (item-1) (Missing ContentLibrary.Delete.)"
                                .formatted(vcenter.address()));
    }

    @Test
    void digestThatVcenterDoesNotFindEndsTheUpload() {
        server.stubFor(get(urlEqualTo(UPDATE + "/file/disk.vmdk"))
                .willReturn(okJson("{\"name\": \"disk.vmdk\", \"status\": \"ERROR\","
                        + " \"error_message\": {\"default_message\": \"Checksum mismatch.\"}}")));

        Problem problem = problem(PLACE);

        assertThat(problem.what()).isEqualTo("vCenter does not take 'disk.vmdk'");
        assertThat(problem.why()).contains("Checksum mismatch.");
        server.verify(1, deleteRequestedFor(urlEqualTo(ITEMS + "/item-1")));
    }

    @Test
    void connectionThatDropsWithinAFileIsFollowedByAnother() throws IOException, GeneralSecurityException {
        ova = TestOva.ofBytes(8 << 20).write(ova);
        try (FlakyServer flaky = new FlakyServer(certificate, List.of(1L << 20, FlakyServer.TAKE))) {
            sendTo(flaky);

            vcenter.deployment().toLibrary(ova, PLACE);

            assertThat(flaky.lastBodyBytes()).isEqualTo(8 << 20);
            assertThat(flaky.lastHead()).doesNotContain("session-token");
        }
        assertThat(vcenter.told)
                .contains(
                        "Send disk.vmdk again",
                        "warning: disk.vmdk: the connection was lost (vCenter says that it had 4096 of 8388608 bytes);"
                                + " sending it again");
        assertThat(vcenter.pauses).contains(Duration.ofSeconds(1));
        server.verify(0, postRequestedFor(urlEqualTo(UPDATE + "?action=cancel")));
    }

    @Test
    void connectionThatStaysLostLeavesWhatCanBeGoneOnWith() throws IOException, GeneralSecurityException {
        ova = TestOva.ofBytes(8 << 20).write(ova);
        try (FlakyServer flaky = new FlakyServer(certificate, List.of(9L, 9L, 9L))) {
            sendTo(flaky);

            Problem problem = problem(PLACE);

            assertThat(problem.code()).isEqualTo("vsphere.connection");
            assertThat(problem.fix().orElseThrow())
                    .startsWith("run the same command again: it goes on with update session update-1 and"
                            + " library item 'site' (item-1)");
        }
        server.verify(0, deleteRequestedFor(urlEqualTo(ITEMS + "/item-1")));
    }

    @Test
    void connectionThatStaysLostIsCleanedUpWhereNothingIsToBeResumed() throws IOException, GeneralSecurityException {
        ova = TestOva.ofBytes(8 << 20).write(ova);
        try (FlakyServer flaky = new FlakyServer(certificate, List.of(9L, 9L, 9L))) {
            sendTo(flaky);

            assertThat(problem(NO_RESUME).fix()).isEmpty();
        }
        server.verify(1, deleteRequestedFor(urlEqualTo(ITEMS + "/item-1")));
    }

    @Test
    void uploadOfAnEarlierRunIsGoneOnWith() throws IOException, GeneralSecurityException {
        byte[] descriptor = TestOva.ofBytes(3000).descriptor();
        String sha256 = Sha256.of(descriptor).hex();
        vcenter.deployment().toLibrary(ova, PLACE);
        String description = server.findAll(postRequestedFor(urlEqualTo(ITEMS)))
                .getFirst()
                .getBodyAsString()
                .replaceFirst(".*\"description\":\"([^\"]*)\".*", "$1");
        server.resetRequests();
        server.resetScenarios();
        exists("[]", description);
        server.stubFor(get(urlPathEqualTo(ITEMS + "/update-session")).willReturn(okJson("[\"update-1\"]")));
        server.stubFor(get(urlEqualTo(UPDATE + "/file"))
                .willReturn(okJson(("[{\"name\": \"edge.ovf\", \"status\": \"READY\", \"size\": %d,"
                                + " \"checksum_info\": {\"algorithm\": \"SHA256\", \"checksum\": \"%s\"}},"
                                + " {\"name\": \"disk.vmdk\", \"status\": \"TRANSFERRING\", \"bytes_transferred\": 7}]")
                        .formatted(descriptor.length, sha256))));

        vcenter.deployment().toLibrary(ova, PLACE);

        server.verify(0, postRequestedFor(urlEqualTo(ITEMS)));
        server.verify(0, postRequestedFor(urlEqualTo(ITEMS + "/update-session")));
        server.verify(0, putRequestedFor(urlPathMatching(".*/edge.ovf")));
        server.verify(1, putRequestedFor(urlPathMatching(".*/disk.vmdk")));
        assertThat(vcenter.told).contains("Keep edge.ovf, which vCenter has already");
    }

    @Test
    void emptyItemOfSomebodyElseIsRefused() {
        exists("[]", "Made by slipway of sha256:0000");

        assertThat(problem(PLACE).code()).isEqualTo("vsphere.item-exists");
        assertNothingWasMade();
    }

    @Test
    void sessionThatExpiresIsBegunAgainOnce() throws IOException, GeneralSecurityException {
        server.stubFor(post(urlEqualTo(UPDATE + "/file?action=validate"))
                .inScenario("expiry")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("expired")
                .willReturn(aResponse().withStatus(401).withBody("{\"error_type\": \"UNAUTHENTICATED\"}")));

        vcenter.deployment().toLibrary(ova, PLACE);

        server.verify(2, postRequestedFor(urlEqualTo("/api/session")));
        server.verify(2, postRequestedFor(urlEqualTo(UPDATE + "/file?action=validate")));
    }

    @Test
    void sessionThatIsRefusedAgainEndsTheRun() {
        server.stubFor(post(urlEqualTo(UPDATE + "/file?action=validate"))
                .willReturn(aResponse().withStatus(401).withBody("{\"error_type\": \"UNAUTHENTICATED\"}")));

        assertThat(problem(PLACE).code()).isEqualTo("vsphere.login");
        server.verify(2, postRequestedFor(urlEqualTo(UPDATE + "/file?action=validate")));
    }

    @Test
    void serverThatIsBusyIsAskedAgainWhenItSaysSo() throws IOException, GeneralSecurityException {
        server.stubFor(post(urlEqualTo(ITEMS))
                .inScenario("busy")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("free")
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "7")));

        vcenter.deployment().toLibrary(ova, PLACE);

        assertThat(vcenter.pauses).contains(Duration.ofSeconds(7));
        server.verify(2, postRequestedFor(urlEqualTo(ITEMS)));
    }

    @Test
    void serverThatStaysBusyIsNotAskedForever() {
        server.stubFor(get(urlPathEqualTo("/api/content/library/lib-edge"))
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "86400")));

        assertThat(problem(PLACE).why().orElseThrow()).contains("HTTP 503");
        assertThat(vcenter.pauses).containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    @Test
    void redirectIsNotFollowed() {
        server.stubFor(post(urlEqualTo("/api/session"))
                .willReturn(aResponse().withStatus(307).withHeader("Location", "/elsewhere")));

        assertThat(problem(PLACE).code()).isEqualTo("vsphere.redirect");
        server.verify(0, anyRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void addressForUploadsWithoutTlsIsRefused() {
        server.stubFor(post(urlEqualTo(UPDATE + "/file"))
                .willReturn(okJson("{\"upload_endpoint\": {\"uri\": \"http://localhost/secret-place\"}}")));

        Problem problem = problem(PLACE);

        assertThat(problem.why().orElseThrow()).contains("not of the form https://");
        assertThat(problem.toString()).doesNotContain("secret-place");
    }

    @Test
    void manifestThatSaysOtherwiseEndsTheRunBeforeAnythingIsMade() throws IOException {
        ova = TestOva.ofBytes(3000).withWrongManifest().write(ova);

        Problem problem = problem(PLACE);

        assertThat(problem.code()).isEqualTo("vsphere.ova");
        assertThat(problem.why()).contains("'disk.vmdk' is not what its manifest says: it has changed, or is damaged");
        assertNothingWasMade();
    }

    @Test
    void descriptorWithAnEntityIsRefusedBeforeTheNetworkIsAsked() throws IOException {
        ova = TestOva.ofBytes(30)
                .withDescriptor("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>")
                .write(ova);

        assertThat(problem(PLACE).code()).isEqualTo("vsphere.ova");
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    private void exists(String files, String description) {
        server.stubFor(post(urlEqualTo(ITEMS + "?action=find")).willReturn(okJson("[\"item-1\"]")));
        server.stubFor(get(urlEqualTo(ITEMS + "/item-1"))
                .willReturn(okJson(
                        "{\"id\": \"item-1\", \"name\": \"site\", \"description\": \"%s\"}".formatted(description))));
        server.stubFor(get(urlEqualTo(ITEMS + "/item-1/file")).willReturn(okJson(files)));
    }

    private void refuseToValidate() {
        server.stubFor(
                post(urlEqualTo(UPDATE + "/file?action=validate"))
                        .willReturn(
                                okJson(
                                        "{\"has_errors\": true, \"missing_files\": [\"disk.vmdk\"], \"invalid_files\":"
                                                + " [{\"name\": \"edge.ovf\", \"error_message\": {\"default_message\": \"Invalid descriptor.\"}}]}")));
    }

    /// vCenter names that server for the disk, and says of the first attempt that it has a part of it.
    private void sendTo(FlakyServer flaky) {
        String endpoint = "{\"name\": \"disk.vmdk\", \"upload_endpoint\": {\"uri\": \"%s\"}}"
                .formatted(flaky.url("/cls/data/secret/disk.vmdk"));
        String scenario = "attempts";
        server.stubFor(announcement().willReturn(okJson(endpoint)));
        server.stubFor(announcement()
                .inScenario(scenario)
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("first")
                .willReturn(okJson(endpoint)));
        server.stubFor(announcement()
                .inScenario(scenario)
                .whenScenarioStateIs("first")
                .willSetStateTo("second")
                .willReturn(okJson(endpoint)));
        server.stubFor(get(urlEqualTo(UPDATE + "/file/disk.vmdk"))
                .inScenario(scenario)
                .whenScenarioStateIs("first")
                .willReturn(okJson("{\"name\": \"disk.vmdk\", \"status\": \"WAITING_FOR_TRANSFER\","
                        + " \"bytes_transferred\": 4096}")));
    }

    private static MappingBuilder announcement() {
        return post(urlEqualTo(UPDATE + "/file")).withRequestBody(matchingJsonPath("$.name", equalTo("disk.vmdk")));
    }

    private void assertNothingWasMade() {
        server.verify(0, postRequestedFor(urlEqualTo(ITEMS)));
        server.verify(0, postRequestedFor(urlEqualTo(ITEMS + "/update-session")));
        server.verify(0, putRequestedFor(anyUrl()));
    }

    private Problem problem(LibraryPlace place) {
        return catchThrowableOfType(
                        ProblemException.class, () -> vcenter.deployment().toLibrary(ova, place))
                .problem();
    }
}
