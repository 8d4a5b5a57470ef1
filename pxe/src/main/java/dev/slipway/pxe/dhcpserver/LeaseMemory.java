package dev.slipway.pxe.dhcpserver;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.pxe.lease.Lease;
import dev.slipway.pxe.lease.LeaseJournal;
import dev.slipway.pxe.lease.LeaseTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// The leases that a batch of messages changed, on their way into the journal. Used by the thread of the loop alone.
final class LeaseMemory {

    final LongAdder failures = new LongAdder();

    private final LeaseTable table;
    private final Optional<LeaseJournal> journal;
    private final List<Lease> changed = new ArrayList<>();

    /// @param journal where leases are written; empty where none are given
    LeaseMemory(LeaseTable table, Optional<LeaseJournal> journal) {
        this.table = table;
        this.journal = journal;
    }

    void changed(Lease lease) {
        changed.add(lease);
    }

    /// Writes what changed since the last time, and tells whether that worked.
    boolean remember() {
        if (journal.isEmpty() || changed.isEmpty()) {
            changed.clear();
            return true;
        }
        LeaseJournal into = journal.get();
        try {
            for (Lease lease : changed) {
                into.append(lease);
            }
            into.commit();
            if (into.wantsCompaction(table.size())) {
                into.compact(table.leases());
            }
            return true;
        } catch (IOException e) {
            failures.increment();
            if (failures.sum() == 1) {
                System.getLogger(DhcpServer.class.getName())
                        .log(System.Logger.Level.ERROR, "leases cannot be written: {0}", Diagnosis.reason(e));
            }
            return false;
        } finally {
            changed.clear();
        }
    }
}
