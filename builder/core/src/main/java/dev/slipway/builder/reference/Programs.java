package dev.slipway.builder.reference;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The programs of the machine.
///
/// @param environment of the process: its `PATH` leads to them
record Programs(Map<String, String> environment) {

    /// Where programs of administrators are, which not every user has in the path, and mmdebstrap needs.
    private static final String ADMINISTRATION = "/usr/sbin:/sbin";

    Programs {
        environment = Map.copyOf(environment);
    }

    /// A program, where it is installed.
    Optional<Path> find(String name) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// What a program finds around itself: English messages, as they are read, and the programs of administrators.
    Map<String, String> surroundings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", environment.getOrDefault("PATH", "") + ":" + ADMINISTRATION);
        all.put("LC_ALL", "C.UTF-8");
        all.putAll(more);
        return all;
    }
}
