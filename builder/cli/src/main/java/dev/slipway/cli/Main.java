package dev.slipway.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/// Where the process starts and ends.
public final class Main {

    private Main() {}

    /// Runs one command and ends the process with its exit status.
    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofProcess();
        int status = run(surroundings, arguments);
        surroundings.out().flush();
        surroundings.err().flush();
        System.exit(status);
    }

    /// The command and its verbs as they are defined, for what is written about them.
    public static CommandLine definition() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return SlipwayCommand.definition(new Surroundings(nowhere, nowhere, 0, Map.of(), Path.of("")));
    }

    /// Runs one command.
    ///
    /// @return the exit status
    static int run(Surroundings surroundings, String... arguments) {
        return SlipwayCommand.in(surroundings).execute(arguments);
    }
}
