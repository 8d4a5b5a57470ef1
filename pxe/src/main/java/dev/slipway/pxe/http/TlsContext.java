package dev.slipway.pxe.http;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.FileIdentity;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;

/// The server's certificate, read again when its files change: a new one that cannot be used leaves the old one in
/// force, and is told of. Safe for use by several threads.
final class TlsContext {

    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final TlsFiles files;
    private final Notices notices;
    private final AtomicLong looked = new AtomicLong(System.nanoTime());
    private volatile Loaded loaded;

    private TlsContext(TlsFiles files, Notices notices, Loaded loaded) {
        this.files = files;
        this.notices = notices;
        this.loaded = loaded;
    }

    private record Loaded(List<FileIdentity> identities, SslContext context) {}

    /// @throws ProblemException where they cannot be used
    static TlsContext open(TlsFiles files, Notices notices) {
        return new TlsContext(files, notices, load(files));
    }

    /// What new connections use.
    SslContext current() {
        long now = System.nanoTime();
        long before = looked.get();
        if (now - before >= LOOK_NANOS && looked.compareAndSet(before, now)) {
            look();
        }
        return loaded.context;
    }

    private void look() {
        try {
            if (!identities(files).equals(loaded.identities)) {
                loaded = load(files);
            }
        } catch (IOException e) {
            notices.tell(unusable(files, e).problem());
        } catch (ProblemException e) {
            notices.tell(e.problem());
        }
    }

    private static Loaded load(TlsFiles files) {
        try {
            List<FileIdentity> identities = identities(files);
            SslContext context = SslContextBuilder.forServer(
                            files.certificates().toFile(), files.key().toFile())
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
            return new Loaded(identities, context);
        } catch (SSLException | IllegalArgumentException e) {
            throw unusable(files, e);
        } catch (IOException e) {
            throw unusable(files, e);
        }
    }

    private static List<FileIdentity> identities(TlsFiles files) throws IOException {
        return List.of(FileIdentity.of(files.certificates()), FileIdentity.of(files.key()));
    }

    private static ProblemException unusable(TlsFiles files, Exception cause) {
        Throwable reason = cause.getCause() == null ? cause : cause.getCause();
        return Problem.input("http.tls", "the certificate of the HTTPS server cannot be used")
                .at("%s, %s".formatted(files.certificates(), files.key()))
                .because(String.valueOf(reason.getMessage()))
                .fix("give a certificate in PEM, and its key as PKCS #8 without a password:"
                        + " openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW")
                .exception(cause);
    }
}
