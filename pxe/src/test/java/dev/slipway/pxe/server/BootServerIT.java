package dev.slipway.pxe.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.catalogue.Catalogue;
import dev.slipway.builder.catalogue.CatalogueInput;
import dev.slipway.builder.catalogue.CatalogueRendering;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.siteimage.SiteImages;
import dev.slipway.builder.siteimage.SiteImagesBuild;
import dev.slipway.builder.siteimage.SiteImagesRequest;
import dev.slipway.builder.siteimage.SiteImagesRequest.Materialized;
import dev.slipway.pxe.capability.Capabilities;
import dev.slipway.pxe.capability.Capability;
import dev.slipway.pxe.capability.CapabilityKey;
import dev.slipway.pxe.configuration.ServerConfiguration;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.media.TestMedium;
import dev.slipway.testkit.RequiresNamespaces;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole server, asked by curl as boot loaders, machines, controllers and administrators ask.
@RequiresNamespaces
@RequiresTool({"xorriso", "curl", "tcpdump", "sha256sum"})
class BootServerIT {

    private static final String SERVER = "http://" + BootNetwork.ADDRESS;
    private static final String ADMIN = "http://127.0.0.1:9067";
    private static final String SCRIPT = SERVER + "/ipxe/52-54-00-ab-cd-17/boot.ipxe";
    private static final String USER_DATA = "#cloud-config\nhostname: SITE\n";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static String installers = "";

    @BeforeAll
    static void build() throws IOException {
        IsoFile base = new IsoFile(TestMedium.make(directory, "base.iso"));
        BuildCache cache = new BuildCache(directory.resolve("cache"));
        Path userData = Files.writeString(directory.resolve("user-data"), USER_DATA.replace("SITE", "shop"));
        new InstallerBuild(cache, BuildListener.SILENT)
                .build(InstallerRequest.of(base, userData, directory.resolve("shop.iso")));
        Files.writeString(directory.resolve("site.ftl"), USER_DATA.replace("SITE", "${name}"));
        Files.writeString(directory.resolve("sites.yaml"), """
                user-data: site.ftl
                sites: [{name: munich}, {name: oslo}]
                """);
        Catalogue catalogue = Catalogue.read(directory.resolve("sites.yaml"));
        new SiteImagesBuild(cache, BuildListener.SILENT, Map.of())
                .build(new SiteImagesRequest(
                        InstallerRequest.of(base, catalogue.file(), directory.resolve("unused.iso")),
                        directory.resolve("images"),
                        CatalogueInput.all(catalogue, CatalogueRendering.of(catalogue, Map.of()), false),
                        Materialized.NONE));
        installers = """
                interfaces: {INTERFACE: {dhcp: off}}
                installers: {shop: {iso: %1$s/shop.iso}, fleet: {sites: %1$s/images}}
                profiles: {default: {installer: shop}, fleet: {installer: fleet}}
                """.formatted(directory);
    }

    @Test
    void aMachineGetsTheUserDataOfItsSiteAndNobodyElseDoes() throws IOException {
        try (BootNetwork network = new BootNetwork(directory.resolve("user-data-of-sites"))) {
            network.serve(installers + "unknown: {boot: install, profile: fleet, site: oslo}\n");
            String script = awaitScript(network, "vmlinuz");
            String seed = found(script, "ds=nocloud-net;s=(\\S+)");

            assertThat(network.curl(seed + "user-data")).isEqualTo(USER_DATA.replace("SITE", "\"oslo\"") + "\n200");
            assertThat(network.curl(seed + "meta-data")).endsWith("200");
            assertThat(network.curl(seed + "vendor-data")).endsWith("404");
            assertThat(network.curl(seed.replaceFirst("/c/..", "/c/AA") + "user-data"))
                    .endsWith("404");
            assertThat(network.curl(SERVER + "/media/fleet/slipway/user-data")).endsWith("404");
            assertThat(network.curl(SERVER + "/media/fleet/../images/index.json"))
                    .endsWith("404");
            assertThat(network.network()
                            .tool(
                                    "curl",
                                    "-s",
                                    "-o",
                                    directory.resolve("kernel"),
                                    found(script, "kernel .*?(http\\S+)"))
                            .tryRun()
                            .status())
                    .isZero();
            assertThat(Files.readAllBytes(directory.resolve("kernel")))
                    .isEqualTo(TestMedium.bytes("vmlinuzbase.iso", 50_000));
        }
    }

