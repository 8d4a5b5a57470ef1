package dev.slipway.image.tar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What extended headers told that belongs to the entry behind them.
final class TarExtras {

    @Nullable
    String longName;

    @Nullable
    String longLink;

    PaxRecords pax = PaxRecords.NONE;
    private PaxRecords global = PaxRecords.NONE;

    /// Records for all entries that follow. Extended attributes are left out: no writer puts them there, and they
    /// would be multiplied.
    void addGlobal(PaxRecords records) {
        Map<String, PaxRecords.PaxRecord> kept = new LinkedHashMap<>();
        for (PaxRecords.PaxRecord record : global.then(records).records()) {
            switch (record.keyword()) {
                case "uid", "gid", "mtime" -> kept.put(record.keyword(), record);
                default -> {}
            }
        }
        global = new PaxRecords(List.copyOf(kept.values()), records.offset());
    }

    /// The records that hold for the next entry.
    PaxRecords effective() {
        return global.then(pax);
    }

    boolean areLeft() {
        return longName != null || longLink != null || !pax.records().isEmpty();
    }

    void clear() {
        longName = null;
        longLink = null;
        pax = PaxRecords.NONE;
    }
}
