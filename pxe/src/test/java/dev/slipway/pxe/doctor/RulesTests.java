package dev.slipway.pxe.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each story is told to all rules, and exactly the named ones must speak: what is right for one is wrong
/// for the others.
class RulesTests {

    private static final String UEFI = "0 discover client=uefi architecture=efi-x64 protocol=dhcp\n";
    private static final String HTTP = "0 discover client=uefi-http architecture=http-x64 protocol=dhcp\n";
    private static final String PROXY = "1 offer offers=boot server=10.0.0.2\n";
    private static final String ADDRESS = "1 offer offers=address address=10.0.0.9 server=10.0.0.1\n";
    private static final String BOTH = "1 offer offers=both address=10.0.0.9 server=10.0.0.1 file=ipxe.efi\n";
    private static final String TAKEN = "2 request server=10.0.0.1\n2 acknowledge server=10.0.0.1 address=10.0.0.9\n";
    private static final String TAKEN_FILE =
            "2 request server=10.0.0.1\n2 acknowledge server=10.0.0.1 address=10.0.0.9 file=ipxe.efi\n";
    private static final String LOADER =
            UEFI + BOTH + TAKEN_FILE + "3 loader-request file=ipxe.efi\n4 loader-sent file=ipxe.efi\n";
    private static final String IPXE =
            LOADER + "8 discover client=ipxe\n9 offer offers=both file=http://h/s server=10.0.0.1\n"
                    + "9 acknowledge server=10.0.0.1 file=http://h/s\n";
    private static final String SCRIPT = IPXE + "10 decision decision=boot\n10 script-sent\n";
    private static final String INITRD = SCRIPT + "11 kernel-sent\n12 initrd-sent\n";
    private static final String ROOT = INITRD + "40 discover client=other\n41 acknowledge\n60 root-sent\n";

    record Told(String rules, String story) {}

