package dev.slipway.builder.oci.registry;

import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.registry.RegistryClient.Request;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A blob from some byte on, as one stream however often the connection breaks: the rest is asked for again (RFC
/// 9110, 14). Never gives more bytes than the descriptor tells.
final class ResumedBlob extends InputStream {

    /// A connection that brought so much counts as a good one, after which patience begins anew.
    private static final long PROGRESS_BYTES = 1 << 20;

    private static final Pattern CONTENT_RANGE =
            Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/(?:[0-9]{1,18}|\\*)");

    private final RegistryClient client;
    private final ImageName image;
    private final Descriptor blob;
    private long position;
    private long lastBreak;
    private int breaks;
    private @Nullable InputStream stream;

    ResumedBlob(RegistryClient client, ImageName image, Descriptor blob, long fromByte) {
        this.client = client;
        this.image = image;
        this.blob = blob;
        position = fromByte;
        lastBreak = fromByte;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position < blob.size()) {
            try {
                int count = opened().read(target, offset, (int) Math.min(length, blob.size() - position));
                if (count > 0) {
                    position += count;
                    return count;
                }
                throw new EOFException("the connection ended after %d of %d bytes".formatted(position, blob.size()));
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                countBreak(e);
            }
        }
        return -1;
    }

    private void countBreak(IOException failure) throws IOException {
        close();
        breaks = position - lastBreak >= PROGRESS_BYTES ? 1 : breaks + 1;
        lastBreak = position;
        if (breaks >= client.retries().attempts()) {
            throw RegistryProblems.unreachable(image, failure);
        }
        client.pause(client.retries().after(breaks));
    }

    private InputStream opened() throws IOException {
        InputStream open = stream;
        if (open == null) {
            // Without it, some servers compress what is compressed already, and count other bytes.
            Map<String, String> headers = position == 0
                    ? Map.of("Accept-Encoding", "identity")
                    : Map.of("Accept-Encoding", "identity", "Range", "bytes=%d-".formatted(position));
            open = client.ask(Request.get("blobs/" + blob.digest(), headers), this::body);
            stream = open;
        }
        return open;
    }

    private InputStream body(Answer answer) throws IOException {
        boolean taken = false;
        try {
            switch (answer.status()) {
                case 200 -> {
                    checkLength(answer, blob.size());
                    // A server need not know ranges: what is here already comes once more.
                    skip(answer.body(), position);
                }
                case 206 -> {
                    checkRange(answer);
                    checkLength(answer, blob.size() - position);
                }
                default -> throw RegistryProblems.refused(image, "blob " + blob.digest(), answer);
            }
            taken = true;
            return answer.body();
        } finally {
            if (!taken) {
                answer.close();
            }
        }
    }

    private void checkLength(Answer answer, long expected) {
        OptionalLong length = answer.headers().firstValueAsLong("Content-Length");
        if (length.isPresent() && length.getAsLong() != expected) {
            throw RegistryProblems.otherSize(
                    image, blob.digest(), blob.size(), Long.toString(length.getAsLong() + blob.size() - expected));
        }
    }

    private void checkRange(Answer answer) {
        String range = answer.header("Content-Range");
        Matcher parts = CONTENT_RANGE.matcher(range);
        if (!parts.matches() || Long.parseLong(parts.group(1)) != position) {
            throw RegistryProblems.otherSize(image, blob.digest(), blob.size(), "'" + range + "'");
        }
    }

    private static void skip(InputStream body, long count) throws IOException {
        byte[] chunk = new byte[1 << 16];
        long left = count;
        while (left > 0) {
            int read = body.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (read < 0) {
                throw new EOFException("the connection ended before byte %d".formatted(count));
            }
            left -= read;
        }
    }

    @Override
    public void close() throws IOException {
        InputStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }
}
