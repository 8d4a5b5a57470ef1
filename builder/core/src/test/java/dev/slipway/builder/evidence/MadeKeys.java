package dev.slipway.builder.evidence;

import dev.slipway.testkit.Tool;
import java.nio.file.Path;

/// Keys that openssl makes.
record MadeKeys(Path directory) {

    /// A private key, not encrypted.
    Path ed25519() {
        return made("openssl genpkey -algorithm ed25519 -out ed25519.pem", "ed25519.pem");
    }

    /// The public half of a private key.
    Path publicOf(Path key) {
        return made("openssl pkey -in %s -pubout -out %s.pub".formatted(key, key), key.getFileName() + ".pub");
    }

    /// What a command makes in the directory.
    Path made(String command, String name) {
        Tool.of("sh", "-c", command).in(directory).run();
        return directory.resolve(name);
    }
}
