package dev.slipway.pxe.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.boot.BootDecision.Install;
import dev.slipway.pxe.boot.BootDecision.Local;
import dev.slipway.pxe.boot.BootDecision.Refuse;
import dev.slipway.pxe.boot.BootDecision.Wait;
import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostDecisionsTests {

    private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56").orElseThrow();
    private static final UUID ID = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final HostMatch ANY = match(null, null, null, null, null, Map.of());
    private static final Profile USUAL = new Profile("default", "shop", List.of(), Profile.Way.KERNEL);
    private static final Profile KIOSK = new Profile("kiosk", "shop", List.of("quiet"), Profile.Way.IMAGE);
    private static final BootClient CLIENT = new BootClient(
            MAC, Optional.of(ID), Optional.of("S1"), Optional.of("A1"), Optional.of(ClientArchitecture.EFI_X64));

    @TempDir
    private Path folder;

    private InstalledHosts installed;

    @BeforeEach
    void open() {
        installed = InstalledHosts.open(folder.resolve("installed"));
    }

    @AfterEach
    void close() throws IOException {
        installed.close();
    }

    @Test
    void theMostSpecificRuleThatSaysSomethingCounts() {
        HostDecisions decisions = decisions(
                rule(match(null, null, null, null, ClientArchitecture.EFI_X64, Map.of()), "arch-site", "kiosk", null),
                rule(match(null, null, null, "A1", null, Map.of()), "asset-site", null, null),
                rule(match(null, null, "S1", null, null, Map.of()), "serial-site", null, null),
                rule(match(null, ID, null, null, null, Map.of()), "uuid-site", null, null),
                rule(match(MAC, null, null, null, null, Map.of()), null, null, BootAction.INSTALL));

        // The card says what to do, the uuid for which site, and the architecture how.
        assertThat(decisions.decide(CLIENT)).isInstanceOfSatisfying(Install.class, install -> {
            assertThat(install.site()).contains("uuid-site");
            assertThat(install.profile()).isEqualTo(KIOSK);
        });
        assertThat(decisions.decide(client(null, "S1", "A1")))
                .isInstanceOfSatisfying(
                        Install.class, install -> assertThat(install.site()).contains("serial-site"));
        assertThat(decisions.decide(client(null, null, "A1")))
                .isInstanceOfSatisfying(
                        Install.class, install -> assertThat(install.site()).contains("asset-site"));
        assertThat(decisions.decide(client(null, null, null)))
                .isInstanceOfSatisfying(
                        Install.class, install -> assertThat(install.site()).contains("arch-site"));
    }

    @Test
    void allThatARuleSaysMustHold() {
        HostDecisions decisions =
                decisions(rule(match(MAC, ID, null, null, null, Map.of()), null, null, BootAction.LOCAL));
        assertThat(decisions.decide(CLIENT)).isInstanceOf(Local.class);
        assertThat(decisions.decide(BootClient.of(MAC))).isInstanceOf(Wait.class);
    }

    @Test
    void labelsThatOneRuleGivesAreWhatAnotherIsAbout() {
        HostRule giving = new HostRule(
                match(MAC, null, null, null, null, Map.of()),
                Optional.of("till-1"),
                Map.of("row", "3"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        HostDecisions decisions = decisions(
                giving, rule(match(null, null, null, null, null, Map.of("row", "3")), "munich", "kiosk", null));
        assertThat(decisions.decide(CLIENT))
                .isEqualTo(new Install(KIOSK, Optional.of("munich"), "rule for mac " + MAC));
        assertThat(decisions.about(CLIENT).name()).contains("till-1");
        assertThat(decisions.decide(BootClient.of(new MacAddress(1)))).isInstanceOf(Wait.class);
    }

    @Test
    void hostsThatNobodyNamedDoWhatIsSaidOfThem() {
        HostDecisions refusing = new HostDecisions(
                new HostRules(List.of(), Map.of(), Optional.empty(), rule(ANY, null, null, BootAction.REFUSE)),
                Optional.empty(),
                installed);
        assertThat(refusing.decide(CLIENT)).isInstanceOf(Refuse.class);
        assertThat(refusing.answers(CLIENT)).isFalse();
        assertThat(decisions().answers(CLIENT)).isTrue();
    }

    @Test
    void whoIsInstalledGoesOnWithItsDiskUntilItIsForgotten() throws IOException {
        HostDecisions decisions = decisions(rule(match(MAC, null, null, null, null, Map.of()), null, null, null));
        assertThat(decisions.decide(CLIENT)).isInstanceOf(Install.class);

        installed.add(MAC, Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(decisions.decide(CLIENT).reason())
                .contains("2026-01-02T03:04:05Z")
                .contains("slipway pxe reinstall");
        assertThat(installed.forget(MAC)).isTrue();
        assertThat(installed.forget(MAC)).isFalse();
        assertThat(decisions.decide(CLIENT)).isInstanceOf(Install.class);
    }

    @Test
    void whoIsToBeInstalledAgainIs() throws IOException {
        HostRule again = new HostRule(
                match(MAC, null, null, null, null, Map.of()),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true));
        installed.add(MAC, Instant.EPOCH);
        assertThat(decisions(again).decide(CLIENT)).isInstanceOf(Install.class);
    }

    @Test
    void installedHostsOutliveACrashInTheMidstOfALine() throws IOException {
        installed.add(MAC, Instant.parse("2026-01-02T03:04:05Z"));
        installed.add(new MacAddress(1), Instant.EPOCH);
        assertThat(installed.forget(new MacAddress(1))).isTrue();
        installed.close();
        Path file = folder.resolve("installed");
        Files.writeString(file, "00:00:00:00:00:02 2026-01-02T03:0", StandardOpenOption.APPEND);

        installed = InstalledHosts.open(file);
        assertThat(installed.since(MAC)).contains(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(installed.since(new MacAddress(1))).isEmpty();
        assertThat(installed.since(new MacAddress(2))).isEmpty();
        assertThat(Files.readString(file)).isEqualTo("52:54:00:12:34:56 2026-01-02T03:04:05Z\n");
    }

    private HostDecisions decisions(HostRule... rules) {
        return new HostDecisions(
                new HostRules(
                        List.of(rules),
                        Map.of("default", USUAL, "kiosk", KIOSK),
                        Optional.of("default"),
                        rule(ANY, null, null, BootAction.WAIT)),
                Optional.empty(),
                installed);
    }

    private static BootClient client(@Nullable UUID uuid, @Nullable String serial, @Nullable String asset) {
        return new BootClient(
                MAC,
                Optional.ofNullable(uuid),
                Optional.ofNullable(serial),
                Optional.ofNullable(asset),
                Optional.of(ClientArchitecture.EFI_X64));
    }

    private static HostMatch match(
            @Nullable MacAddress mac,
            @Nullable UUID uuid,
            @Nullable String serial,
            @Nullable String asset,
            @Nullable ClientArchitecture architecture,
            Map<String, String> labels) {
        return new HostMatch(
                Optional.ofNullable(mac),
                Optional.ofNullable(uuid),
                Optional.ofNullable(serial),
                Optional.ofNullable(asset),
                Optional.ofNullable(architecture),
                labels);
    }

    private static HostRule rule(
            HostMatch match, @Nullable String site, @Nullable String profile, @Nullable BootAction action) {
        return new HostRule(
                match,
                Optional.empty(),
                Map.of(),
                Optional.ofNullable(site),
                Optional.ofNullable(profile),
                Optional.ofNullable(action),
                Optional.empty());
    }
}
