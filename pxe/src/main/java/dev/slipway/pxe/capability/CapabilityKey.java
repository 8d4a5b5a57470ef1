package dev.slipway.pxe.capability;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/// What makes tokens ours: 32 bytes from the system's source of randomness, kept in a file that none but its
/// owner may read, so that machines that are booting can go on after a restart.
public final class CapabilityKey {

    private static final int KEY_BYTES = 32;

    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final byte[] bytes;

    private CapabilityKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// One that nobody keeps: what is made with it ends with this process.
    public static CapabilityKey random() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new CapabilityKey(bytes);
    }

    /// The one in a file, which is made where there is none.
    ///
    /// @throws ProblemException where it cannot be read or made, others may read it, or it is no key
    public static CapabilityKey open(Path file) {
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            return create(file);
        } catch (IOException e) {
            throw unusable(file, Diagnosis.reason(e)).exception(e);
        }
    }

    private static CapabilityKey create(Path file) {
        CapabilityKey key = random();
        try (WholeFile whole = WholeFile.beside(file)) {
            whole.keepPrivate();
            ByteBuffer bytes = ByteBuffer.wrap(key.bytes);
            while (bytes.hasRemaining()) {
                whole.channel().write(bytes);
            }
            whole.complete();
            return key;
        } catch (IOException e) {
            throw Problem.environment("capability.key", "the key of the capability URLs cannot be written")
                    .at(file.toString())
                    .because(Diagnosis.reason(e))
                    .exception(e);
        }
    }

    private static CapabilityKey read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(KEY_BYTES + 1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes);
            }
        }
        if (bytes.position() != KEY_BYTES) {
            throw unusable(file, "it does not have %d bytes".formatted(KEY_BYTES))
                    .fix("remove it: another is made, and URLs that were given out hold no more")
                    .exception();
        }
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
            throw unusable(file, "others than its owner may read or change it")
                    .fix("remove it: another is made, and URLs that were given out hold no more")
                    .exception();
        }
        return new CapabilityKey(Arrays.copyOf(bytes.array(), KEY_BYTES));
    }

    private static Problem unusable(Path file, String why) {
        return Problem.input("capability.key", "the key of the capability URLs cannot be used")
                .at(file.toString())
                .because(why);
    }

    SecretKeySpec secret(String algorithm) {
        return new SecretKeySpec(bytes, algorithm);
    }

    /// Without the key.
    @Override
    public String toString() {
        return "CapabilityKey";
    }
}
