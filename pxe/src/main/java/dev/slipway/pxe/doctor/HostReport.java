package dev.slipway.pxe.doctor;

import dev.slipway.pxe.doctor.Diagnosis.Kind;
import dev.slipway.pxe.trace.HostTrace;
import java.util.List;

/// What the doctor says of one machine.
///
/// @param trace what was seen of it
/// @param diagnoses the surest first; empty where it is under way
public record HostReport(HostTrace trace, List<Diagnosis> diagnoses) {

    public HostReport {
        diagnoses = List.copyOf(diagnoses);
    }

    /// Whether somebody has to do something.
    public boolean isTrouble() {
        return diagnoses.stream().anyMatch(diagnosis -> diagnosis.kind() == Kind.TROUBLE);
    }
}
