package dev.slipway.cli.reference;

import dev.slipway.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that is checked in under `docs` and follows from the definition of the command. Made again by
/// `./slipway reference`.
public final class ReferenceFiles {

    private ReferenceFiles() {}

    /// Writes the files into the folder that is named first.
    public static void main(String[] arguments) throws IOException {
        Path docs = Path.of(arguments[0]);
        for (var file : all().entrySet()) {
            Path target = docs.resolve(file.getKey());
            Files.createDirectories(target.resolveSibling(""));
            Files.writeString(target, file.getValue());
        }
    }

    /// The content of each file, by its path below `docs`.
    static SortedMap<String, String> all() {
        CommandReference command = CommandReference.of(Main.definition().getCommandSpec());
        SortedMap<String, String> files = new TreeMap<>();
        files.put("cli.md", MarkdownPage.of(command));
        files.put("man/slipway.1", ManualPage.of(command));
        for (CommandReference verb : command.descendants().toList()) {
            files.put("man/%s.1".formatted(verb.qualifiedName().replace(' ', '-')), ManualPage.of(verb));
        }
        files.put("completion/slipway.bash", BashCompletion.of(command));
        files.put("completion/_slipway", ZshCompletion.of(command));
        return files;
    }
}
