package dev.slipway.pxe.server;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;

/// Where the server keeps what outlives it: for nobody's eyes but its own.
record StateFolder(Path folder) {

    /// Opens the folder, which is made where it is not there.
    ///
    /// @throws ProblemException where it cannot be
    static StateFolder open(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return new StateFolder(folder);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /// Gives the folder to the user whom the server becomes.
    void giveTo(String user) {
        try {
            UserPrincipal owner =
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
            Files.setOwner(folder, owner);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : List.copyOf(files.toList())) {
                    if (Files.isRegularFile(file)) {
                        Files.setOwner(file, owner);
                    }
                }
            }
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private static ProblemException failed(Path folder, IOException cause) {
        return Problem.environment("pxe.state", "the server's state cannot be kept")
                .at(folder.toString())
                .because(Diagnosis.reason(cause))
                .fix("name another folder with 'state', or run as root")
                .exception(cause);
    }
}
