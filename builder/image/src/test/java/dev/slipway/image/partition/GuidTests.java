package dev.slipway.image.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class GuidTests {

    private static final byte[] EFI_SYSTEM_BYTES = HexFormat.of().parseHex("28732ac11ff8d211ba4b00a0c93ec93b");

    @Test
    void encodeWhenEfiSystemSwapsTheFirstThreeFields() {
        ByteBuffer out = ByteBuffer.allocate(Guid.SIZE);
        PartitionType.EFI_SYSTEM.encode(out);
        assertThat(out.array()).isEqualTo(EFI_SYSTEM_BYTES);
    }

    @Test
    void decodeWhenEfiSystemGivesTheKnownText() {
        assertThat(Guid.decode(ByteBuffer.wrap(EFI_SYSTEM_BYTES))).hasToString("C12A7328-F81F-11D2-BA4B-00A0C93EC93B");
    }

    @Test
    void fromDigestSetsVersionAndVariantAndKeepsTheRest() {
        byte[] digest = HexFormat.of().parseHex("ffffffffffffffffffffffffffffffffee");
        assertThat(Guid.fromDigest(digest)).hasToString("FFFFFFFF-FFFF-8FFF-BFFF-FFFFFFFFFFFF");
        assertThat(Guid.fromDigest(new byte[32])).hasToString("00000000-0000-8000-8000-000000000000");
        assertThat(Guid.fromDigest(digest).value().version()).isEqualTo(8);
        assertThat(Guid.fromDigest(digest).value().variant()).isEqualTo(2);
    }

    @Test
    void parseWhenTextIsNoGuidThrows() {
        assertThatIllegalArgumentException().isThrownBy(() -> Guid.parse("1-2-3-4-5"));
        assertThatIllegalArgumentException().isThrownBy(() -> Guid.parse("C12A7328-F81F-11D2-BA4B-00A0C93EC9XX"));
    }
}
