package dev.slipway.pxe.lease;

import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32;

/// A line of the journal: state, address, network, card, client identifier, end, checksum of what stands before.
/// Written for each change, so it does without formatters.
final class LeaseRecord {

    static final int BYTES_MAX = 256;
    private static final int FIELDS = 7;
    private static final String NONE = "-";

    private LeaseRecord() {}

    static byte[] encode(Lease lease) {
        String client = lease.client().clientId();
        String text = lease.state().letter()
                + " " + Ipv4.text(lease.address())
                + " " + Ipv4.text(lease.network())
                + " " + lease.mac()
                + " " + (client.isEmpty() ? NONE : client)
                + " " + lease.endsAt() + " ";
        return (text + checksum(text) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// The lease of a line without its end; empty where the line is damaged.
    static Optional<Lease> decode(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS
                || !checksum(line.substring(0, line.lastIndexOf(' ') + 1)).equals(fields[FIELDS - 1])) {
            return Optional.empty();
        }
        OptionalInt address = Ipv4.parse(fields[1]);
        OptionalInt network = Ipv4.parse(fields[2]);
        Optional<MacAddress> mac = MacAddress.parse(fields[3]);
        if (address.isEmpty() || network.isEmpty() || mac.isEmpty()) {
            return Optional.empty();
        }
        ClientKey client =
                fields[4].equals(NONE) ? new ClientKey(mac.get(), "") : new ClientKey(new MacAddress(0), fields[4]);
        for (LeaseState state : LeaseState.values()) {
            if (fields[0].equals(String.valueOf(state.letter()))) {
                return end(fields[5])
                        .map(ends -> new Lease(address.getAsInt(), mac.get(), client, network.getAsInt(), state, ends));
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> end(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(crc.getValue());
    }
}
