package dev.slipway.image.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceNumberTests {

    @Test
    void takeApartWhenNumbersAreSmallGivesBothBytes() {
        assertThat(DeviceNumber.major(0x0803)).isEqualTo(8);
        assertThat(DeviceNumber.minor(0x0803)).isEqualTo(3);
    }

    @Test
    void takeApartWhenNumbersAreLargeGivesTheHighBits() {
        // Major 0xFED, minor 0xABCDE: the low 8 bits of the minor, 12 of the major, the rest of the minor.
        assertThat(DeviceNumber.major(0xABC_FED_DEL)).isEqualTo(0xFED);
        assertThat(DeviceNumber.minor(0xABC_FED_DEL)).isEqualTo(0xABCDE);
    }
}
