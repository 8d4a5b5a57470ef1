package dev.slipway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Walks through what users do most, in one process, so that the JVM's cache of loaded classes and profiles (JEP 514)
/// holds them. The launcher runs it once after a build. Nothing depends on how the commands end.
final class Training {

    private static final int ROUNDS = 20;

    /// What most rules have something to say of.
    private static final String SURPRISING = """
            #cloud-config
            stylus:
              installationMode: airgap # slipway:ignore old-spelling
              debug: yes
              site: {name: a.b, edgeHostTokn: x, network: {interfaces: {eth0: {type: static}}}}
            install: {reboot: true, device: sda}
            stages: {initramfs: [{users: {operator: {passwd: secret}}}], boot: [{files: [{permissions: 644}]}]}
            """;

    private Training() {}

    /// Walks through all of it.
    ///
    /// @param arguments a folder to play in
    public static void main(String[] arguments) throws IOException {
        Path scratch = Path.of(arguments[0]);
        Path tree = Files.createDirectories(scratch.resolve("tree/boot")).getParent();
        Files.writeString(scratch.resolve("tree/boot/vmlinuz-6.1.0"), "kernel ".repeat(20_000));
        Files.writeString(scratch.resolve("tree/boot/initrd.img-6.1.0"), "initrd ".repeat(20_000));
        Files.writeString(scratch.resolve("user-data"), "#cloud-config\nhostname: training\n");
        Files.writeString(scratch.resolve("other"), "#cloud-config\nhostname: other\n");
        Files.writeString(scratch.resolve("surprising"), SURPRISING);
        Surroundings surroundings = surroundings(scratch);
        for (int round = 0; round < ROUNDS; round++) {
            Main.run(surroundings, "--version");
            Main.run(surroundings, "--help");
            Main.run(surroundings, "build-installer", "--help");
            Main.run(surroundings, "verify", "--unknown");
            Main.run(surroundings, "inspect", "--json", "missing.iso");
            Main.run(surroundings, "user-data", "validate", "user-data", "surprising");
        }
        TrainingMedium.writeTo(scratch.resolve("base.iso"));
        build(surroundings, "rootfs:" + tree);
        build(surroundings, "iso:base.iso");
        Main.run(surroundings, "rewrite", "built.iso", "--user-data", "other");
        Main.run(surroundings, "extract", "built.iso");
        Main.run(surroundings, "inspect", "built.iso");
        Main.run(surroundings, "verify", "built.iso");
    }

    private static void build(Surroundings surroundings, String base) {
        Main.run(surroundings, "build-installer", "--base", base, "--user-data", "user-data", "--output", "built.iso");
    }

    private static Surroundings surroundings(Path scratch) {
        PrintStream unseen = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Surroundings(
                unseen,
                unseen,
                80,
                Map.of("SLIPWAY_CACHE", scratch.resolve("cache").toString()),
                scratch);
    }
}
