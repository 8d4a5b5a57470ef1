package dev.slipway.builder.grub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class KernelSegmentTests {

    private static byte[] elf() {
        ByteBuffer elf = ByteBuffer.allocate(90).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(0, new byte[] {0x7F, 'E', 'L', 'F', 1, 1});
        elf.putInt(28, 52).putShort(42, (short) 32).putShort(44, (short) 1);
        elf.putInt(52, 1).putInt(56, 84).putInt(60, 0x9000).putInt(68, 6).putInt(72, 10);
        elf.put(84, new byte[] {1, 2, 3, 4, 5, 6});
        return elf.array();
    }

    @Test
    void ofWhenElfGivesTheSegment() throws Exception {
        KernelSegment segment = KernelSegment.of(elf());
        assertThat(segment).isEqualTo(new KernelSegment(1, 84, 0x9000, 6, 10));
        assertThat(segment.load(elf())).isEqualTo(new byte[] {1, 2, 3, 4, 5, 6});
    }

    @Test
    void ofWhenOneByteIsBrokenRefuses() {
        // The magic, the class, where the table lies, the type, the sizes.
        for (int broken : new int[] {0, 4, 29, 52, 69, 75}) {
            byte[] elf = elf();
            elf[broken] ^= 0x40;
            assertThatThrownBy(() -> KernelSegment.of(elf))
                    .as("byte %d", broken)
                    .isInstanceOf(MalformedImageException.class);
        }
    }
}