    static Stream<Told> stories() {
        return Stream.of(
                // Under way: too early for a word.
                new Told("", UEFI + "5 now"),
                new Told("", UEFI + PROXY + "5 now"),
                new Told("", LOADER + "10 now"),
                new Told("", IPXE + "15 now"),
                new Told("", SCRIPT + "15 now"),
                new Told("", INITRD + "60 now"),
                new Told("", ROOT + "120 now"),
                // Before an address.
                new Told("not-booting", "0 discover client=other\n0 ignored reason=not-pxe\n60 now"),
                new Told(
                        "not-booting",
                        "0 discover client=other\n1 offer offers=address server=10.0.0.1\n"
                                + "1 request\n1 acknowledge\n60 now"),
                new Told("unanswered", UEFI + "4 discover client=uefi\n60 now"),
                new Told("solicit-unanswered", "0 discover client=uefi protocol=dhcp6\n60 now"),
                new Told("no-address", UEFI + PROXY + "60 now"),
                new Told("offer-not-taken", UEFI + ADDRESS + "60 now"),
                new Told("offer-not-taken", UEFI + ADDRESS + PROXY + "60 now"),
                new Told("not-acknowledged", UEFI + BOTH + "2 request server=10.0.0.1\n60 now"),
                new Told(
                        "address-refused",
                        "0 discover client=other client=uefi\n1 request\n1 refuse-address\n"
                                + "2 request\n2 refuse-address\n5 now"),
                new Told(
                        "address-in-use",
                        UEFI + ADDRESS + "2 request\n2 acknowledge\n3 other-dhcp reason=declined\n5 now"),
                // From the offer to the loader.
                new Told("proxy-ignored", UEFI + PROXY + ADDRESS + TAKEN + "60 now"),
                new Told("proxy-ignored", UEFI + PROXY + "2 request server=10.0.0.1\n60 now"),
                new Told(
                        "boot-server-silent",
                        UEFI + PROXY + ADDRESS + TAKEN + "3 boot-server-request server=10.0.0.1\n60 now"),
                new Told(
                        "loader-not-asked",
                        UEFI + PROXY + ADDRESS + TAKEN + "3 boot-server-request\n"
                                + "3 boot-server-reply file=ipxe.efi server=10.0.0.2\n60 now"),
                new Told("loader-not-asked", UEFI + BOTH + TAKEN_FILE + "60 now"),
                new Told("nothing-to-boot", UEFI + ADDRESS + TAKEN + "60 now"),
                new Told("two-boot-servers", UEFI + PROXY + BOTH + "5 now"),
                new Told(
                        "false-boot-server, loader-not-asked, two-boot-servers",
                        UEFI + PROXY
                                + "1 offer offers=both address=10.0.0.9 server=10.0.0.1 offer-class=PXEClient\n" + TAKEN
                                + "3 boot-server-reply file=a\n60 now"),
                new Told(
                        "false-boot-server",
                        UEFI + "1 offer offers=both address=10.0.0.9 server=10.0.0.1 offer-class=PXEClient\n" + TAKEN
                                + "60 now"),
                // Files on their way.
                new Told(
                        "tftp-no-data",
                        UEFI + BOTH + TAKEN_FILE + "3 loader-request file=ipxe.efi block-size=1468\n60 now"),
                new Told(
                        "tftp-no-data",
                        UEFI + BOTH + TAKEN_FILE + "3 loader-request file=ipxe.efi\n"
                                + "9 failure reason=stalled block=0\n60 now"),
                new Told(
                        "tftp-stalled",
                        UEFI + BOTH + TAKEN_FILE + "3 loader-request file=ipxe.efi\n"
                                + "9 failure reason=stalled block=17\n60 now"),
                new Told(
                        "",
                        LOADER.replace("4 loader-sent", "3 failure reason=stalled block=17\n4 loader-sent") + "5 now"),
                new Told("size-probe-only", UEFI + BOTH + TAKEN_FILE + "3 loader-request reason=probe\n60 now"),
                new Told(
                        "",
                        UEFI + BOTH + TAKEN_FILE + "3 loader-request reason=probe\n4 loader-request file=a\n"
                                + "5 loader-sent file=a\n6 now"),
                new Told(
                        "not-found",
                        UEFI + BOTH + TAKEN_FILE
                                + "3 loader-request file=x\n3 failure reason=not-found file=x\n60 now"),
                new Told("", LOADER + "5 failure reason=not-found file=autoexec.ipxe\n6 script-sent\n6 now"),
                new Told("tls", SCRIPT + "11 failure reason=tls\n60 now"),
                // From the loader to its script.
                new Told("loader-refused", LOADER + "6 discover client=uefi protocol=dhcp\n7 now"),
                new Told(
                        "loader-refused",
                        LOADER.replace("ipxe.efi", "shimx64.efi") + "6 discover client=uefi protocol=dhcp\n7 now"),
                new Told("loader-silent", LOADER + "60 now"),
                new Told("loader-silent", LOADER.replace("efi-x64", "bios") + "60 now"),
                new Told("loader-loop", IPXE + "12 loader-request file=ipxe.efi\n13 loader-sent file=ipxe.efi\n14 now"),
                new Told("loader-silent", LOADER + "4 loader-sent file=grubx64.efi\n60 now"),
                new Told("script-not-asked", IPXE + "60 now"),
                new Told("script-not-asked", LOADER + "8 discover client=ipxe\n60 now"),
                // From the script to the running system.
                new Told("kernel-not-fetched", SCRIPT + "60 now"),
                new Told("initrd-not-fetched", SCRIPT + "11 kernel-sent\n60 now"),
                new Told("root-not-fetched", INITRD + "200 now"),
                new Told("root-not-fetched", INITRD + "30 discover client=other\n200 now"),
                new Told("root-cut", INITRD + "30 failure reason=cut size=900 bytes=100\n200 now"),
                new Told("", INITRD + "30 failure reason=cut size=900 bytes=100\n40 root-sent\n60 now"),
                new Told("user-data-not-fetched", ROOT + "600 now"),
                new Told("user-data-expired", ROOT + "90 failure reason=expired\n600 now"),
                new Told("installing", ROOT + "90 failure reason=expired\n100 user-data-sent\n600 now"),
                new Told("installing", ROOT + "90 user-data-sent\n9000 now"),
                new Told("runs", ROOT + "90 user-data-sent\n400 booted\n9000 now"),
                new Told("install-loop", twice(ROOT + "90 user-data-sent\n") + "600 discover client=uefi\n603 now"),
                // Firmware that fetches by HTTP.
                new Told(
                        "http-not-asked",
                        HTTP + BOTH.replace("ipxe.efi", "http://h/b.efi")
                                + TAKEN_FILE.replace("ipxe.efi", "http://h/b.efi") + "60 now"),
                new Told("http-redirect", HTTP + BOTH + TAKEN_FILE + "3 loader-request\n3 failure error=302\n5 now"),
                new Told("http-refused", HTTP + BOTH + TAKEN_FILE + "3 loader-request\n4 failure reason=cut\n60 now"),
                new Told(
                        "iso-not-started",
                        HTTP + BOTH + TAKEN_FILE + "3 loader-request\n9 root-sent file=/c/x/edge.iso\n600 now"),
                // What was decided on purpose.
                new Told("waits", IPXE + "10 decision decision=wait\n10 script-sent\n60 now"),
                new Told("refused", UEFI + "1 ignored decision=refuse\n60 now"),
                new Told("local", IPXE + "10 decision decision=local\n10 script-sent\n60 now"),
                // The way before the last one.
                new Told(
                        "not-found, solicit-unanswered",
                        UEFI + BOTH + TAKEN_FILE
                                + "3 loader-request file=x\n3 failure reason=not-found file=x\n"
                                + "4 discover client=uefi protocol=dhcp6\n60 now"));
    }

    private static String twice(String story) {
        return story
                + Arrays.stream(story.split("\n"))
                        .map(line -> line.split(" ", 2))
                        .map(words -> (Long.parseLong(words[0]) + 300) + " " + words[1] + "\n")
                        .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void speaksWhereItShouldAndNowhereElse(Told told) {
        List<Diagnosis> diagnoses = Story.examine(told.story());
        assertThat(String.join(", ", new TreeSet<>(names(diagnoses)))).isEqualTo(told.rules());
        assertThat(diagnoses).allSatisfy(diagnosis -> {
            assertThat(diagnosis.cause()).endsWith(".");
            assertThat(diagnosis.evidence()).noneMatch(String::isBlank);
            assertThat(diagnosis.next().isEmpty()).isEqualTo(diagnosis.kind() == Diagnosis.Kind.FINE);
        });
    }

    @Test
    void everyRuleHasItsStory() {
        Set<String> told = stories()
                .flatMap(story -> Arrays.stream(story.rules().split(", ")))
                .collect(Collectors.toSet());
        told.add("nothing-heard"); // DoctorTests tells it: there is nothing to tell.
        assertThat(told).containsAll(Rules.all().stream().map(Rule::name).toList());
        assertThat(Rules.all()).extracting(Rule::name).doesNotHaveDuplicates();
    }

    private static List<String> names(List<Diagnosis> diagnoses) {
        return diagnoses.stream().map(Diagnosis::rule).toList();
    }
}
