package dev.slipway.pxe.socket;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds the program that has a UDP port, as far as `/proc` tells (proc(5)): root sees all programs, others their own.
final class PortHolder {

    private static final int PROCESSES_MAX = 100_000;

    private PortHolder() {}

    /// Its name and number, such as `dnsmasq (process 812)`.
    static Optional<String> of(int port) {
        try {
            Set<String> sockets = sockets(port);
            return sockets.isEmpty() ? Optional.empty() : process(sockets);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Set<String> sockets(int port) throws IOException {
        String suffix = ":%04X".formatted(port).toUpperCase(Locale.ROOT);
        Set<String> sockets = new HashSet<>();
        for (String line : Files.readAllLines(Path.of("/proc/thread-self/net/udp"))) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length > 9 && words[1].endsWith(suffix)) {
                sockets.add("socket:[" + words[9] + "]");
            }
        }
        return sockets;
    }

    private static Optional<String> process(Set<String> sockets) throws IOException {
        int seen = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (++seen > PROCESSES_MAX) {
                    break;
                }
                if (holds(process, sockets)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of("%s (process %s)".formatted(name, process.getFileName()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path one : open) {
                if (sockets.contains(target(one))) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Another user's, or gone meanwhile.
            return false;
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
