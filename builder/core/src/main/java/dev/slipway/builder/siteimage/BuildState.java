package dev.slipway.builder.siteimage;

import dev.slipway.image.Image;
import dev.slipway.image.WholeFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// What the next build needs to know to leave alone what has not changed. Holds digests of inputs with their secrets,
/// and is for the user's eyes only.
///
/// @param plannedFrom tells what the shared image was made of; empty where that cannot be told cheaply
/// @param baseStamp tells the shared image's file as it was left
/// @param slots what the largest files of the sites need
/// @param prefix the hash of what all images begin with, as [PrefixHash#save()] wrote it down
/// @param fingerprints of the sites, by name, in hexadecimal digits
record BuildState(
        String plannedFrom, String baseStamp, SlotSizes slots, String prefix, Map<String, String> fingerprints) {

    private static final String VERSION = "slipway-site-state 1";
    private static final int LINES_MAX = 10_000_000;

    /// The name under which it is kept.
    String write(DataFiles files) throws IOException {
        StringBuilder text = new StringBuilder(fingerprints.size() * 96);
        text.append(VERSION)
                .append('\n')
                .append(plannedFrom)
                .append('\n')
                .append(baseStamp)
                .append('\n')
                .append(slots)
                .append('\n')
                .append(prefix)
                .append('\n');
        fingerprints.forEach((site, fingerprint) ->
                text.append(fingerprint).append(' ').append(site).append('\n'));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        String name = DataFiles.named(
                DataFiles.STATE_PREFIX, Image.ofBytes(bytes).sha256().hex(), ".jsonl");
        try (WholeFile file = WholeFile.beside(files.data(name))) {
            file.keepPrivate();
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                file.channel().write(rest);
            }
            file.complete();
        }
        return name;
    }

    /// What a build left, if it can be understood: without it all is made anew.
    static Optional<BuildState> read(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (!VERSION.equals(lines.readLine())) {
                return Optional.empty();
            }
            String plannedFrom = lines.readLine();
            String baseStamp = lines.readLine();
            String slots = lines.readLine();
            String prefix = lines.readLine();
            if (plannedFrom == null || baseStamp == null || slots == null || prefix == null) {
                return Optional.empty();
            }
            Map<String, String> fingerprints = new HashMap<>();
            String line = lines.readLine();
            for (int count = 0; line != null && count < LINES_MAX; count++) {
                int blank = line.indexOf(' ');
                fingerprints.put(line.substring(blank + 1), line.substring(0, Math.max(0, blank)));
                line = lines.readLine();
            }
            return Optional.of(new BuildState(plannedFrom, baseStamp, SlotSizes.parse(slots), prefix, fingerprints));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Tells one state of a file from another, as cheaply as that can be done.
    static String stamp(Path file) throws IOException {
        return Files.size(file) + " " + Files.getLastModifiedTime(file);
    }

    static String hex(byte[] fingerprint) {
        return HexFormat.of().formatHex(fingerprint);
    }
}
