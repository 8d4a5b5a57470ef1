package dev.slipway.builder.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A line of `/proc/self/mountinfo` (proc(5)).
///
/// @param number of the device; for some file systems one that no device has
/// @param place where it is mounted, as the kernel writes it: blanks are `\040`
/// @param source what was mounted
record MountedFileSystem(String number, String place, String source) {

    private static final int NUMBER = 2;
    private static final int PLACE = 4;

    static List<MountedFileSystem> all() throws IOException {
        return BlockDevice.lines(Path.of("/proc/self/mountinfo")).stream()
                .flatMap(MountedFileSystem::parse)
                .toList();
    }

    static Stream<MountedFileSystem> parse(String line) {
        // A separate hyphen ends the optional fields; behind it: type, source, options.
        String[] halves = line.split(" - ", 2);
        String[] fields = halves[0].split(" ", -1);
        if (halves.length < 2 || fields.length <= PLACE) {
            return Stream.empty();
        }
        String[] origin = halves[1].split(" ", -1);
        return Stream.of(new MountedFileSystem(fields[NUMBER], fields[PLACE], origin.length > 1 ? origin[1] : ""));
    }

    boolean isOf(BlockDevice device) {
        return number.equals(device.number()) || source.equals(device.path().toString());
    }
}
