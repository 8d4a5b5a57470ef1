package dev.slipway.pxe.tftp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The transfers of this moment, by the ports of both ends. To be used by one thread.
final class TransferTable {

    private final int transfersMax;
    private final int perClientMax;
    private final Map<Long, Transfer> byEnds = new HashMap<>();
    private final Map<Transfer, List<Long>> endsOf = new HashMap<>();
    private final Map<Integer, Integer> countByAddress = new HashMap<>();

    TransferTable(int transfersMax, int perClientMax) {
        this.transfersMax = transfersMax;
        this.perClientMax = perClientMax;
    }

    /// What tells two transfers apart: our socket, the client's address, and its port.
    static long ends(int socketIndex, int address, int port) {
        return ((long) socketIndex << 48) | ((address & 0xffff_ffffL) << 16) | port;
    }

    @Nullable
    Transfer find(long ends) {
        return byEnds.get(ends);
    }

    /// Whether one more is allowed for that client.
    boolean hasRoomFor(int address) {
        return endsOf.size() < transfersMax && countByAddress.getOrDefault(address, 0) < perClientMax;
    }

    /// @param request where the request came in
    /// @param data where the transfer takes place: the same in single-port mode
    void add(Transfer transfer, long request, long data) {
        List<Long> keys = new ArrayList<>(List.of(data));
        if (request != data) {
            keys.add(request);
        }
        keys.forEach(key -> byEnds.put(key, transfer));
        endsOf.put(transfer, keys);
        countByAddress.merge(transfer.route().address(), 1, Integer::sum);
    }

    void remove(Transfer transfer) {
        List<Long> keys = endsOf.remove(transfer);
        if (keys != null) {
            keys.forEach(byEnds::remove);
            countByAddress.computeIfPresent(
                    transfer.route().address(), (address, count) -> count == 1 ? null : count - 1);
        }
    }

    /// All of them, as they are now.
    Collection<Transfer> all() {
        return List.copyOf(endsOf.keySet());
    }

    int size() {
        return endsOf.size();
    }

    boolean isEmpty() {
        return endsOf.isEmpty();
    }
}
