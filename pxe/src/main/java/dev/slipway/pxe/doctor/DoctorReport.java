package dev.slipway.pxe.doctor;

import java.util.List;

/// What the doctor says.
///
/// @param source what was looked at: a file or a server
/// @param hosts the machines, the one that was seen last first
/// @param remarks what else the reader should know
public record DoctorReport(String source, List<HostReport> hosts, List<String> remarks) {

    public DoctorReport {
        hosts = List.copyOf(hosts);
        remarks = List.copyOf(remarks);
    }

    /// Whether somebody has to do something.
    public boolean isTrouble() {
        return hosts.stream().anyMatch(HostReport::isTrouble);
    }
}
