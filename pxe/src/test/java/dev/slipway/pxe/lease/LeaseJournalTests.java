package dev.slipway.pxe.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseJournalTests {

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("leases");
    }

    private static Lease lease(int number, LeaseState state, long endsAt) {
        MacAddress mac = new MacAddress(0x5254_0000_0000L + number);
        byte[] id = {0, 1, 2, (byte) number};
        ClientKey key = number % 2 == 0 ? new ClientKey(mac, "") : ClientKey.of(mac, id);
        return new Lease(Ipv4.of("10.7.0.0") + number, mac, key, Ipv4.of("10.7.0.0"), state, endsAt);
    }

    private void write(Lease... leases) throws IOException {
        try (LeaseJournal journal = LeaseJournal.open(file, true)) {
            for (Lease lease : leases) {
                journal.append(lease);
            }
            journal.commit();
        }
    }

    @Test
    void openFindsTheLatestOfEachAddress() throws IOException {
        write(lease(1, LeaseState.BOUND, 10), lease(2, LeaseState.BOUND, 10), lease(1, LeaseState.RELEASED, 20));
        write(lease(3, LeaseState.DECLINED, 30));
        assertThat(LeaseFile.read(file).leases())
                .containsExactly(
                        lease(2, LeaseState.BOUND, 10),
                        lease(1, LeaseState.RELEASED, 20),
                        lease(3, LeaseState.DECLINED, 30));
    }

    @Test
    void commitBringsEverythingToTheFileAtOnce() throws IOException {
        try (LeaseJournal journal = LeaseJournal.open(file, false)) {
            journal.append(lease(1, LeaseState.BOUND, 10));
            assertThat(LeaseFile.read(file).leases()).isEmpty();
            journal.commit();
            assertThat(LeaseFile.read(file).leases()).hasSize(1);
        }
    }

    @Test
    void openAfterDeathAtAnyByteKeepsAllWholeRecords() throws IOException {
        write(lease(1, LeaseState.BOUND, 10), lease(2, LeaseState.BOUND, 10));
        byte[] all = Files.readAllBytes(file);
        int second = new String(all, 0, all.length - 1, StandardCharsets.US_ASCII).lastIndexOf('\n');
        for (int length = 0; length <= all.length; length++) {
            Files.write(file, Arrays.copyOf(all, length));
            List<Lease> expected = new ArrayList<>();
            if (length > second) {
                expected.add(lease(1, LeaseState.BOUND, 10));
            }
            if (length == all.length) {
                expected.add(lease(2, LeaseState.BOUND, 10));
            }
            write(lease(3, LeaseState.BOUND, 30));
            expected.add(lease(3, LeaseState.BOUND, 30));
            assertThat(LeaseFile.read(file).leases()).as("cut at %d", length).isEqualTo(expected);
        }
    }

    @Test
    void openWhenTheMiddleIsDamagedRefusesAndNamesThePlace() throws IOException {
        write(lease(1, LeaseState.BOUND, 10), lease(2, LeaseState.BOUND, 10));
        byte[] bytes = Files.readAllBytes(file);
        bytes[20] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> LeaseJournal.open(file, true)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("pxe.leases-damaged");
            assertThat(e.problem().where()).contains(file + ", byte 17");
        });
        Files.writeString(file, "something else\n");
        assertThatThrownBy(() -> LeaseJournal.open(file, true)).isInstanceOf(ProblemException.class);
    }

    @Test
    void openTwiceIsRefused() throws IOException {
        try (LeaseJournal journal = LeaseJournal.open(file, true)) {
            assertThat(journal.found()).isEmpty();
            assertThatThrownBy(() -> LeaseJournal.open(file, true))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("pxe.leases-in-use"));
        }
        LeaseJournal.open(file, true).close();
    }

    @Test
    void openWhereNothingCanBeWrittenSaysSo() {
        assertThatThrownBy(() -> LeaseJournal.open(directory.resolve("missing/leases"), true))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("pxe.leases-denied"));
    }

    @Test
    void compactLeavesOnlyWhatIsLiveAndGoesOn() throws IOException {
        try (LeaseJournal journal = LeaseJournal.open(file, false)) {
            for (int i = 0; i < 30_000; i++) {
                journal.append(lease(i % 5, LeaseState.BOUND, i));
            }
            journal.commit();
            long before = Files.size(file);
            assertThat(journal.wantsCompaction(5)).isTrue();
            assertThat(journal.wantsCompaction(10_000)).isFalse();
            journal.compact(LeaseFile.read(file).leases());
            assertThat(Files.size(file)).isLessThan(before / 1000);
            assertThat(journal.wantsCompaction(5)).isFalse();
            journal.append(lease(9, LeaseState.BOUND, 1));
        }
        assertThat(LeaseFile.read(file).leases()).hasSize(6).contains(lease(4, LeaseState.BOUND, 29_999));
    }

    @Test
    void clientIsItsCardUnlessItsIdentifierSaysSomethingElse() {
        MacAddress mac = MacAddress.parse("52:54:00:12:34:56").orElseThrow();
        byte[] card = {1, 0x52, 0x54, 0, 0x12, 0x34, 0x56};
        byte[] other = {1, 0x52, 0x54, 0, 0x12, 0x34, 0x57};
        assertThat(ClientKey.of(mac, card)).isEqualTo(new ClientKey(mac, ""));
        assertThat(ClientKey.of(mac, new byte[0])).isEqualTo(new ClientKey(mac, ""));
        assertThat(ClientKey.of(mac, other).clientId()).isEqualTo("01525400123457");
    }
}
