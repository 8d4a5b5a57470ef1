import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.slipway.pxe.socket.Datagrams;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.socket.Poller;
import dev.slipway.pxe.socket.UdpOptions;
import dev.slipway.pxe.socket.UdpSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/// Clients that fetch one file by TFTP at the same time, the same for every server. Prints the seconds that it took, and
/// fails where one of them got something else than what is in the file.
///
/// `TftpLoad ADDRESS PORT NAME FILE CLIENTS WINDOW BLOCKSIZE`; a window of 0 does not ask for one.
final class TftpLoad {

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long RESEND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long DEADLINE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final int address;
    private final int port;
    private final byte[] request;
    private final Datagrams received;
    private final Datagrams answer = new Datagrams(1, 600);
    private long now = System.nanoTime();

    private TftpLoad(int address, int port, byte[] request, int blockSize) {
        this.address = address;
        this.port = port;
        this.request = request;
        received = new Datagrams(64, blockSize + 4);
    }

    private final class Client {
        private final UdpSocket socket = UdpSocket.open(UdpOptions.of(Ipv4.ANY, 0));
        private final CRC32C sum = new CRC32C();
        private long bytes;
        private long last;
        private int window = 1;
        private int blockSize = 512;
        private int sinceAnswer;
        private boolean behind;
        private boolean done;
        private int serverPort;
        private long heardAt = now;

        void ask() {
            MemorySegment.copy(request, 0, answer.payload(0), JAVA_BYTE, 0, request.length);
            answer.length(0, request.length);
            answer.remote(0, address, port);
            socket.send(answer, 1);
        }

        void acknowledge() {
            answer.payload(0).set(SHORT, 0, (short) 4);
            answer.payload(0).set(SHORT, 2, (short) last);
            answer.length(0, 4);
            answer.remote(0, address, serverPort);
            socket.send(answer, 1);
            sinceAnswer = 0;
        }

        boolean receive() {
            int count = socket.receive(received);
            for (int slot = 0; slot < count && !done; slot++) {
                heardAt = now;
                serverPort = received.remotePort(slot);
                take(received.payload(slot), received.length(slot));
            }
            return count > 0;
        }

        private void take(MemorySegment packet, int length) {
            int opcode = packet.get(SHORT, 0);
            if (opcode == 6) {
                agree(new String(packet.asSlice(2, length - 2).toArray(JAVA_BYTE), StandardCharsets.US_ASCII));
                acknowledge();
            } else if (opcode != 3) {
                throw new IllegalStateException("the server sent operation " + opcode);
            } else if ((packet.get(SHORT, 2) & 0xffff) == ((last + 1) & 0xffff)) {
                last++;
                sum.update(packet.asSlice(4, length - 4).asByteBuffer());
                bytes += length - 4;
                behind = false;
                done = length - 4 < blockSize;
                if (++sinceAnswer == window || done) {
                    acknowledge();
                }
            } else if (!behind) {
                behind = true;
                acknowledge();
            }
        }

        private void agree(String options) {
            String[] words = options.split("\0", -1);
            for (int i = 0; i + 1 < words.length; i += 2) {
                switch (words[i]) {
                    case "blksize" -> blockSize = Integer.parseInt(words[i + 1]);
                    case "windowsize" -> window = Integer.parseInt(words[i + 1]);
                    default -> {}
                }
            }
        }

        void resendWhereSilent() {
            if (!done && now - heardAt > RESEND_NANOS) {
                heardAt = now;
                if (serverPort == 0) {
                    ask();
                } else {
                    acknowledge();
                }
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        int clients = Integer.parseInt(arguments[4]);
        int window = Integer.parseInt(arguments[5]);
        int blockSize = Integer.parseInt(arguments[6]);
        String options = "\0octet\0blksize\0" + blockSize + "\0" + (window == 0 ? "" : "windowsize\0" + window + "\0");
        byte[] request = ("\0\1" + arguments[2] + options).getBytes(StandardCharsets.US_ASCII);
        int address = Ipv4.of((Inet4Address) InetAddress.getByName(arguments[0]));
        long expected = sum(Path.of(arguments[3]));
        TftpLoad load = new TftpLoad(address, Integer.parseInt(arguments[1]), request, blockSize);
        System.out.printf("%.3f%n", load.run(clients, expected) / 1e9);
    }

    private long run(int count, long expected) {
        long start = System.nanoTime();
        List<Client> clients = new ArrayList<>();
        try (Poller poller = Poller.open()) {
            for (int i = 0; i < count; i++) {
                Client client = new Client();
                poller.watch(client.socket.descriptor(), i);
                clients.add(client);
            }
            clients.forEach(Client::ask);
            fetch(poller, clients, start + DEADLINE_NANOS);
        }
        long end = System.nanoTime();
        for (Client client : clients) {
            if (client.sum.getValue() != expected) {
                throw new IllegalStateException("a client got something else, of " + client.bytes + " bytes");
            }
        }
        return end - start;
    }

    private void fetch(Poller poller, List<Client> clients, long deadline) {
        long[] tokens = new long[63];
        int open = clients.size();
        long checkedAt = now;
        while (open > 0) {
            now = System.nanoTime();
            int ready = poller.await(100_000_000, tokens);
            for (int i = 0; i < ready; i++) {
                Client client = clients.get((int) tokens[i]);
                boolean before = client.done;
                client.receive();
                open -= !before && client.done ? 1 : 0;
            }
            if (now - checkedAt > 100_000_000) {
                checkedAt = now;
                clients.forEach(Client::resendWhereSilent);
            }
            if (now > deadline) {
                throw new IllegalStateException(open + " clients are not done in time");
            }
        }
    }

    private static long sum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        try (FileChannel channel = FileChannel.open(file)) {
            sum.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
        return sum.getValue();
    }
}
