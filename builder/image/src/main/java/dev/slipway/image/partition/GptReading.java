package dev.slipway.image.partition;

import java.util.List;

/// What [GptReader] made of a disk.
///
/// @param table the table, from the copy that can be trusted
/// @param copy which copy that is
/// @param findings what is wrong, in the order of the rules; empty where nothing is
public record GptReading(GptTable table, Copy copy, List<GptFinding> findings) {

    public GptReading {
        findings = List.copyOf(findings);
    }

    /// The two copies of the table.
    public enum Copy {
        PRIMARY,
        BACKUP
    }
}
