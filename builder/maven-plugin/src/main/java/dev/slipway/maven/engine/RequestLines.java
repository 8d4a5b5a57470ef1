package dev.slipway.maven.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a request down: what the user has said, and nothing else. Defaults are the engine's affair.
public final class RequestLines {

    private final List<Message> messages = new ArrayList<>();

    /// Says one thing, unless there is nothing to say.
    public RequestLines with(String name, @Nullable Object value) {
        if (value != null) {
            messages.add(Message.of(name, value));
        }
        return this;
    }

    /// Says one thing for each of these values.
    public RequestLines withAll(String name, List<?> values) {
        values.forEach(value -> messages.add(Message.of(name, value)));
        return this;
    }

    /// A file that is put on the medium.
    public RequestLines addition(String path, Object file) {
        messages.add(Message.of("addition", path, file));
        return this;
    }

    /// What was said.
    public List<Message> messages() {
        return List.copyOf(messages);
    }
}
