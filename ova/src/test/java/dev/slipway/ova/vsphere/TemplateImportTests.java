package dev.slipway.ova.vsphere;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
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
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.ova.vsphere.template.TemplatePlace;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateImportTests {

    private static final String VIM = "/sdk/vim25/8.0.1.0";
    private static final String LEASE = VIM + "/HttpNfcLease/session%5B52ab%5D52cd";
    private static final Map<String, String> NETWORKS = Map.of("lan", "edge-uplink");
    private static final Map<String, String> PROPERTIES = Map.of("guestinfo.userdata", "token: hush-hush");

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

    private static TemplatePlace place(
            String datastore, Map<String, String> networks, Map<String, String> properties, boolean acceptLicense) {
        return new TemplatePlace(
                "edge-template",
                Optional.of("munich"),
                Optional.of("racks"),
                Optional.empty(),
                Optional.empty(),
                datastore,
                networks,
                TemplatePlace.Provisioning.THIN,
                properties,
                acceptLicense);
    }

    private static TemplatePlace place() {
        return place("nvme", NETWORKS, PROPERTIES, false);
    }

    @Test
    void diskArrivesAndTheMachineBecomesATemplate() throws IOException, GeneralSecurityException {
        Deployed deployed = vcenter.deployment().toTemplate(ova, place());

        assertThat(deployed)
                .isEqualTo(new Deployed(
                        "template", "edge-template", "vm-77", vcenter.address().toString()));
        server.verify(postRequestedFor(urlEqualTo(VIM + "/OvfManager/OvfManager/CreateImportSpec"))
                .withRequestBody(matchingJsonPath("$.ovfDescriptor"))
                .withRequestBody(matchingJsonPath("$.cisp", equalToJson("""
                        {
                          "_typeName": "OvfCreateImportSpecParams", "locale": "", "deploymentOption": "",
                          "entityName": "edge-template", "diskProvisioning": "thin",
                          "networkMapping": [{
                            "_typeName": "OvfNetworkMapping", "name": "lan",
                            "network": {
                              "_typeName": "ManagedObjectReference",
                              "type": "DistributedVirtualPortgroup", "value": "dvportgroup-15"
                            }
                          }],
                          "propertyMapping": [
                            {"_typeName": "KeyValue", "key": "guestinfo.userdata", "value": "token: hush-hush"}
                          ]
                        }
                        """))));
        server.verify(postRequestedFor(urlEqualTo(VIM + "/ResourcePool/resgroup-9/ImportVApp"))
                .withRequestBody(matchingJsonPath("$.spec.configSpec.latencySensitivity", equalTo("0.1"))));
        server.verify(postRequestedFor(urlEqualTo("/nfc/52ab-secret/disk-0.vmdk"))
                .withHeader("Content-Length", equalTo("3000")));
        server.verify(postRequestedFor(urlEqualTo(LEASE + "/HttpNfcLeaseProgress"))
                .withRequestBody(equalToJson("{\"percent\": 100}")));
        server.verify(1, postRequestedFor(urlEqualTo(LEASE + "/HttpNfcLeaseComplete")));
        server.verify(1, postRequestedFor(urlEqualTo(VIM + "/VirtualMachine/vm-77/MarkAsTemplate")));
        server.verify(0, postRequestedFor(urlEqualTo(LEASE + "/HttpNfcLeaseAbort")));
        server.verify(1, postRequestedFor(urlEqualTo(VIM + "/SessionManager/SessionManager/Logout")));
        assertThat(vcenter.told)
                .containsExactly(
                        "Look for the places of edge-template",
                        "Verify site.ova",
                        "Make virtual machine edge-template",
                        "warning: Line 7: unsupported element.",
                        "Send disk.vmdk",
                        "Mark edge-template as a template");
    }

    @Test
    void connectionThatDropsWithinADiskIsFollowedByAnotherOfTheSameLease()
            throws IOException, GeneralSecurityException {
        ova = TestOva.ofBytes(8 << 20).write(ova);
        try (FlakyServer flaky = new FlakyServer(certificate, List.of(1L << 20, FlakyServer.TAKE))) {
            sendTo(flaky.url("/nfc/52ab-secret/disk-0.vmdk"), "");

            vcenter.deployment().toTemplate(ova, place());

            assertThat(flaky.lastBodyBytes()).isEqualTo(8 << 20);
        }
        assertThat(vcenter.told).contains("Send disk.vmdk again");
        server.verify(1, postRequestedFor(urlEqualTo(VIM + "/ResourcePool/resgroup-9/ImportVApp")));
    }

    @Test
    void hostIsKnownByTheThumbprintThatVcenterTells() throws IOException, GeneralSecurityException {
        TestCertificate other = TestCertificate.make(directory, "esxi.example");
        try (FlakyServer host = new FlakyServer(other, List.of(FlakyServer.TAKE))) {
            sendTo(host.url("/nfc/52ab-secret/disk-0.vmdk"), other.thumbprint("SHA-1"));

            vcenter.deployment().toTemplate(ova, place());

            assertThat(host.lastBodyBytes()).isEqualTo(3000);
        }
    }

    @Test
    void hostWithAnotherCertificateGetsNothing() throws IOException, GeneralSecurityException {
        TestCertificate other = TestCertificate.make(directory, "esxi.example");
        try (FlakyServer host = new FlakyServer(other, List.of(FlakyServer.TAKE))) {
            sendTo(host.url("/nfc/52ab-secret/disk-0.vmdk"), certificate.thumbprint("SHA-1"));

            Problem problem = problem(place());

            assertThat(problem.code()).isEqualTo("vsphere.certificate");
            assertThat(host.lastHead()).isEmpty();
        }
        server.verify(1, postRequestedFor(urlEqualTo(LEASE + "/HttpNfcLeaseAbort")));
    }

    @Test
    void uploadThatIsRefusedAbortsTheLease() {
        server.stubFor(post(urlEqualTo("/nfc/52ab-secret/disk-0.vmdk"))
                .willReturn(aResponse().withStatus(403)));

        Problem problem = problem(place());

        assertThat(problem.toString()).doesNotContain("52ab-secret").doesNotContain("hush-hush");
        server.verify(1, postRequestedFor(urlEqualTo(LEASE + "/HttpNfcLeaseAbort")));
        server.verify(0, postRequestedFor(urlEqualTo(LEASE + "/HttpNfcLeaseComplete")));
    }

    @Test
    void leaseThatCannotBeAbortedIsNamed() {
        server.stubFor(post(urlEqualTo("/nfc/52ab-secret/disk-0.vmdk"))
                .willReturn(aResponse().withStatus(403)));
        server.stubFor(post(urlEqualTo(LEASE + "/HttpNfcLeaseAbort"))
                .willReturn(aResponse().withStatus(500).withBody("{\"_typeName\": \"InvalidState\"}")));

        assertThat(problem(place()).fix().orElseThrow())
                .endsWith("virtual machine 'edge-template' (lease session[52ab]52cd) (InvalidState)");
    }

    @Test
    void leaseThatEndsInErrorTellsWhy() {
        server.stubFor(get(urlEqualTo(LEASE + "/state")).willReturn(okJson("\"error\"")));
        server.stubFor(get(urlEqualTo(LEASE + "/error"))
                .willReturn(okJson("{\"_typeName\": \"LocalizedMethodFault\", \"fault\": {\"_typeName\":"
                        + " \"DuplicateName\"}, \"localizedMessage\": \"The name already exists.\"}")));

        assertThat(problem(place()).why()).contains("The name already exists.");
    }

    @Test
    void machineThatDoesNotBecomeATemplateIsRemoved() {
        server.stubFor(post(urlEqualTo(VIM + "/VirtualMachine/vm-77/MarkAsTemplate"))
                .willReturn(aResponse().withStatus(500).withBody("{\"_typeName\": \"NoPermission\"}")));

        assertThat(problem(place()).code()).isEqualTo("vsphere.forbidden");
        server.verify(1, deleteRequestedFor(urlEqualTo("/api/vcenter/vm/vm-77")));
        server.verify(0, postRequestedFor(urlEqualTo(LEASE + "/HttpNfcLeaseAbort")));
    }

    @Test
    void descriptorThatVcenterRefusesTellsWhy() {
        server.stubFor(post(urlEqualTo(VIM + "/OvfManager/OvfManager/CreateImportSpec"))
                .willReturn(
                        okJson("{\"error\": [{\"localizedMessage\": \"Unsupported hardware family 'vmx-99'.\"}]}")));

        assertThat(problem(place()).why()).contains("Unsupported hardware family 'vmx-99'.");
        server.verify(0, postRequestedFor(urlPathMatching(".*/ImportVApp")));
    }

    @Test
    void licenseMustBeAccepted() throws IOException, GeneralSecurityException {
        ova = TestOva.ofBytes(3000).withLicense().write(ova);

        Problem problem = problem(place());

        assertThat(problem.code()).isEqualTo("vsphere.license");
        assertThat(problem.why()).contains("it begins: Thou shalt not install.");
        assertNothingWasMade();

        assertThat(vcenter.deployment()
                        .toTemplate(ova, place("nvme", NETWORKS, PROPERTIES, true))
                        .id())
                .isEqualTo("vm-77");
    }

    @Test
    void propertyThatIsUnknownIsToldWithThoseThatAreThere() {
        Problem problem = problem(place("nvme", NETWORKS, Map.of("guestinfo.userdate", "hush-hush"), false));

        assertThat(problem.what()).isEqualTo("the OVA has no property 'guestinfo.userdate'");
        assertThat(problem.fix()).contains("those that can be set: guestinfo.userdata");
        assertThat(problem.toString()).doesNotContain("hush-hush");
    }

    @Test
    void propertyThatIsNotForUsersIsRefused() {
        assertThat(problem(place("nvme", NETWORKS, Map.of("guestinfo.build", "1"), false))
                        .what())
                .isEqualTo("the property 'guestinfo.build' is not for users to set");
    }

    @Test
    void placesThatAreUnknownAreToldWithThoseThatAreThere() {
        Problem problem = problem(place("nvmf", NETWORKS, PROPERTIES, false));

        assertThat(problem.what()).isEqualTo("there is no datastore 'nvmf'");
        assertThat(problem.fix()).contains("there are 'nvme', 'tiny'");
        assertThat(problem(place("nvme", Map.of(), PROPERTIES, false)).what()).isEqualTo("there is no network 'lan'");
        assertThat(problem(place("nvme", Map.of("wan", "VM Network"), PROPERTIES, false))
                        .what())
                .isEqualTo("the OVA has no network 'wan'");
        assertNothingWasMade();
    }

    @Test
    void datastoreThatIsFullIsToldBeforeAnythingIsMade() {
        assertThat(problem(place("tiny", NETWORKS, PROPERTIES, false)).code()).isEqualTo("vsphere.full");
        assertNothingWasMade();
    }

    @Test
    void nameThatIsTakenIsToldBeforeAnythingIsMade() {
        server.stubFor(get(urlPathEqualTo("/api/vcenter/vm")).willReturn(okJson("[{\"vm\": \"vm-1\"}]")));

        assertThat(problem(place()).code()).isEqualTo("vsphere.template-exists");
        assertNothingWasMade();
    }

    @Test
    void vcenterWithoutThisApiIsTooOld() {
        server.stubFor(get(urlEqualTo(VIM + "/ServiceInstance/ServiceInstance/content"))
                .willReturn(aResponse().withStatus(404)));

        assertThat(problem(place()).code()).isEqualTo("vsphere.too-old");
    }

    @Test
    void faultThatNobodyIsLoggedInIsFollowedByALogin() throws IOException, GeneralSecurityException {
        server.stubFor(get(urlEqualTo(LEASE + "/state"))
                .inScenario("vi-expiry")
                .whenScenarioStateIs("Started")
                .willSetStateTo("expired")
                .willReturn(aResponse().withStatus(500).withBody("{\"_typeName\": \"NotAuthenticated\"}")));

        vcenter.deployment().toTemplate(ova, place());

        server.verify(2, postRequestedFor(urlEqualTo(VIM + "/SessionManager/SessionManager/Login")));
    }

    private void sendTo(String url, String thumbprint) {
        server.stubFor(get(urlEqualTo(LEASE + "/info")).willReturn(okJson("""
                {
                  "entity": {"type": "VirtualMachine", "value": "vm-77"},
                  "deviceUrl": [{
                    "importKey": "/edge-template/VirtualSCSIController0:0", "url": "%s", "sslThumbprint": "%s"
                  }]
                }
                """.formatted(url, thumbprint))));
    }

    private void assertNothingWasMade() {
        server.verify(0, postRequestedFor(urlPathMatching(".*/(CreateImportSpec|ImportVApp)")));
        server.verify(0, putRequestedFor(anyUrl()));
    }

    private Problem problem(TemplatePlace place) {
        return catchThrowableOfType(
                        ProblemException.class, () -> vcenter.deployment().toTemplate(ova, place))
                .problem();
    }
}
