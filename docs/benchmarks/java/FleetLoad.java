import dev.slipway.pxe.dhcp.DhcpDecoder;
import dev.slipway.pxe.dhcp.DhcpEncoder;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpMessageType;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.host.Ipv4;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Machines that boot at once: each asks for an address as behind a relay agent, fetches its script, the kernel, and the
/// initial file system in ranges. Prints how many failed, the bytes, the seconds to the last one, and what one download
/// of the same size takes alone.
///
/// `FleetLoad SERVER OWN-ADDRESS MACHINES`
final class FleetLoad {

    private static final int RANGE_BYTES = 4 << 20;
    private static final int ATTEMPTS = 8;
    private static final int BUFFER_BYTES = 256 << 10;

    private final InetSocketAddress server;
    private final int own;
    private final DatagramChannel dhcp;
    private final Map<Integer, BlockingQueue<DhcpMessage>> waiting = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong addressed = new AtomicLong();

    private FleetLoad(InetSocketAddress server, int own, DatagramChannel dhcp) {
        this.server = server;
        this.own = own;
        this.dhcp = dhcp;
    }

    public static void main(String[] arguments) throws Exception {
        int own = Ipv4.of(arguments[1]);
        DatagramChannel dhcp = DatagramChannel.open().bind(new InetSocketAddress(Ipv4.toInetAddress(own), 67));
        dhcp.setOption(java.net.StandardSocketOptions.SO_RCVBUF, 8 << 20);
        FleetLoad load = new FleetLoad(new InetSocketAddress(InetAddress.ofLiteral(arguments[0]), 67), own, dhcp);
        Thread.ofPlatform().daemon().start(load::listen);
        load.boot(1_000_000, true);
        long before = System.nanoTime();
        long size = load.boot(1_000_001, true);
        double alone = (System.nanoTime() - before) / 1e9;
        load.bytes.reset();
        int machines = Integer.parseInt(arguments[2]);
        CountDownLatch done = new CountDownLatch(machines);
        long start = System.nanoTime();
        load.addressed.set(start);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < machines; i++) {
                int number = i;
                threads.execute(() -> {
                    try {
                        load.boot(number, false);
                    } catch (Exception e) {
                        if (load.failed.getAndIncrement() < 5) {
                            System.err.println("machine " + number + ": " + e);
                        }
                    } finally {
                        done.countDown();
                    }
                });
            }
            done.await();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d machines, %d failed, %.1f GB, %.2f s, %.0f MB/s; all had addresses after %.2f s;"
                        + " one alone: %.0f MB in %.3f s, %.0f MB/s%n",
                machines,
                load.failed.get(),
                load.bytes.sum() / 1e9,
                seconds,
                load.bytes.sum() / 1e6 / seconds,
                (load.addressed.get() - start) / 1e9,
                size / 1e6,
                alone,
                size / 1e6 / alone);
        System.exit(load.failed.get() == 0 ? 0 : 1);
    }

    private void listen() {
        ByteBuffer buffer = ByteBuffer.allocate(2048);
        try {
            while (true) {
                buffer.clear();
                dhcp.receive(buffer);
                buffer.flip();
                DhcpMessage message = DhcpDecoder.decode(buffer);
                Optional.ofNullable(waiting.get(message.xid())).ifPresent(queue -> queue.add(message));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Boots one machine.
    ///
    /// @return the bytes that it fetched
    private long boot(int number, boolean alone) throws Exception {
        int xid = 0x51000000 + number;
        BlockingQueue<DhcpMessage> answers = new LinkedBlockingQueue<>();
        waiting.put(xid, answers);
        try {
            DhcpMessage offer = ask(message(number, xid, DhcpMessageType.DISCOVER, 0, 0), DhcpMessageType.OFFER, answers);
            DhcpMessage lease = ask(
                    message(
                            number,
                            xid,
                            DhcpMessageType.REQUEST,
                            offer.yiaddr(),
                            offer.options().address(DhcpOption.SERVER_ID)),
                    DhcpMessageType.ACK,
                    answers);
            addressed.accumulateAndGet(System.nanoTime(), Math::max);
            String url = lease.file().isEmpty()
                    ? lease.options().text(DhcpOption.BOOT_FILE_NAME).orElseThrow()
                    : lease.file();
            return files(url.replaceAll("[?].*", ""));
        } finally {
            waiting.remove(xid);
        }
    }

    private DhcpMessage ask(DhcpMessage question, DhcpMessageType wanted, BlockingQueue<DhcpMessage> answers)
            throws Exception {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ByteBuffer bytes = ByteBuffer.allocate(1500);
            bytes.limit(DhcpEncoder.encode(question, bytes, 1500)).position(0);
            dhcp.send(bytes, server);
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.min(4, 1L << attempt));
            for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                DhcpMessage answer = answers.poll(left, TimeUnit.NANOSECONDS);
                if (answer != null && answer.type().equals(Optional.of(wanted))) {
                    return answer;
                }
            }
        }
        throw new IOException("no " + wanted);
    }

    private DhcpMessage message(int number, int xid, DhcpMessageType type, int address, int serverId) {
        DhcpOptions.Builder options = DhcpOptions.builder()
                .addByte(DhcpOption.MESSAGE_TYPE, type.code())
                .addText(DhcpOption.VENDOR_CLASS, "PXEClient:Arch:00007:UNDI:003016")
                .addShort(DhcpOption.CLIENT_ARCHITECTURE, 7)
                .addText(DhcpOption.USER_CLASS, "iPXE")
                .add(DhcpOption.PARAMETER_REQUEST_LIST, (byte) 1, (byte) 3, (byte) 66, (byte) 67);
        if (address != 0) {
            options.addInteger(DhcpOption.REQUESTED_ADDRESS, address).addInteger(DhcpOption.SERVER_ID, serverId);
        }
        long mac = 0x5254_0100_0000L + number;
        return new DhcpMessage(
                DhcpMessage.BOOT_REQUEST, 1, 6, 1, xid, 0, 0, 0, 0, 0, own, mac << 16, 0, "", "", options.build());
    }

    /// Fetches what the script at that URL names.
    private long files(String url) throws IOException {
        URI script = URI.create(url);
        try (SocketChannel channel = SocketChannel.open(
                new InetSocketAddress(InetAddress.ofLiteral(script.getHost()), script.getPort() < 0 ? 80 : script.getPort()))) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
            String text = text(channel, script, buffer);
            List<URI> found = new ArrayList<>();
            for (String line : text.split("\n", -1)) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("kernel") || words[0].equals("initrd")) {
                    found.add(URI.create(words[3]));
                }
            }
            if (found.size() != 2) {
                throw new IOException("the script names no kernel: " + text);
            }
            long size = fetch(channel, found.get(0), "", buffer);
            long at = 0;
            long part;
            do {
                part = fetch(channel, found.get(1), "Range: bytes=%d-%d\r\n".formatted(at, at + RANGE_BYTES - 1), buffer);
                at += part;
            } while (part == RANGE_BYTES);
            bytes.add(size + at);
            return size + at;
        }
    }

    private static void request(SocketChannel channel, URI url, String headers) throws IOException {
        String text = "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n".formatted(url.getPath(), url.getAuthority(), headers);
        ByteBuffer out = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    private static String text(SocketChannel channel, URI url, ByteBuffer buffer) throws IOException {
        request(channel, url, "");
        long length = head(channel, buffer);
        byte[] bytes = new byte[(int) length];
        int at = 0;
        while (at < length) {
            if (!buffer.hasRemaining()) {
                more(channel, buffer);
            }
            int count = (int) Math.min(buffer.remaining(), length - at);
            buffer.get(bytes, at, count);
            at += count;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long fetch(SocketChannel channel, URI url, String headers, ByteBuffer buffer) throws IOException {
        request(channel, url, headers);
        long length = head(channel, buffer);
        for (long left = length; left > 0; ) {
            if (!buffer.hasRemaining()) {
                more(channel, buffer);
            }
            int count = (int) Math.min(buffer.remaining(), left);
            buffer.position(buffer.position() + count);
            left -= count;
        }
        return length;
    }

    private static void more(SocketChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new EOFException("the server closed the connection");
        }
        buffer.flip();
    }

    /// Reads the head of an answer, and gives the length of what follows.
    private static long head(SocketChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear().flip();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            if (!buffer.hasRemaining()) {
                more(channel, buffer);
            }
            head.append((char) buffer.get());
        }
        if (!head.toString().startsWith("HTTP/1.1 20")) {
            throw new IOException(head.substring(0, head.indexOf("\r\n")));
        }
        for (String line : head.toString().split("\r\n", -1)) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                return Long.parseLong(line.substring("content-length:".length()).strip());
            }
        }
        throw new IOException("no length");
    }
}
