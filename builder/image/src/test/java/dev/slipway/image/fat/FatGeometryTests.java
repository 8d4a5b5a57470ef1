package dev.slipway.image.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FatGeometryTests {

    private static final long MIB = 1 << 20;

    /// One file of so many bytes.
    private record OneFile(long bytes) implements FatGeometry.Demand {
        @Override
        public long clusters(int clusterBytes, boolean rootInClusters) {
            return Math.ceilDiv(bytes, clusterBytes) + (rootInClusters ? 1 : 0);
        }

        @Override
        public int rootEntries() {
            return 2;
        }
    }

    private static FatGeometry choose(long bytes, FatOptions options) {
        return FatGeometry.choose(new OneFile(bytes), options);
    }

    private static FatOptions options() {
        return FatOptions.of("", 0);
    }

    @ParameterizedTest
    @CsvSource({
        "0, FAT12, 512",
        "1, FAT12, 512",
        "2, FAT12, 1024",
        "4, FAT12, 2048",
        "15, FAT12, 4096",
        "16, FAT16, 2048",
        "100, FAT16, 2048",
        "500, FAT16, 8192",
        "512, FAT32, 4096",
        "4096, FAT32, 4096",
    })
    void chooseTakesTheSmallestTypeThatSuits(long mebibytes, FatType type, int clusterBytes) {
        FatGeometry geometry = choose(mebibytes * MIB, options());
        assertThat(geometry.type()).isEqualTo(type);
        assertThat(geometry.clusterBytes()).isEqualTo(clusterBytes);
        assertThat(geometry.totalSectors() * 512).isGreaterThan(mebibytes * MIB);
        assertSound(geometry);
    }

    private static void assertSound(FatGeometry geometry) {
        BootSector bootSector = geometry.bootSector(options());
        assertThat(bootSector.clusters()).isEqualTo(geometry.clusters());
        assertThat(bootSector.type()).isEqualTo(geometry.type());
        assertThat(bootSector.dataStartSector() % geometry.clusterSectors()).isZero();
        assertThat(geometry.clusters()).isBetween((long) geometry.type().clustersMin(), (long)
                geometry.type().clustersMax());
        assertThat(geometry.tableSectors() * 512 * 8 / geometry.type().entryBits())
                .isGreaterThanOrEqualTo(geometry.clusters() + 2);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                4060, 4067, 4068, 4069, 4070, 4084, 4085, 4086, 4100, 4101, 4102, 65500, 65508, 65509, 65524, 65525,
                65526, 65540, 65541, 65542
            })
    void chooseWhenNearABoundaryKeepsItsDistance(long clusters) {
        for (FatType type : FatType.values()) {
            for (int cluster : new int[] {512, 1024, 2048, 4096, 8192}) {
                assertSound(choose(clusters * cluster, options()));
                assertSound(choose(clusters * cluster, options().withMinimumBytes(clusters * cluster)));
                assertSound(choose(1, options().withFixedBytes((clusters + 40) * cluster)));
                if (type != FatType.FAT12 || clusters * cluster <= 4068 * 32_768) {
                    assertSound(choose(clusters * cluster, options().withType(type)));
                }
            }
        }
    }

    @Test
    void chooseWhenSizeIsFixedHasExactlyThatSize() {
        for (long mebibytes : new long[] {1, 2, 3, 4, 8, 16, 17, 32, 33, 64, 100, 512, 600, 4096, 65536}) {
            FatGeometry geometry = choose(1000, options().withFixedBytes(mebibytes * MIB));
            assertThat(geometry.totalSectors()).isEqualTo(mebibytes * MIB / 512);
            assertSound(geometry);
        }
    }

    @Test
    void chooseWhenFreeRoomIsAskedForLeavesIt() {
        FatGeometry geometry = choose(3 * MIB, options().withFreeBytes(2 * MIB));
        assertThat(geometry.clusters() * geometry.clusterBytes()).isGreaterThanOrEqualTo(5 * MIB);
        assertThat(choose(1, options().withMinimumBytes(2 * MIB)).totalSectors() * 512)
                .isBetween(2 * MIB, 3 * MIB);
    }

    @Test
    void chooseWhenContentDoesNotFitSaysSo() {
        assertThatThrownBy(() -> choose(2 * MIB, options().withFixedBytes(2 * MIB)))
                .isInstanceOf(UnsupportedOnFatException.class)
                .hasMessageContaining("it does not fit into 2097152 bytes");
        assertThatThrownBy(() -> choose(600 * MIB, options().withType(FatType.FAT12)))
                .isInstanceOf(UnsupportedOnFatException.class)
                .hasMessageContaining("more than FAT12 can hold");
    }
}