    @Test
    void controllersGetTheWholeIsoOfASiteFromAUrlTheyAccept() throws IOException {
        try (BootNetwork network = new BootNetwork(directory.resolve("controllers"))) {
            network.serve(installers + "unknown: {boot: refuse}\n");
            String url = network.network()
                    .call(() -> ImageUrl.of(
                            ServerConfiguration.read(directory.resolve("controllers/pxe.yaml")),
                            "fleet",
                            Optional.of("munich"),
                            Duration.ofHours(1)));
            assertThat(url)
                    .hasSizeLessThanOrEqualTo(255)
                    .endsWith("/munich.iso")
                    .doesNotContain("?");

            Path whole = directory.resolve("whole.iso");
            network.network().tool("curl", "-sSf", "-o", whole, url).run();
            try (SiteImages images = SiteImages.open(directory.resolve("images"))) {
                assertThat(Tool.of("sha256sum", whole).run())
                        .startsWith(images.find("munich").orElseThrow().sha256());
            }
            assertThat(network.curl("-I", url))
                    .containsIgnoringCase("content-length: " + Files.size(whole))
                    .containsIgnoringCase("accept-ranges: bytes")
                    .containsIgnoringCase("etag: \"")
                    .doesNotContainIgnoringCase("location:");
            assertThat(network.curl("-o", directory.resolve("part"), "-r", "32768-34815", url))
                    .endsWith("206");
            assertThat(Files.readAllBytes(directory.resolve("part")))
                    .isEqualTo(Arrays.copyOfRange(Files.readAllBytes(whole), 32768, 34816));
            assertThat(network.curl(SCRIPT)).endsWith("403");
        }
    }

    @Test
    void whoToldThatItIsInstalledIsLeftToItsDiskUntilAnAdministratorWantsItAgain() throws IOException {
        try (BootNetwork network = new BootNetwork(directory.resolve("installed"))) {
            network.serve(installers + """
                    capability-lifetime: 1h
                    hosts: [{mac: "52:54:00:ab:cd:17", name: till-1}]
                    """);
            awaitScript(network, "vmlinuz");
            String told = SERVER + "/c/" + tokenOfItsWord("installed") + "/installed";
            assertThat(network.curl(told)).endsWith("405");
            assertThat(network.curl("-X", "POST", told)).endsWith("200");
            assertThat(network.curl(SCRIPT)).contains("Slipway: till-1").contains("own disk");

            String again = ADMIN + "/hosts/52-54-00-ab-cd-17/reinstall";
            assertThat(network.curl("-X", "POST", again)).endsWith("403");
            assertThat(network.curl("-X", "POST", "-H", "X-Slipway: test", again))
                    .endsWith("200");
            assertThat(network.curl(SCRIPT)).contains("vmlinuz");
            assertThat(network.curl(ADMIN + "/hosts.json")).contains("till-1").contains("booted");
        }
    }

