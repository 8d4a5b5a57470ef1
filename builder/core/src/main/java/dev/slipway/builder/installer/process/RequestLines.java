package dev.slipway.builder.installer.process;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.evidence.KeyPassword;
import dev.slipway.builder.installer.Architecture;
import dev.slipway.builder.installer.InstallerEnv;
import dev.slipway.builder.installer.InstallerParameters;
import dev.slipway.builder.installer.MediumParameters;
import dev.slipway.builder.site.SeedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A request as the lines of it: what the caller's user has said, and no more.
final class RequestLines {

    private static final String END = "end";
    private static final int LINES_MAX = 10_000;

    private final List<Message> messages;

    private RequestLines(List<Message> messages) {
        this.messages = messages;
    }

    /// Reads up to the line that ends a request.
    static RequestLines read(BufferedReader in) throws IOException {
        List<Message> messages = new ArrayList<>();
        while (messages.size() < LINES_MAX) {
            String line = in.readLine();
            if (line == null) {
                throw new IllegalStateException("the request stops after " + messages.size() + " lines");
            }
            if (line.equals(END)) {
                return new RequestLines(messages);
            }
            messages.add(Message.decode(line));
        }
        throw new IllegalStateException("the request has more than " + LINES_MAX + " lines");
    }

    /// Where the env file is.
    Optional<Path> envFile() {
        return one("env-file").map(Path::of);
    }

    /// What the user said, with an output in any case: Maven has a directory for it, which the command has not.
    InstallerParameters parameters() {
        return new InstallerParameters(
                one("base"),
                one("user-data").map(Path::of),
                new SeedFiles(
                        one("meta-data").map(Path::of), one("network-config").map(Path::of)),
                Optional.of(output()),
                medium(),
                envFile(),
                one("strict").map(Boolean::parseBoolean).orElse(false),
                new BaseAccess(
                        one("ca-file").map(Path::of),
                        Set.copyOf(all("plain-http").map(List::getFirst).toList()),
                        Set.copyOf(all("insecure-tls").map(List::getFirst).toList()),
                        one("verify-key").map(Path::of)),
                new EvidenceOptions(
                        one("evidence").map(Boolean::parseBoolean).orElse(true),
                        one("sign-key").map(Path::of),
                        one("sign-key-password").map(KeyPassword::parse)));
    }

    private MediumParameters medium() {
        return new MediumParameters(
                one("volume-id"),
                one("flavour"),
                all("kernel-argument").map(List::getFirst).toList(),
                additions(),
                one("squashfs-compression"),
                one("arch").map(Architecture::parse),
                one("source-date-epoch"));
    }

    private Path output() {
        Path fallback = Path.of(one("default-output").orElseThrow());
        return one("output")
                .map(Path::of)
                .or(() -> envFile()
                        .map(InstallerEnv::read)
                        .flatMap(InstallerEnv::isoFile)
                        .map(fallback::resolveSibling))
                .orElse(fallback);
    }

    private Map<String, Path> additions() {
        Map<String, Path> additions = new HashMap<>();
        all("addition").forEach(fields -> additions.put(fields.getFirst(), Path.of(fields.get(1))));
        return additions;
    }

    private Optional<String> one(String name) {
        return all(name).map(fields -> fields.getFirst()).findFirst();
    }

    private Stream<List<String>> all(String name) {
        return messages.stream().filter(message -> message.name().equals(name)).map(Message::fields);
    }
}
