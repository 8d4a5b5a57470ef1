package dev.slipway.pxe.http;

import dev.slipway.image.Image;
import dev.slipway.image.ImageTransfer;
import dev.slipway.image.SharedFiles;
import dev.slipway.pxe.http.HttpAsked.Method;
import dev.slipway.pxe.http.HttpBody.Content;
import dev.slipway.pxe.http.HttpBody.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes of what a handler says what HTTP says: ranges, validators, lengths, errors.
///
/// @param files where images are opened
record AnswerPlanner(SharedFiles files) {

    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String PROBLEM = "application/problem+json";

    /// @throws IOException where the content cannot be opened
    PlannedAnswer plan(HttpAsked asked, HttpAnswer answer) throws IOException {
        return switch (answer.body()) {
            case Failure failure -> failure(asked, answer, failure);
            case Content content -> content(asked, answer, content);
        };
    }

    private PlannedAnswer failure(HttpAsked asked, HttpAnswer answer, Failure failure) throws IOException {
        boolean problem =
                asked.header("accept").filter(types -> types.contains(PROBLEM)).isPresent();
        String line = failure.line();
        String text =
                problem ? "{\"status\":%d,\"title\":\"%s\"}\n".formatted(answer.status(), escaped(line)) : line + "\n";
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        headers.put("Content-Type", problem ? PROBLEM : PLAIN);
        return sent(asked, answer, headers, Image.ofBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String escaped(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char next = line.charAt(i);
            if (next == '"' || next == '\\') {
                text.append('\\').append(next);
            } else if (next < ' ') {
                text.append("\\u%04x".formatted((int) next));
            } else {
                text.append(next);
            }
        }
        return text.toString();
    }

    private PlannedAnswer content(HttpAsked asked, HttpAnswer answer, Content content) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        content.etag().ifPresent(etag -> headers.put("ETag", Preconditions.quoted(etag)));
        content.modified().ifPresent(time -> headers.put("Last-Modified", HttpDate.of(time)));
        if (answer.status() != 200 || asked.method() == Method.POST) {
            headers.put("Content-Type", content.mediaType());
            return sent(asked, answer, headers, content.image());
        }
        Preconditions preconditions = new Preconditions(asked, content.etag(), content.modified());
        return switch (preconditions.evaluate()) {
            case NOT_MODIFIED -> new PlannedAnswer(304, headers, Optional.empty(), 0, 0, Optional.empty());
            case FAILED -> plan(asked, HttpAnswer.failure(412, "it is not what you have begun with"));
            case SEND -> range(asked, answer, content, headers, preconditions);
        };
    }

    private PlannedAnswer range(
            HttpAsked asked,
            HttpAnswer answer,
            Content content,
            Map<String, String> headers,
            Preconditions preconditions)
            throws IOException {
        long size = content.image().size();
        headers.put("Content-Type", content.mediaType());
        headers.put("Accept-Ranges", "bytes");
        ByteRange range = asked.method() == Method.GET && preconditions.rangeHolds()
                ? asked.header("range")
                        .map(header -> ByteRange.parse(header, size))
                        .orElse(new ByteRange.Whole())
                : new ByteRange.Whole();
        return switch (range) {
            case ByteRange.Whole ignored -> opened(asked, answer, 200, headers, content, 0, size);
            case ByteRange.Part(long from, long count) -> {
                headers.put("Content-Range", "bytes %d-%d/%d".formatted(from, from + count - 1, size));
                yield opened(asked, answer, 206, headers, content, from, count);
            }
            case ByteRange.Unsatisfiable ignored ->
                plan(
                        asked,
                        HttpAnswer.failure(416, "it has %d bytes".formatted(size))
                                .header("Content-Range", "bytes */" + size)
                                .header("Accept-Ranges", "bytes"));
        };
    }

    private PlannedAnswer opened(
            HttpAsked asked,
            HttpAnswer answer,
            int status,
            Map<String, String> headers,
            Content content,
            long from,
            long count)
            throws IOException {
        headers.put("Content-Length", Long.toString(count));
        long size = content.image().size();
        if (asked.method() == Method.HEAD) {
            return new PlannedAnswer(status, headers, Optional.empty(), from, size, Optional.empty());
        }
        ImageTransfer transfer = ImageTransfer.open(content.image(), from, count, files);
        boolean fresh = false;
        try {
            fresh = content.freshness().holds();
        } finally {
            if (!fresh) {
                transfer.close();
            }
        }
        if (!fresh) {
            return plan(asked, HttpAnswer.failure(503, "it is being replaced").header("Retry-After", "1"));
        }
        return new PlannedAnswer(
                status,
                headers,
                Optional.of(transfer),
                from,
                size,
                answer.sent()
                        .map(sent -> new PlannedAnswer.Told(
                                asked, sent, content.etag().orElse(""))));
    }

    private PlannedAnswer sent(HttpAsked asked, HttpAnswer answer, Map<String, String> headers, Image image)
            throws IOException {
        if (answer.status() == 204 || answer.status() == 304) {
            return new PlannedAnswer(answer.status(), headers, Optional.empty(), 0, 0, Optional.empty());
        }
        headers.put("Content-Length", Long.toString(image.size()));
        Optional<ImageTransfer> transfer = asked.method() == Method.HEAD
                ? Optional.empty()
                : Optional.of(ImageTransfer.open(image, 0, image.size(), files));
        return new PlannedAnswer(answer.status(), headers, transfer, 0, image.size(), Optional.empty());
    }
}
