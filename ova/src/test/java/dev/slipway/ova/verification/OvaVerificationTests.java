package dev.slipway.ova.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.RuleOutcome;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.image.Image;
import dev.slipway.ova.archive.OvaMember;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OvaVerificationTests {

    @TempDir
    Path directory;

    @Test
    void soundApplianceKeepsEveryRule() throws IOException {
        ImageVerification verification =
                OvaVerification.of(TestOva.in(directory).write(file()));

        assertThat(failed(verification)).isEmpty();
        assertThat(verification.outcomes())
                .filteredOn(outcome -> outcome.verdict() == Verdict.NOT_APPLICABLE)
                .extracting(RuleOutcome::rule)
                .containsExactly("ova-certificate");
    }

    @Test
    void manifestAndCertificateAtTheEndAreInOrder() throws IOException {
        List<OvaMember> members = new ArrayList<>(TestOva.in(directory).members());
        members.add(members.remove(1));

        assertThat(failed(OvaVerification.of(TestOva.write(members, file())))).isEmpty();
    }

    @Test
    void rulesHaveNamesOfTheirOwn() {
        assertThat(OvaVerification.RULES).extracting(rule -> rule.name()).doesNotHaveDuplicates();
    }

    /// What in the descriptor is spoilt, by what, which rule sees it, and what it says.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<Info>The disks of the machine</Info>|``|ovf-schema|does not begin with Info",
                "ovf:href=\"seed.iso\"|ovf:href=\"other.iso\"|ovf-references|other.iso is not in the archive",
                "ovf:id=\"file2\"|ovf:id=\"file3\"|ovf-references|'ovf:/file/file2', which is not described",
                "ovf:/disk/vmdisk1|ovf:/disk/vmdisk2|ovf-references|'ovf:/disk/vmdisk2', which is not described",
                "<rasd:Connection>VM Network|<rasd:Connection>LAN|ovf-references|'LAN', which is not described",
                "<rasd:InstanceID>2</rasd:InstanceID>|<rasd:InstanceID>1</rasd:InstanceID>|ovf-references|comes twice",
                "<rasd:Parent>5</rasd:Parent>|<rasd:Parent>3</rasd:Parent>|ovf-addresses|vSphere and libvirt",
                "ovf:size=\"4096\"|ovf:size=\"4097\"|ovf-file-sizes|seed.iso has 4096 bytes, not 4097",
                "ovf:size=\"4096\"|``|ovf-file-sizes|no size is told of seed.iso",
                "<rasd:ResourceType>10</rasd:ResourceType>|<rasd:ResourceType>32768</rasd:ResourceType>|"
                        + "ovf-no-nvram,ovf-known-items|VirtualBox refuses it",
                "vmw:osType=\"debian11_64Guest\"|vmw:osType=\"debianGnuLinux\"|ovf-guest-id|no id that vSphere knows",
                "vmw:osType=\"debian11_64Guest\"|vmw:osType=\"debian12_64Guest\"|ovf-guest-id|came with vmx-20",
                "vmw:osType=\"debian11_64Guest\"|``|ovf-guest-id|no vmw:osType",
                ">vmx-17<|>vmx-21<|ovf-hardware-version|vSphere 7 says 'Unsupported hardware family'",
                ">vmx-17<|>virtualbox-2.2<|ovf-hardware-version|virtualbox-2.2: vSphere says",
                ">vmx-17<|>vmx-12<|ovf-hardware-version,ovf-guest-id|vmx-12: vSphere says",
                "vmw:key=\"firmware\" vmw:value=\"efi\"|vmw:key=\"firmware\" vmw:value=\"uefi\"|ovf-firmware|'uefi'",
                "byte * 2^20|byte * 2^10|ovf-memory-units|VirtualBox refuses it",
                ">VirtualSCSI<|>pvscsi<|ovf-controller|'pvscsi', which vSphere does not know",
                ">vmware.sata.ahci<|>virtio-blk<|ovf-controller|VirtualBox and vSphere refuse it",
                "<rasd:Parent>3</rasd:Parent>|<rasd:Parent>1</rasd:Parent>|ovf-controller|hangs on no controller",
                "<rasd:AddressOnParent>0</rasd:AddressOnParent>|<rasd:AddressOnParent>7</rasd:AddressOnParent>|"
                        + "ovf-controller|which is the controller's",
                "<rasd:ResourceSubType>VmxNet3|<rasd:ResourceSubType>virtio|ovf-network|'virtio'",
                "ovf:capacity=\"8388608\"|ovf:capacity=\"8388096\"|ovf-capacity|the descriptor says 8388096",
                "ovf:capacityAllocationUnits=\"byte\"|ovf:capacityAllocationUnits=\"furlong\"|ovf-capacity|understood",
                "ovf:populatedSize=|ovf:ignored=|ovf-populated-size|tells none",
                "vmdk.html#streamOptimized|vmdk.html#sparse|vmdk-stream-optimized|not told to be",
            })
    void spoiltDescriptorFailsItsRule(String text, String instead, String rules, String why) throws IOException {
        Path ova = TestOva.in(directory).descriptor(text, instead).write(file());

        List<RuleOutcome> failed = failed(OvaVerification.of(ova));

        assertThat(failed).extracting(RuleOutcome::rule).containsExactlyInAnyOrder(rules.split(","));
        assertThat(failed).anySatisfy(outcome -> assertThat(outcome.detail()).contains(why));
    }

    @Test
    void secureBootWithoutEfiFails() throws IOException {
        Path ova = TestOva.in(directory)
                .descriptor("vmw:value=\"efi\"", "vmw:value=\"bios\"")
                .descriptor("efiSecureBootEnabled\" vmw:value=\"false\"", "efiSecureBootEnabled\" vmw:value=\"true\"")
                .write(file());

        assertOnly(OvaVerification.of(ova), "ovf-firmware", "Secure Boot without efi");
    }

    @Test
    void manifestInOtherAlgorithmOrFormFails() throws IOException {
        assertManifest(text -> text.replace("SHA256", "SHA1"), "ova-manifest-sha256", "SHA1: vSphere 8 refuses it");
        assertManifest(text -> text.replace("SHA256(", "SHA256 ("), "ova-manifest-sha256", "Invalid OVF checksum");
        assertManifest(text -> text.replace("SHA256", "SHA2-256"), "ova-manifest-sha256", "Invalid OVF checksum");
        assertManifest(text -> text.replace("\n", "\r\n"), "ova-manifest-line-endings", "VMware's tools");
        assertManifest(text -> text + "\n", "ova-manifest-line-endings", "VMware's tools");
        assertManifest(String::strip, "ova-manifest-line-endings", "VMware's tools");
        assertManifest(text -> text + "hello\n", "ova-manifest-sha256", "line 4 is no");
    }

    @Test
    void manifestWithOtherFilesFails() throws IOException {
        assertManifest(text -> without("seed.iso", text), "ova-manifest-complete", "seed.iso is in it not at all");
        assertManifest(
                text -> text + text.lines().findFirst().orElseThrow() + "\n",
                "ova-manifest-complete",
                "edge.ovf is in it 2 times");
        assertManifest(
                text -> text + "SHA256(gone.vmdk)= " + "0".repeat(64) + "\n",
                "ova-manifest-complete",
                "gone.vmdk is in it, but not in the archive");
        assertManifest(
                text -> String.join("\n", text.lines().toList().reversed()) + "\n",
                "ova-manifest-order",
                "seed.iso, edge-disk1.vmdk, edge.ovf");
    }

    @Test
    void changedByteOfAnyFileFailsItsDigest() throws IOException {
        Path ova = TestOva.in(directory).write(file());
        byte[] bytes = Files.readAllBytes(ova);
        // Within the ISO, which ends three blocks of padding before the end at least.
        int iso = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf("seed.iso\0") + 512;
        bytes[iso + 100] ^= 1;
        Files.write(ova, bytes);

        assertOnly(OvaVerification.of(ova), "ova-manifest-digests", "seed.iso has another one");
    }

    @Test
    void missingManifestFails() throws IOException {
        List<OvaMember> members = new ArrayList<>(TestOva.in(directory).members());
        members.remove(1);

        assertOnly(OvaVerification.of(TestOva.write(members, file())), "ova-manifest-sha256", "there is no manifest");
    }

    @Test
    void otherOrderFails() throws IOException {
        List<OvaMember> members = new ArrayList<>(TestOva.in(directory).members());
        members.add(members.remove(2));
        assertThat(failed(OvaVerification.of(TestOva.write(members, file()))))
                .extracting(RuleOutcome::rule)
                .containsExactly("ova-order", "ova-manifest-order");

        List<OvaMember> last = new ArrayList<>(TestOva.in(directory).members());
        last.add(last.remove(0));
        assertThat(failed(OvaVerification.of(TestOva.write(last, file()))))
                .extracting(RuleOutcome::rule)
                .containsExactly("ova-descriptor-first", "ova-order", "ova-manifest-order");
    }

    @Test
    void otherNamesFail() throws IOException {
        List<OvaMember> members = new ArrayList<>(TestOva.in(directory).members());
        members.set(1, new OvaMember("digests.mf", members.get(1).content()));

        assertOnly(OvaVerification.of(TestOva.write(members, file())), "ova-names", "vSphere looks for edge.mf");
    }

    @Test
    void paxHeadersFail() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (OvaMember member : TestOva.in(directory).members()) {
                TarArchiveEntry entry = new TarArchiveEntry(member.name());
                entry.setSize(member.content().size());
                entry.addPaxHeader("comment", "x");
                tar.putArchiveEntry(entry);
                tar.write(member.content().toByteArray(1 << 24));
                tar.closeArchiveEntry();
            }
        }
        Path ova = Files.write(file(), bytes.toByteArray());

        assertOnly(OvaVerification.of(ova), "ova-ustar", "edge.ovf has an extended header");
    }

    @Test
    void brokenGrainOfDiskFails() throws IOException {
        List<OvaMember> members = new ArrayList<>(TestOva.in(directory).members());
        byte[] vmdk = members.get(2).content().toByteArray(1 << 24);
        // The first grain lies behind the header and the descriptor: 128 sectors.
        for (int i = 0; i < 40; i++) {
            vmdk[128 * 512 + 30 + i] ^= 0x55;
        }
        members.set(2, new OvaMember(members.get(2).name(), Image.ofBytes(vmdk)));

        assertThat(failed(OvaVerification.of(TestOva.write(members, file()))))
                .extracting(RuleOutcome::rule)
                .containsExactly("ova-manifest-digests", "vmdk-sound");
    }

    @Test
    void truncatedOrHostileArchiveEndsInOneLine() throws IOException {
        byte[] whole = Files.readAllBytes(TestOva.in(directory).write(file()));
        for (int length : new int[] {0, 1, 511, 513, 2000, whole.length / 2}) {
            Path cut = Files.write(directory.resolve("cut.ova"), java.util.Arrays.copyOf(whole, length));
            assertOneLine(cut, "no sound OVA");
        }
        assertOneLine(
                TestOva.in(directory)
                        .descriptor(
                                "<Envelope ",
                                "<!DOCTYPE Envelope [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<Envelope ")
                        .write(file()),
                "document type");
        assertOneLine(TestOva.in(directory).descriptor("</Envelope>", "").write(file()), "cannot be read");
    }

    private void assertOneLine(Path ova, String what) {
        assertThatThrownBy(() -> OvaVerification.of(ova)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().kind()).isEqualTo(Problem.Kind.INPUT);
            assertThat(e.getMessage()).contains(what).doesNotContain("\n");
        });
    }

    private void assertManifest(UnaryOperator<String> change, String rule, String why) throws IOException {
        Path ova = TestOva.in(directory).manifest(change).write(file());
        assertOnly(OvaVerification.of(ova), rule, why);
    }

    private static String without(String file, String manifest) {
        return String.join(
                        "\n",
                        manifest.lines().filter(line -> !line.contains(file)).toList()) + "\n";
    }

    private static void assertOnly(ImageVerification verification, String rule, String why) {
        List<RuleOutcome> failed = failed(verification);
        assertThat(failed).extracting(RuleOutcome::rule).containsExactly(rule);
        assertThat(failed.getFirst().detail()).contains(why);
    }

    private static List<RuleOutcome> failed(ImageVerification verification) {
        return verification.outcomes().stream()
                .filter(outcome -> outcome.verdict() == Verdict.FAIL)
                .toList();
    }

    private Path file() {
        return directory.resolve("edge.ova");
    }
}
