package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TarEntriesTests {

    private static final int MORE_IN_HEADER = 482;
    private static final int MORE_IN_BLOCK = 504;

    private static byte[] header(char type, String name, String link) {
        return new TarHeader(name, 0644, 0, 0, 0, 0, type, link, TarHeader.Dialect.USTAR, 0, 0, "").encode();
    }

    private static List<TarMember> members(Image tar) throws Exception {
        List<TarMember> members = new ArrayList<>();
        TarEntries.visit(tar, members::add);
        return members;
    }

    @Test
    void visitTellsEntriesAsTheyStandInTheArchive() throws Exception {
        Image tar = Image.concat(
                Image.ofBytes(header('0', "../a", "")),
                Image.ofBytes(header('1', "b", "/../a")),
                Image.ofBytes(header('0', "../a", "")));
        List<TarMember> members = members(tar);
        assertThat(members).extracting(member -> member.name().raw()).containsExactly("../a", "b", "../a");
        assertThat(members).extracting(TarMember::offset).containsExactly(0L, 512L, 1024L);
        assertThat(members.get(1).content()).isEqualTo(new TarMember.HardLink(new EntryName("/../a")));
    }

    @Test
    void visitWhenVisitorRefusesStops() {
        Image tar = Image.concat(Collections.nCopies(3, Image.ofBytes(header('0', "a", ""))));
        List<TarMember> seen = new ArrayList<>();
        assertThatThrownBy(() -> TarEntries.visit(tar, member -> {
                    seen.add(member);
                    throw member.problem("enough");
                }))
                .hasMessage("tar entry 'a' at byte 0: enough");
        assertThat(seen).hasSize(1);
    }

    @Test
    void visitWhenTargetHoldsNulRefuses() {
        byte[] records = "16 linkpath=a\0b\n".getBytes(ISO_8859_1);
        byte[] extra =
                new TarHeader("pax", 0, 0, 0, records.length, 0, 'x', "", TarHeader.Dialect.USTAR, 0, 0, "").encode();
        Image tar = Image.concat(
                Image.ofBytes(extra), Image.ofBytes(records).padTo(512), Image.ofBytes(header('2', "l", "a")));
        assertThatThrownBy(() -> members(tar))
                .hasMessage("tar entry 'l' at byte 1024: target of a symbolic link that holds NUL");
    }

    /// A block of the archive tells twenty-one pieces, each of which costs more memory than it takes room.
    @Test
    void visitWhenSparseMapGoesOnAndOnRefuses() {
        byte[] header = header('S', "a", "");
        header[MORE_IN_HEADER] = 1;
        fixChecksum(header);
        byte[] block = new byte[512];
        Arrays.fill(block, 0, MORE_IN_BLOCK, (byte) '0');
        block[MORE_IN_BLOCK] = 1;
        Image blocks = Image.concat(Collections.nCopies(20_000, Image.ofBytes(block)));
        assertThatThrownBy(() -> members(Image.ofBytes(header).then(blocks)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("more than 262144 pieces");
    }

    @Test
    void visitWhenHeadersAreTooManyRefuses() {
        byte[] headers = new byte[1024 * 512];
        for (int i = 0; i < 1024; i++) {
            System.arraycopy(header('0', "a", ""), 0, headers, i * 512, 512);
        }
        Image block = Image.ofBytes(headers);
        assertThatThrownBy(() -> TarEntries.visit(Image.concat(Collections.nCopies(4000, block)), member -> {}))
                .hasMessageContaining("more than 4000000 headers");
    }

    private static void fixChecksum(byte[] block) {
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xFF;
        }
        System.arraycopy("%06o\0 ".formatted(sum).getBytes(ISO_8859_1), 0, block, 148, 8);
    }
}
