import dev.slipway.image.Image;
import dev.slipway.pxe.publish.PublishedFile;
import dev.slipway.pxe.tftp.TftpOptions;
import dev.slipway.pxe.tftp.TftpServer;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TraceSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Serves one file by TFTP at port 69, until its standard input ends: `TftpServe NAME FILE`.
final class TftpServe {

    public static void main(String[] arguments) throws IOException {
        PublishedFile file = new PublishedFile(arguments[0], Image.ofFile(Path.of(arguments[1])), Step.LOADER_SENT);
        TftpOptions options = TftpOptions.usual().withBounds(2048, 2048, 64 << 20);
        try (TftpServer server = TftpServer.open(
                options,
                (name, client) -> name.equals(arguments[0]) ? Optional.of(file) : Optional.empty(),
                TraceSink.NONE,
                line -> {})) {
            System.out.println("serving at port " + server.port());
            while (System.in.read() >= 0) {
                // Whoever started it closes its input.
            }
            System.out.printf(
                    "%d transfers, %d failed, %d retransmissions, %d stray, %d dropped%n",
                    server.counters().completed(),
                    server.counters().failed(),
                    server.counters().retransmissions(),
                    server.counters().stray(),
                    server.counters().dropped());
        }
    }
}
