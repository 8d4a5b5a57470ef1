package dev.slipway.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the goal does around the engine, on real projects, with a script in the engine's place.
class MavenSideIT {

    @TempDir
    Path scratch;

    private Path directory;
    private StandInJava engine;

    @BeforeEach
    void prepare() throws IOException {
        directory = Files.createDirectory(scratch.resolve("project"));
        engine = StandInJava.in(scratch.resolve("jdk"), StandInJava.BUILDS);
    }

    static List<Path> javas() {
        return Javas.both();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void buildWhenAllParametersAreSetAsksForAllOfThem(Path java) {
        build("all-parameters")
                .on(java)
                .environment("SOURCE_DATE_EPOCH", "1700000000")
                .succeed("package");

        assertThat(engine.requests())
                .containsExactly(List.of(
                        "base\trootfs:base.tar",
                        "user-data\t" + directory.resolve("user-data"),
                        "output\t" + directory.resolve("out/edge.iso"),
                        "default-output\t" + directory.resolve("target/edge-site-1.0.iso"),
                        "volume-id\tEDGE_SITE",
                        "flavour\tdebian-live",
                        "squashfs-compression\tgzip",
                        "arch\tamd64",
                        "kernel-argument\tquiet",
                        "kernel-argument\tconsole=ttyS0,115200n8",
                        "addition\topt/content/bundle.txt\t" + directory.resolve("bundle.txt"),
                        "strict\ttrue",
                        "source-date-epoch\t1700000000"));
    }

    @Test
    void buildWhenPropertiesAreGivenAsksForThem() {
        build("properties")
                .property("slipway.base", "iso:base.iso")
                .property("slipway.userData", "user-data")
                .property("slipway.output", "edge.iso")
                .property("slipway.volumeId", "EDGE")
                .property("slipway.flavour", "kairos")
                .property("slipway.kernelArguments", "quiet console=ttyS0,115200n8")
                .property("slipway.additions.opt/a.txt", "pom.xml")
                .property("slipway.squashfsCompression", "zstd:19")
                .property("slipway.arch", "arm64")
                .property("slipway.envFile", "installer.env")
                .property("project.build.outputTimestamp", "2023-11-14T22:13:20Z")
                .succeed("package");

        assertThat(engine.requests())
                .containsExactly(List.of(
                        "base\tiso:base.iso",
                        "user-data\t" + directory.resolve("user-data"),
                        "output\t" + directory.resolve("edge.iso"),
                        "default-output\t" + directory.resolve("target/edge-site-1.0.iso"),
                        "volume-id\tEDGE",
                        "flavour\tkairos",
                        "squashfs-compression\tzstd:19",
                        "arch\tarm64",
                        "env-file\t" + directory.resolve("installer.env"),
                        "kernel-argument\tquiet",
                        "kernel-argument\tconsole=ttyS0,115200n8",
                        "addition\topt/a.txt\t" + directory.resolve("pom.xml"),
                        "source-date-epoch\t1700000000"));
    }

    @Test
    void buildWhenNothingChangedDoesNothingAndAttachesAllTheSame() throws IOException {
        build("attached").succeed("package");
        var again = build("attached").succeed("install");

        assertThat(again.log()).contains("up to date: " + directory.resolve("target/edge-site-1.0.iso"));
        assertThat(engine.requests()).hasSize(1);
        assertThat(MavenBuild.repository().resolve("com/example/edge-site/1.0/edge-site-1.0-installer.iso"))
                .hasSameBinaryContentAs(directory.resolve("user-data"));
    }

    @Test
    void buildWhenEvidenceIsGoneBuildsAgain() throws IOException {
        build("minimal").succeed("package");
        Files.delete(directory.resolve("target/edge-site-1.0.iso.provenance.json"));
        build("minimal").succeed("package");
        assertThat(engine.requests()).hasSize(2);
        Files.delete(directory.resolve("target/edge-site-1.0.iso.provenance.json"));
        build("minimal").succeed("package", "-Dslipway.evidence=false");
        assertThat(engine.requests()).hasSize(3);
        Files.delete(directory.resolve("target/edge-site-1.0.iso.provenance.json"));
        build("minimal").succeed("package", "-Dslipway.evidence=false");
        assertThat(engine.requests()).hasSize(3);
    }

    @Test
    void buildWhenUserDataChangedBuildsAgain() throws IOException {
        build("minimal").succeed("package");
        Files.writeString(directory.resolve("user-data"), "#cloud-config\nhostname: other\n");
        build("minimal").succeed("package");

        assertThat(directory.resolve("target/edge-site-1.0.iso")).hasContent("#cloud-config\nhostname: other\n");
        assertThat(engine.requests()).hasSize(2);
    }

    @Test
    void buildWhenAParameterChangedBuildsAgain() {
        build("minimal").succeed("package");
        build("minimal").property("slipway.volumeId", "OTHER").succeed("package");

        assertThat(engine.requests()).hasSize(2);
    }

    @Test
    void buildWhenOutputIsGoneBuildsAgain() throws IOException {
        build("minimal").succeed("package");
        Files.delete(directory.resolve("target/edge-site-1.0.iso"));
        build("minimal").succeed("package");

        assertThat(directory.resolve("target/edge-site-1.0.iso")).exists();
    }

    @Test
    void buildWhenTheOneBeforeFailedBuildsAgain() {
        StandInJava.in(engine.home(), "printf 'problem\\tx\\tINPUT\\tbad\\t\\t\\t\\n'; exit 3");
        build("minimal").fail("package");
        StandInJava.in(engine.home(), StandInJava.BUILDS);

        build("minimal").succeed("package");
        assertThat(directory.resolve("target/edge-site-1.0.iso")).exists();
    }

    @Test
    void buildWhenSkippedDoesNothing() {
        build("minimal").property("slipway.skip", "true").succeed("package");

        assertThat(engine.requests()).isEmpty();
        assertThat(directory.resolve("target")).doesNotExist();
    }

    @Test
    void buildWhenModulesAreParallelBuildsEachOfThem() {
        build("parallel").argument("-T2").succeed("package");

        assertThat(directory.resolve("one/target/site-one-1.0.iso"))
                .hasSameTextualContentAs(directory.resolve("one/user-data"));
        assertThat(directory.resolve("two/target/site-two-1.0.iso"))
                .hasSameTextualContentAs(directory.resolve("two/user-data"));
        assertThat(engine.requests()).hasSize(2);
    }

    @Test
    void buildWhenToolchainsNameAJavaTakesItFirst() {
        StandInJava other = StandInJava.in(scratch.resolve("other"), StandInJava.BUILDS);
        build("minimal").toolchain("25.0.3", other.home()).succeed("package");

        assertThat(other.requests()).hasSize(1);
        assertThat(engine.requests()).isEmpty();
    }

    @Test
    void buildWhenToolchainIsTooOldTakesTheNextOne() {
        build("minimal").toolchain("17", Javas.older()).succeed("package");

        assertThat(engine.requests()).hasSize(1);
    }

    @Test
    void buildWhenThereIsNoJavaSaysWhatToInstall() {
        var outcome = MavenBuild.project("minimal", directory)
                .on(Javas.older())
                .environment("SLIPWAY_JAVA_PLACES", scratch.resolve("nothing").toString())
                .fail("package");

        assertThat(outcome.log())
                .contains("no JDK 25 or newer was found: install one")
                .contains("SLIPWAY_JAVA_HOME")
                .doesNotContain("\tat ")
                .doesNotContain("Exception:");
    }

    @Test
    void buildWhenUserDataIsNotNamedSaysWhere() {
        var outcome = build("properties").property("slipway.base", "iso:a.iso").fail("package");

        assertThat(outcome.log()).contains("no user-data is named").contains("<userData>");
        assertThat(engine.requests()).isEmpty();
    }

    @Test
    void buildWhenPropertiesOfAnApplianceAreGivenAsksForThem() {
        StandInJava.in(engine.home(), StandInJava.PACKS);
        build("appliance")
                .property("slipway.ova.disks", "disk.raw,data.qcow2")
                .property("slipway.ova.installer", "i.iso")
                .property("slipway.ova.seed", "seed.iso")
                .property("slipway.ova.base", "slipway")
                .property("slipway.ova.userData", "user-data")
                .property("slipway.ova.metaData", "meta-data")
                .property("slipway.ova.networkConfig", "net")
                .property("slipway.ova.diskSize", "100G")
                .property("slipway.ova.kernelArguments", "quiet console=ttyS0,115200n8")
                .property("slipway.ova.squashfsCompression", "gzip:9")
                .property("slipway.ova.timeout", "30m")
                .property("slipway.ova.installMemory", "6G")
                .property("slipway.ova.format", "OVA")
                .property("slipway.ova.level", "9")
                .property("slipway.ova.cpus", "8")
                .property("slipway.ova.memory", "16G")
                .property("slipway.ova.firmware", "bios")
                .property("slipway.ova.secureBoot", "true")
                .property("slipway.ova.controller", "sata")
                .property("slipway.ova.nics", "e1000:VM Network,lan")
                .property("slipway.ova.hardwareVersion", "vmx-19")
                .property("slipway.ova.guestOs", "ubuntu64Guest")
                .property("slipway.ova.name", "edge")
                .property("slipway.ova.vendor", "Us")
                .property("slipway.ova.productVersion", "1.2")
                .property("slipway.ova.annotation", "a note")
                .property("slipway.ova.eula", "eula.txt")
                .property("slipway.ova.properties.guestinfo.site", "a=b")
                .property("slipway.ova.userDataProperties", "true")
                .property("slipway.ova.cdDrive", "true")
                .property("slipway.ova.cd", "cd.iso")
                .property("slipway.ova.signKey", "key.pem")
                .property("slipway.ova.signCertificate", "cert.pem")
                .property("slipway.ova.signKeyPassword", "env:SECRET")
                .property("slipway.strict", "true")
                .property("slipway.caFile", "ca.pem")
                .property("slipway.plainHttp", "localhost:5000")
                .succeed("package");

        assertThat(engine.requests())
                .containsExactly(List.of(
                        "disk\t" + directory.resolve("disk.raw"),
                        "disk\t" + directory.resolve("data.qcow2"),
                        "installer\t" + directory.resolve("i.iso"),
                        "seed\t" + directory.resolve("seed.iso"),
                        "base\tslipway",
                        "user-data\t" + directory.resolve("user-data"),
                        "meta-data\t" + directory.resolve("meta-data"),
                        "network-config\t" + directory.resolve("net"),
                        "disk-size\t100G",
                        "kernel-argument\tquiet",
                        "kernel-argument\tconsole=ttyS0,115200n8",
                        "squashfs-compression\tgzip:9",
                        "timeout\t30m",
                        "install-memory\t6G",
                        "default-output\t" + directory.resolve("target/edge-site-1.0.ova"),
                        "format\tOVA",
                        "level\t9",
                        "cpus\t8",
                        "memory\t16G",
                        "firmware\tbios",
                        "secure-boot\ttrue",
                        "controller\tsata",
                        "nic\te1000:VM Network",
                        "nic\tlan",
                        "hardware-version\tvmx-19",
                        "guest-os\tubuntu64Guest",
                        "name\tedge",
                        "product\tEdge site",
                        "vendor\tUs",
                        "product-version\t1.2",
                        "annotation\ta note",
                        "eula\t" + directory.resolve("eula.txt"),
                        "property\tguestinfo.userdata",
                        "user-data-properties\ttrue",
                        "cd-drive\ttrue",
                        "cd\t" + directory.resolve("cd.iso"),
                        "sign-key\t" + directory.resolve("key.pem"),
                        "sign-certificate\t" + directory.resolve("cert.pem"),
                        "sign-key-password\tenv:SECRET",
                        "property\tguestinfo.site=a=b",
                        "strict\ttrue",
                        "ca-file\t" + directory.resolve("ca.pem"),
                        "plain-http\tlocalhost:5000"));
    }

    @Test
    void buildWhenADiskAloneIsWantedAttachesItByItsFormat() {
        StandInJava.in(engine.home(), StandInJava.PACKS);
        build("appliance").property("slipway.ova.format", "VMDK").succeed("install");
        build("appliance")
                .property("slipway.ova.output", "target/edge.qcow2")
                .property("slipway.ova.classifier", "kvm")
                .succeed("install");

        assertThat(directory.resolve("target/edge-site-1.0.vmdk")).exists();
        assertThat(MavenBuild.repository().resolve("com/example/edge-site/1.0/edge-site-1.0.vmdk"))
                .hasContent("packed");
        assertThat(MavenBuild.repository().resolve("com/example/edge-site/1.0/edge-site-1.0-kvm.qcow2"))
                .hasContent("packed");
    }

    private MavenBuild build(String project) {
        return MavenBuild.project(project, directory)
                .on(Javas.older())
                .environment("SLIPWAY_JAVA_HOME", engine.home().toString());
    }
}
