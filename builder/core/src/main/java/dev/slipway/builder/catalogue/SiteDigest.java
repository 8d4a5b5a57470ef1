package dev.slipway.builder.catalogue;

import dev.slipway.templates.user.UserTemplate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;

/// A digest of values, so that no two values that differ are written alike: each with its kind and its length.
final class SiteDigest {

    /// Another way of rendering is another digest.
    private static final String RENDERING = "slipway-site-1";

    private final MessageDigest digest;

    SiteDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        add('v', RENDERING);
    }

    /// @param templateDigest made once by [#of]
    SiteDigest template(String role, byte[] templateDigest) {
        add('t', role);
        digest.update(templateDigest);
        return this;
    }

    /// The digest of a template with all that it includes.
    static byte[] of(UserTemplate template) {
        SiteDigest digest = new SiteDigest();
        template.texts().forEach((name, text) -> {
            digest.add('n', name);
            digest.add('c', text);
        });
        return digest.digest();
    }

    SiteDigest value(Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                count('m', map.size());
                map.forEach((key, item) -> {
                    add('k', String.valueOf(key));
                    value(item);
                });
            }
            case List<?> list -> {
                count('l', list.size());
                list.forEach(this::value);
            }
            case String text -> add('s', text);
            default -> add('o', value.getClass().getSimpleName() + value);
        }
        return this;
    }

    byte[] digest() {
        return digest.digest();
    }

    private void add(char kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        count(kind, bytes.length);
        digest.update(bytes);
    }

    private void count(char kind, int count) {
        digest.update(ByteBuffer.allocate(6).putChar(kind).putInt(count).flip());
    }
}
