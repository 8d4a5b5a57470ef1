package dev.slipway.pxe.capability;

import dev.slipway.pxe.host.MacAddress;
import java.net.InetAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;

/// Makes and checks tokens. A token is base64url of: flags (1 byte), end in seconds since 1970 (4 bytes), the
/// machine's address (6 bytes, where the flag says so), the object's name, and the first 16 bytes of an
/// HMAC-SHA-256 over all of that (RFC 2104, chapter 5), and over the client's address where the token is bound
/// to it. Safe for use by several threads.
public final class Capabilities {

    private static final int TAG_BYTES = 16;
    private static final int HAS_MAC = 1;
    private static final int BOUND = 2;
    private static final int ADDRESS_BYTES_MAX = 16;
    private static final int TOKEN_CHARACTERS_MAX = 136;
    private static final String ALGORITHM = "HmacSHA256";

    private final CapabilityKey key;

    /// @param key which makes tokens ours
    public Capabilities(CapabilityKey key) {
        this.key = key;
    }

    /// What a token is worth.
    public sealed interface Verdict {

        /// It is ours and still holds.
        record Valid(Capability capability) implements Verdict {}

        /// It is ours and was good until its end.
        record Expired(Capability capability) implements Verdict {}

        /// It is not ours, was changed, or is somebody else's: it was bound to another address.
        record Forged() implements Verdict {}
    }

    /// The token for that.
    ///
    /// @param boundTo the only address that may use it, where it is known and nobody translates it on the way
    public String issue(Capability capability, Optional<InetAddress> boundTo) {
        byte[] object = capability.object().getBytes(StandardCharsets.UTF_8);
        ByteBuffer token = ByteBuffer.allocate(1 + Integer.BYTES + MacAddress.BYTES + object.length + TAG_BYTES);
        int flags = (capability.mac().isPresent() ? HAS_MAC : 0) | (boundTo.isPresent() ? BOUND : 0);
        token.put((byte) flags).putInt((int) capability.expires().getEpochSecond());
        capability.mac().ifPresent(mac -> token.put(mac.toBytes()));
        token.put(object);
        byte[] claims = Arrays.copyOf(token.array(), token.position());
        token.put(tag(claims, boundTo));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(token.array(), token.position()));
    }

    /// Checks a token, in a time that does not depend on how wrong it is.
    ///
    /// @param client who uses it
    public Verdict verify(String token, InetAddress client, Instant now) {
        Optional<byte[]> decoded = decode(token);
        if (decoded.isEmpty()) {
            return new Verdict.Forged();
        }
        byte[] all = decoded.get();
        byte[] claims = Arrays.copyOf(all, all.length - TAG_BYTES);
        byte[] given = Arrays.copyOfRange(all, all.length - TAG_BYTES, all.length);
        boolean bound = (claims[0] & BOUND) != 0;
        if (!MessageDigest.isEqual(given, tag(claims, bound ? Optional.of(client) : Optional.empty()))) {
            return new Verdict.Forged();
        }
        return read(claims)
                .map(capability -> capability.expires().isAfter(now)
                        ? new Verdict.Valid(capability)
                        : new Verdict.Expired(capability))
                .orElseGet(Verdict.Forged::new);
    }

    private static Optional<byte[]> decode(String token) {
        if (token.length() > TOKEN_CHARACTERS_MAX) {
            return Optional.empty();
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(token);
            // Of the spellings that decode to the same bytes, only ours is accepted.
            boolean ours =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(all).equals(token);
            return ours && all.length > TAG_BYTES ? Optional.of(all) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Capability> read(byte[] claims) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(claims);
            int flags = buffer.get();
            Instant expires = Instant.ofEpochSecond(Integer.toUnsignedLong(buffer.getInt()));
            Optional<MacAddress> mac = Optional.empty();
            if ((flags & HAS_MAC) != 0) {
                byte[] bytes = new byte[MacAddress.BYTES];
                buffer.get(bytes);
                mac = Optional.of(MacAddress.of(bytes));
            }
            String object = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
            return Optional.of(new Capability(object, mac, expires));
        } catch (BufferUnderflowException | CharacterCodingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] tag(byte[] claims, Optional<InetAddress> boundTo) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.secret(ALGORITHM));
            mac.update(claims);
            boundTo.ifPresent(address -> {
                byte[] bytes = address.getAddress();
                assert bytes.length <= ADDRESS_BYTES_MAX;
                mac.update(bytes);
            });
            return Arrays.copyOf(mac.doFinal(), TAG_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
