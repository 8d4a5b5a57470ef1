package dev.slipway.image.tar;

import dev.slipway.image.Image;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Plans an archive of files without folders, in the order given, for readers that know nothing but plain ustar:
/// no pax records, no long names. Only a file of 8 GiB and more gets a header of GNU's, with its size as a binary
/// number: readers that refuse pax take that, and ustar itself has no way to tell such a size.
public final class FlatArchive {

    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e&&[^/]][\\x20-\\x7e&&[^/]]{0,99}");
    private static final int PERMISSIONS = 0644;
    private static final int END_BYTES = 2 * TarHeader.BLOCK_BYTES;
    private static final int RECORD_BYTES = 20 * TarHeader.BLOCK_BYTES;

    private FlatArchive() {}

    /// A file to be put into an archive.
    ///
    /// @param name at most 100 characters of ASCII, no slash among them
    public record Member(String name, Image content) {
        public Member {
            if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("'%s' is no name of a file in ustar"
                        .formatted(Legible.of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
            }
        }
    }

    /// The archive. Contents stay where they are.
    ///
    /// @param modified the time of every file, in whole seconds
    public static Image plan(List<Member> members, Instant modified) {
        List<Image> parts = new ArrayList<>();
        for (Member member : members) {
            parts.add(Image.ofBytes(header(member, modified).encode()));
            parts.add(member.content().padTo(TarHeader.BLOCK_BYTES));
        }
        parts.add(Image.zeros(END_BYTES));
        return Image.concat(parts).padTo(RECORD_BYTES);
    }

    private static TarHeader header(Member member, Instant modified) {
        long size = member.content().size();
        return new TarHeader(
                member.name(),
                PERMISSIONS,
                0,
                0,
                size,
                modified.getEpochSecond(),
                TarHeader.FILE,
                "",
                size > TarHeader.OCTAL_11_MAX ? TarHeader.Dialect.GNU : TarHeader.Dialect.USTAR,
                0,
                0,
                "");
    }
}
