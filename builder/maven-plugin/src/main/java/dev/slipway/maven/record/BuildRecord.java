package dev.slipway.maven.record;

import dev.slipway.maven.engine.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one execution of a goal was asked for and what it read and wrote the last time, kept in a file between builds.
/// The lines of the file are what was asked, then each input with its state, then the output with its own:
///
/// ```
/// asked   LINE-OF-THE-REQUEST
/// input   FILE STATE
/// output  FILE STATE
/// ```
public final class BuildRecord {

    private static final String ASKED = "asked";
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";

    private final Path file;
    private final List<Message> asked;
    private final List<Message> inputs = new ArrayList<>();
    private boolean complete = true;

    /// @param file where the record of the last time is, and that of this time goes
    /// @param asked all that decides the output beside the content of files
    public BuildRecord(Path file, List<Message> asked) {
        this.file = file;
        this.asked = asked.stream()
                .map(message -> Message.of(ASKED, message.encode()))
                .toList();
    }

    /// The output of the last time, where a build would give the same again: the same was asked, and neither an input
    /// nor the output has changed since.
    public Optional<Path> upToDateOutput() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            List<Message> last = Files.readAllLines(file).stream()
                    .filter(line -> !line.isEmpty())
                    .map(Message::decode)
                    .toList();
            return named(ASKED, last).equals(asked) ? unchangedOutput(last) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Whatever is wrong with the record or with a file in it: the build itself tells it better.
            return Optional.empty();
        }
    }

    private static Optional<Path> unchangedOutput(List<Message> last) throws IOException {
        for (Message input : named(INPUT, last)) {
            if (!Fingerprint.of(Path.of(input.field(0))).equals(input.field(1))) {
                return Optional.empty();
            }
        }
        List<Message> outputs = named(OUTPUT, last);
        if (outputs.size() != 1) {
            return Optional.empty();
        }
        Path output = Path.of(outputs.get(0).field(0));
        return Files.exists(output)
                        && Fingerprint.state(output).equals(outputs.get(0).field(1))
                ? Optional.of(output)
                : Optional.empty();
    }

    /// Notes the state of a file that is about to be read.
    public void input(Path path) {
        try {
            inputs.add(Message.of(INPUT, path, Fingerprint.of(path)));
        } catch (IOException e) {
            // The build may still get at what it needs, but what we cannot see we cannot call unchanged.
            complete = false;
        }
    }

    /// Notes that something decides the output that is in no file: the next time the build must look again.
    public void unfixed() {
        complete = false;
    }

    /// Keeps the record for the next time.
    public void write(Path output) throws IOException {
        if (!complete) {
            Files.deleteIfExists(file);
            return;
        }
        List<Message> lines = new ArrayList<>(asked);
        lines.addAll(inputs);
        lines.add(Message.of(OUTPUT, output, Fingerprint.state(output)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines.stream().map(Message::encode).toList());
    }

    private static List<Message> named(String name, List<Message> lines) {
        return lines.stream().filter(line -> line.name().equals(name)).toList();
    }
}
