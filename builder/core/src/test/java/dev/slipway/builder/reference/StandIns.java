package dev.slipway.builder.reference;

import dev.slipway.image.Image;
import dev.slipway.image.tar.TarWriter;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A folder of programs in the place of the machine's own.
record StandIns(Path directory) {

    private static final String SOURCES = """
            MetaKey: main/binary-amd64/Packages
            Filename: /nowhere/deb.example_debian_dists_bookworm_main_binary-amd64_Packages
            Codename: bookworm
            Origin: Debian
            Component: main
            Created-By: Packages
            Release: bookworm
            Repo-URI: http://deb.example/debian/
            """;

    /// With an apt that knows Debian's sources.
    static StandIns in(Path directory) throws IOException {
        StandIns programs = new StandIns(Files.createDirectories(directory));
        Files.writeString(directory.resolve("sources"), SOURCES);
        return programs.with("apt-get", "/bin/cat %s/sources".formatted(directory));
    }

    StandIns with(String name, String script) throws IOException {
        Path program = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    /// With an mmdebstrap that notes its arguments and gives a root file system of two packages.
    StandIns withMmdebstrap() throws IOException {
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH));
        byte[] status = """
                Package: udev
                Status: install ok installed

                Package: gone
                Status: deinstall ok config-files

                Package: less
                Status: install ok installed
                """.getBytes(StandardCharsets.UTF_8);
        tree.put("var/lib/dpkg/status", new RegularFile(Metadata.of(0644, Instant.EPOCH), Image.ofBytes(status)));
        TarWriter.plan(tree.build()).writeTo(directory.resolve("root.tar"));
        return with("mmdebstrap", """
                echo "run $SOURCE_DATE_EPOCH" >>%1$s/runs
                for argument; do echo "$argument" >>%1$s/arguments; done
                echo 'I: downloading packages with apt...'
                while [ $# -gt 2 ]; do shift; done
                /bin/cat "$2" >%1$s/sources.list
                /bin/cat %1$s/root.tar >"$1"
                """.formatted(directory));
    }

    /// How often its mmdebstrap was run.
    int runs() throws IOException {
        return linesOf("runs").size();
    }

    List<String> linesOf(String file) throws IOException {
        Path path = directory.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    Map<String, String> environment() {
        return Map.of("PATH", directory.toString());
    }
}
