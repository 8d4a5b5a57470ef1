package dev.slipway.builder.grub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ModuleAreaTests {

    @Test
    void encodeWhenObjectsAreAddedGivesHeadObjectsAndPadding() {
        ModuleArea area = new ModuleArea();
        area.add(ModuleArea.Type.MODULE, new byte[] {1, 2, 3, 4, 5});
        area.addText(ModuleArea.Type.PREFIX, "/b/g".getBytes(UTF_8));
        assertThat(HexFormat.of().formatHex(area.encode()))
                .isEqualTo("6d696d67" + "0c000000" + "2c000000" // magic, first object, size of all
                        + "00000000" + "10000000" + "0102030405000000" // a module with its padding
                        + "03000000" + "10000000" + "2f622f6700000000"); // the prefix with its NUL and padding
    }
}
