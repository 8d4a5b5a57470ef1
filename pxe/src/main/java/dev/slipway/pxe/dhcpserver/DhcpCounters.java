package dev.slipway.pxe.dhcpserver;

/// What was done so far.
///
/// @param received datagrams that came
/// @param malformed those of them that were no DHCP messages of clients
/// @param sent answers
/// @param failures messages that we could not answer by our own fault
/// @param journalFailures batches of answers that were held back because their leases could not be written
public record DhcpCounters(long received, long malformed, long sent, long failures, long journalFailures) {}