    @Test
    void aUrlOfUserDataEnds() throws IOException {
        try (BootNetwork network = new BootNetwork(directory.resolve("ends"))) {
            network.serve(installers + "capability-lifetime: 1s\nunknown: {boot: install}\n");
            String seed = found(awaitScript(network, "vmlinuz"), "ds=nocloud-net;s=(\\S+)");
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(network.curl(seed + "user-data"))
                            .contains("boot the machine again")
                            .endsWith("403"));
        }
    }

    @Test
    void changesArePickedUpAndABrokenFileLeavesTheOldOneInForce() throws IOException {
        try (BootNetwork network = new BootNetwork(directory.resolve("changes"))) {
            network.serve(installers + "unknown: {boot: wait}\n");
            assertThat(network.curl(SCRIPT)).contains("asks again");

            network.configure(installers + "unknown: {boot: instal}\n");
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> network.notices().stream()
                            .map(Problem::code)
                            .toList()
                            .contains("pxe.configuration"));
            assertThat(network.curl(SCRIPT)).contains("asks again");

            network.configure(installers + "unknown: {boot: local}\n");
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(network.curl(SCRIPT)).contains("own disk"));
            assertThat(network.notices()).extracting(Problem::code).contains("pxe.reloaded");
        }
    }

    @Test
    void otherBootServersAskAsTheyAskPixiecore() throws IOException {
        try (BootNetwork network = new BootNetwork(directory.resolve("pixiecore"))) {
            network.serve(installers + "unknown: {boot: install}\n");
            awaitScript(network, "vmlinuz");
            assertThat(network.curl(SERVER + "/v1/boot/52:54:00:ab:cd:17"))
                    .contains("\"kernel\":\"" + SERVER + "/media/shop/live/vmlinuz\"")
                    .contains("\"initrd\":[\"" + SERVER + "/media/shop/live/initrd.img\"]")
                    .contains("\"cmdline\":\"boot=live ")
                    .endsWith("200");
            assertThat(network.curl(SERVER + "/v1/boot/nobody")).endsWith("400");
        }
    }

    @Test
    void administratorsSeeWhatHappens() throws IOException {
        try (BootNetwork network = new BootNetwork(directory.resolve("admin"))) {
            network.serve(installers + "unknown: {boot: wait}\n");
            network.curl(SCRIPT + "?serial=SN-17");
            assertThat(network.curl(ADMIN + "/healthz")).isEqualTo("ok\n\n200");
            assertThat(network.curl(ADMIN + "/metrics"))
                    .contains("slipway_pxe_http_requests_total{kind=\"script\",status=\"200\"} 1.0")
                    .doesNotContain("52:54");
            assertThat(network.curl(ADMIN + "/hosts"))
                    .contains("52:54:00:ab:cd:17")
                    .endsWith("200");
            assertThat(network.curl(ADMIN + "/hosts/52-54-00-ab-cd-17.json"))
                    .contains("SN-17")
                    .endsWith("200");
            // curl(1): it failed to connect.
            assertThat(network.network()
                            .tool("curl", "-s", "--max-time", "5", SERVER + ":9067/hosts")
                            .tryRun()
                            .status())
                    .isEqualTo(7);
        }
    }

    @Test
    void whatCannotBeOpenedIsToldAndNothingStaysOpen() throws IOException {
        try (BootNetwork network = new BootNetwork(directory.resolve("refused"))) {
            assertThat(problem(network, installers.replace("INTERFACE", "nowhere0") + "unknown: {boot: wait}\n"))
                    .isEqualTo("pxe.interface");
            assertThat(problem(network, installers.replace("shop.iso", "missing.iso") + "unknown: {boot: wait}\n"))
                    .isEqualTo("image.missing");
            network.serve(installers + "unknown: {boot: wait}\n");
            assertThat(network.curl(SCRIPT)).endsWith("200");
        }
    }

    private static String problem(BootNetwork network, String configuration) {
        AssertionError error = catchThrowableOfType(AssertionError.class, () -> network.serve(configuration));
        Throwable cause = error;
        while (!(cause instanceof ProblemException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return ((ProblemException) cause).problem().code();
    }

    /// A machine waits until the digests of its installer are known.
    private static String awaitScript(BootNetwork network, String words) {
        return Awaitility.await().atMost(SOON).until(() -> network.curl(SCRIPT), script -> script.contains(words));
    }

    /// As the script of our own base has it; that of other systems tells no such thing.
    private static String tokenOfItsWord(String test) {
        Capabilities capabilities =
                new Capabilities(CapabilityKey.open(directory.resolve(test).resolve("state/capability.key")));
        return capabilities.issue(
                new Capability(
                        new BootObject.Installed().text(),
                        MacAddress.parse("52:54:00:ab:cd:17"),
                        Instant.now().plusSeconds(3600)),
                Optional.empty());
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
