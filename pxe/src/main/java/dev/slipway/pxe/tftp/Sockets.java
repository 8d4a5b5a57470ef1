package dev.slipway.pxe.tftp;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.socket.UdpOptions;
import dev.slipway.pxe.socket.UdpSocket;
import dev.slipway.pxe.tftp.TftpOptions.Listener;
import dev.slipway.pxe.tftp.TftpOptions.PortRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sockets of a server: those that listen come first, and behind them those that files are sent from, where these
/// are others.
final class Sockets implements AutoCloseable {

    private static final int BUFFER_BYTES = 4 << 20;

    private final List<UdpSocket> all;
    /// For each listener the sockets that its files are sent from, by index.
    private final List<List<Integer>> data;

    private int turn;

    private Sockets(List<UdpSocket> all, List<List<Integer>> data) {
        this.all = all;
        this.data = data;
    }

    static Sockets open(TftpOptions options) {
        List<UdpSocket> all = new ArrayList<>();
        List<List<Integer>> data = new ArrayList<>();
        try {
            for (Listener listener : options.listeners()) {
                all.add(open(listener, options.port()));
            }
            for (int i = 0; i < options.listeners().size(); i++) {
                data.add(
                        options.dataPorts().isEmpty()
                                ? List.of(i)
                                : openRange(
                                        options.listeners().get(i),
                                        options.dataPorts().get(),
                                        all));
            }
            return new Sockets(all, data);
        } catch (RuntimeException e) {
            all.forEach(UdpSocket::close);
            throw e;
        }
    }

    private static UdpSocket open(Listener listener, int port) {
        return UdpSocket.open(new UdpOptions(
                listener.address(),
                port,
                listener.device(),
                false,
                BUFFER_BYTES,
                listener.device().isPresent()));
    }

    /// Opens as many ports of a range as are free, up to a bound.
    private static List<Integer> openRange(Listener listener, PortRange range, List<UdpSocket> all) {
        List<Integer> opened = new ArrayList<>();
        @Nullable ProblemException failure = null;
        for (int port = range.first(); port <= range.last() && opened.size() < TftpOptions.DATA_PORTS_MAX; port++) {
            try {
                all.add(open(listener, port));
                opened.add(all.size() - 1);
            } catch (ProblemException e) {
                failure = e;
            }
        }
        if (opened.isEmpty() && failure != null) {
            throw failure;
        }
        return opened;
    }

    int count() {
        return all.size();
    }

    UdpSocket get(int index) {
        return all.get(index);
    }

    boolean isListener(int index) {
        return index < data.size();
    }

    /// The socket that the next file is sent from which that listener was asked for.
    int nextData(int listener) {
        List<Integer> choice = data.get(listener);
        turn = (turn + 1) % choice.size();
        return choice.get(turn);
    }

    int listenerPort() {
        return all.getFirst().localPort();
    }

    @Override
    public void close() {
        all.forEach(UdpSocket::close);
    }
}
