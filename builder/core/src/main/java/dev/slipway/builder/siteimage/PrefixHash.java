package dev.slipway.builder.siteimage;

import dev.slipway.image.Image;
import dev.slipway.image.ResumableSha256;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;

/// The SHA-256 of what all images begin with, to be continued by what each goes on with.
sealed interface PrefixHash {

    /// Hashes a prefix.
    static PrefixHash of(Image prefix) throws IOException {
        Optional<ResumableSha256> resumable = ResumableSha256.begin();
        return resumable.isPresent()
                ? new Resumable(resumable.get().then(prefix))
                : new Plain(Sha256.EMPTY.then(prefix));
    }

    /// Goes on with one that was written down, where there is one and it can be continued here.
    static Optional<PrefixHash> resume(String saved) {
        try {
            return ResumableSha256.resume(HexFormat.of().parseHex(saved)).map(Resumable::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The digest of the prefix and the two behind it, in hexadecimal digits.
    String of(Image area, Image tail) throws IOException;

    /// For [#resume(String)]; empty where it cannot be written down.
    String save();

    /// By the JDK, whose state ends with the process.
    record Plain(Sha256 prefix) implements PrefixHash {
        @Override
        public String of(Image area, Image tail) throws IOException {
            return prefix.then(area).then(tail).hex();
        }

        @Override
        public String save() {
            return "";
        }
    }

    /// By a library that lets its state be kept.
    record Resumable(ResumableSha256 prefix) implements PrefixHash {
        @Override
        public String of(Image area, Image tail) throws IOException {
            return prefix.then(area).then(tail).hex();
        }

        @Override
        public String save() {
            return HexFormat.of().formatHex(prefix.save());
        }
    }
}
