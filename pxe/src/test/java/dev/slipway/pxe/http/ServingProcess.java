package dev.slipway.pxe.http;

import dev.slipway.image.Image;
import dev.slipway.pxe.trace.TraceSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Random;

/// A server in a process of its own: sends a file with other bytes in between, and tells its port in its
/// first line.
final class ServingProcess {

    private ServingProcess() {}

    static void main(String[] arguments) throws IOException {
        Image image = composed(Path.of(arguments[0]));
        HttpServer server = HttpServer.open(
                HttpOptions.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                asked -> HttpAnswer.of(HttpBody.Content.of(image, "application/octet-stream")),
                TraceSink.NONE,
                problem -> System.err.println(problem));
        System.out.println(server.addresses().getFirst().getPort());
        System.out.flush();
        // Ends with the process that reads from it.
        while (System.in.read() >= 0) {
            System.out.println(
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        server.close();
    }

    /// The file as a site's image is composed.
    static Image composed(Path file) throws IOException {
        byte[] own = new byte[300_000];
        new Random(5).nextBytes(own);
        return Image.ofFile(file).overlay(1_000_000, Image.concat(Image.ofBytes(own), Image.zeros(500_000)));
    }
}
