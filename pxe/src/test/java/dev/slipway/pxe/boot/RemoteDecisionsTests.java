package dev.slipway.pxe.boot;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.slipway.pxe.boot.BootDecision.Install;
import dev.slipway.pxe.boot.BootDecision.Kernel;
import dev.slipway.pxe.boot.BootDecision.Local;
import dev.slipway.pxe.boot.BootDecision.Script;
import dev.slipway.pxe.boot.BootDecision.Wait;
import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteDecisionsTests {

    private static final String PATH = "/api/v1/boot/52:54:00:12:34:56";
    private static final BootClient CLIENT = new BootClient(
            MacAddress.parse("52:54:00:12:34:56").orElseThrow(),
            Optional.empty(),
            Optional.of("S 1&2"),
            Optional.empty(),
            Optional.of(ClientArchitecture.EFI_X64));
    private static final Profile USUAL = new Profile("default", "shop", List.of(), Profile.Way.KERNEL);
    private static final HostRules RULES = new HostRules(
            List.of(),
            Map.of("default", USUAL),
            Optional.of("default"),
            new HostRule(
                    new HostMatch(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of()),
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));

    @RegisterExtension
    static final WireMockExtension SERVICE = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private RemoteDecisions decisions;

    @BeforeEach
    void open() {
        decisions = new RemoteDecisions(URI.create(SERVICE.baseUrl() + "/api"), Duration.ofSeconds(2));
    }

    @AfterEach
    void close() {
        decisions.close();
    }

    @Test
    void asksAsPixiecoreDoesAndTellsWhatIsKnown() {
        SERVICE.stubFor(get(urlPathEqualTo(PATH))
                .withQueryParam("arch", equalTo("efi-x64"))
                .withQueryParam("serial", equalTo("S 1&2"))
                .willReturn(aResponse().withBody("""
                                {"kernel": "http://files.example/vmlinuz", "initrd": ["initrd1", "/initrd2"],
                                 "cmdline": "a=b quiet", "message": "Hello"}
                                """)));
        assertThat(decide())
                .contains(new Kernel(
                        "http://files.example/vmlinuz",
                        List.of(SERVICE.baseUrl() + "/initrd1", SERVICE.baseUrl() + "/initrd2"),
                        "a=b quiet",
                        Optional.of("Hello"),
                        "the service %s/api says so".formatted(SERVICE.baseUrl())));
    }

    @Test
    void takesTheOlderFormOfArguments() {
        answer("{\"kernel\": \"http://x/k\", \"cmdline\": {\"quiet\": \"\", \"root\": \"/dev/sda\"}}");
        assertThat(decide())
                .get()
                .isInstanceOfSatisfying(
                        Kernel.class, kernel -> assertThat(kernel.arguments()).isEqualTo("quiet root=/dev/sda"));
    }

    @Test
    void takesScriptsAndOurOwnWords() {
        answer("{\"ipxe-script\": \"#!ipxe\\nexit\\n\"}");
        assertThat(decide())
                .get()
                .isInstanceOfSatisfying(
                        Script.class, script -> assertThat(script.text()).isEqualTo("#!ipxe\nexit\n"));
        answer("{\"action\": \"local\"}");
        assertThat(decide()).get().isInstanceOf(Local.class);
        answer("{\"site\": \"munich-01\", \"profile\": \"default\"}");
        assertThat(decide()).get().isInstanceOfSatisfying(Install.class, install -> {
            assertThat(install.site()).contains("munich-01");
            assertThat(install.profile()).isEqualTo(USUAL);
        });
    }

    @Test
    void leavesUnknownHostsToTheRules() {
        SERVICE.stubFor(get(urlPathEqualTo(PATH)).willReturn(aResponse().withStatus(404)));
        assertThat(decide()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                              | no JSON object
            {                                               | no JSON
            {"profile": "none"}                             | there is no profile 'none'
            {"kernel": "file:///etc/shadow"}                | neither http nor https
            {"kernel": "http://x/k\\nshell"}                | control characters
            {"kernel": "http://x/a b"}                      | is none
            {"kernel": "http://x/k", "cmdline": "a\\nboot"} | control characters
            {"ipxe-script": "echo"}                         | does not begin with #!ipxe
            {"action": "explode"}                           | 'action'
            {"kernel": 7}                                   | no text
            [[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]  | no JSON
            """)
    void waitsWhereTheAnswerCannotBeUsed(String body, String why) {
        answer(body);
        assertThat(decide())
                .get()
                .isInstanceOfSatisfying(
                        Wait.class, wait -> assertThat(wait.reason()).contains(why));
    }

    @Test
    void waitsWhereThereIsNoAnswer() {
        SERVICE.stubFor(get(urlPathEqualTo(PATH)).willReturn(aResponse().withFixedDelay(10_000)));
        assertThat(decide()).get().isInstanceOf(Wait.class);
        SERVICE.stubFor(get(urlPathEqualTo(PATH)).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThat(decide()).get().isInstanceOf(Wait.class);
        SERVICE.stubFor(get(urlPathEqualTo(PATH)).willReturn(aResponse().withStatus(500)));
        assertThat(decide())
                .get()
                .isInstanceOfSatisfying(
                        Wait.class, wait -> assertThat(wait.reason()).contains("it answered 500"));
        answer("{\"ipxe-script\": \"#!ipxe\\n" + "x".repeat(300_000) + "\"}");
        assertThat(decide())
                .get()
                .isInstanceOfSatisfying(
                        Wait.class, wait -> assertThat(wait.reason()).contains("larger than 256 KiB"));
    }

    private Optional<BootDecision> decide() {
        return decisions.decide(CLIENT, RULES);
    }

    private static void answer(String body) {
        SERVICE.stubFor(get(urlPathEqualTo(PATH)).willReturn(aResponse().withBody(body)));
    }
}
