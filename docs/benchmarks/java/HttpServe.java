import dev.slipway.image.Image;
import dev.slipway.pxe.http.HttpAnswer;
import dev.slipway.pxe.http.HttpBody;
import dev.slipway.pxe.http.HttpLimits;
import dev.slipway.pxe.http.HttpOptions;
import dev.slipway.pxe.http.HttpServer;
import dev.slipway.pxe.trace.TraceSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Serves a file by HTTP, composed as a site's image is: some of its bytes are others. Until its standard input ends:
/// `HttpServe ADDRESS PORT FILE`.
final class HttpServe {

    private static final int OWN_BYTES = 64 << 10;

    public static void main(String[] arguments) throws IOException {
        Image shared = Image.ofFile(Path.of(arguments[2]));
        byte[] own = new byte[OWN_BYTES];
        new Random(5).nextBytes(own);
        Image image = shared.overlay(shared.size() - (1 << 20), Image.ofBytes(own));
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.ofLiteral(arguments[0]), Integer.parseInt(arguments[1]));
        try (HttpServer server = HttpServer.open(
                new HttpOptions(List.of(address), Optional.empty(), HttpLimits.USUAL),
                asked -> HttpAnswer.of(HttpBody.Content.of(image, "application/vnd.efi-iso")),
                TraceSink.NONE,
                problem -> System.err.println(problem))) {
            while (System.in.read() >= 0) {
                // Whoever started it closes its input.
            }
        }
    }
}
