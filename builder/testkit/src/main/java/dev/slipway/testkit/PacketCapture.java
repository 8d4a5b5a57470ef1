package dev.slipway.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// All that an interface of a network carries, written to a pcap file by tcpdump(8) until it is closed. The file
/// outlives the test, for whoever looks into its failure.
public final class PacketCapture implements AutoCloseable {

    private static final int ENDS_WITHIN_SECONDS = 10;

    private final Process tcpdump;

    private PacketCapture(Process tcpdump) {
        this.tcpdump = tcpdump;
    }

    /// Begins; what is sent from now on is in the file. Large transfers are left out behind their headers.
    public static PacketCapture start(NetworkNamespace network, String of, Path pcap) throws IOException {
        Process tcpdump = new ProcessBuilder(network.command(
                        List.of("tcpdump", "-i", of, "-U", "-n", "-s", "600", "-Z", "root", "-w", pcap.toString())))
                .redirectErrorStream(true)
                .start();
        BufferedReader said = tcpdump.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains("listening on")) {
                return new PacketCapture(tcpdump);
            }
        }
        throw new AssertionError("tcpdump does not listen on " + of);
    }

    /// Ends; the file is whole.
    @Override
    public void close() {
        tcpdump.destroy();
        try {
            if (!tcpdump.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                tcpdump.destroyForcibly();
            }
        } catch (InterruptedException e) {
            tcpdump.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
