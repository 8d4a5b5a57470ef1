package dev.slipway.builder.process;

import dev.slipway.builder.base.BaseAccess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A request as it was read: what the caller's user has said, and no more.
public final class RequestMessages {

    private static final String END = "end";
    private static final int LINES_MAX = 10_000;

    private final List<Message> messages;

    private RequestMessages(List<Message> messages) {
        this.messages = messages;
    }

    /// Reads up to the line that ends a request.
    public static RequestMessages read(BufferedReader in) throws IOException {
        List<Message> messages = new ArrayList<>();
        while (messages.size() < LINES_MAX) {
            String line = in.readLine();
            if (line == null) {
                throw new IllegalStateException("the request stops after " + messages.size() + " lines");
            }
            if (line.equals(END)) {
                return new RequestMessages(messages);
            }
            messages.add(Message.decode(line));
        }
        throw new IllegalStateException("the request has more than " + LINES_MAX + " lines");
    }

    /// The fields of each line of this name.
    public Stream<List<String>> all(String name) {
        return messages.stream().filter(message -> message.name().equals(name)).map(Message::fields);
    }

    /// The first field of each line of this name.
    public List<String> values(String name) {
        return all(name).map(List::getFirst).toList();
    }

    /// The value of a name that is there once at most.
    public Optional<String> one(String name) {
        return all(name).map(List::getFirst).findFirst();
    }

    /// The same of a file.
    public Optional<Path> file(String name) {
        return one(name).map(Path::of);
    }

    /// Whether something was said to be so.
    ///
    /// @param usual where nothing was said
    public boolean flag(String name, boolean usual) {
        return one(name).map(Boolean::parseBoolean).orElse(usual);
    }

    /// How a base in a registry is reached and trusted.
    public BaseAccess baseAccess() {
        return new BaseAccess(
                file("ca-file"),
                Set.copyOf(values("plain-http")),
                Set.copyOf(values("insecure-tls")),
                file("verify-key"));
    }
}
