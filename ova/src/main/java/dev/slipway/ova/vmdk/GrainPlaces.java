package dev.slipway.ova.vmdk;

import java.util.Arrays;

/// Where the grains lie that a file has, in the order of the disk: eight bytes a grain, as a disk has hundreds of
/// thousands.
final class GrainPlaces {

    private final int[] numbers;
    private final int[] sectors;
    private final int count;

    private GrainPlaces(int[] numbers, int[] sectors, int count) {
        this.numbers = numbers;
        this.sectors = sectors;
        this.count = count;
    }

    int count() {
        return count;
    }

    /// The number of a grain: its first sector of the disk by the size of a grain.
    int number(int index) {
        return numbers[index];
    }

    /// The sector of the file where it begins.
    long sector(int index) {
        return Integer.toUnsignedLong(sectors[index]);
    }

    /// Where a grain stands among these; below 0 where the file has none.
    int indexOf(int number) {
        return Arrays.binarySearch(numbers, 0, count, number);
    }

    /// The smallest distance from one place to the next, or [Long#MAX_VALUE] of less than two.
    long nearest() {
        int[] sorted = Arrays.copyOf(sectors, count);
        // Unsigned numbers sort as signed ones with the highest bit turned.
        for (int i = 0; i < count; i++) {
            sorted[i] ^= Integer.MIN_VALUE;
        }
        Arrays.sort(sorted);
        long nearest = Long.MAX_VALUE;
        for (int i = 1; i < count; i++) {
            nearest = Math.min(nearest, (long) sorted[i] - sorted[i - 1]);
        }
        return nearest;
    }

    /// Collects places in the order of the disk.
    static final class Builder {
        private int[] numbers = new int[512];
        private int[] sectors = new int[512];
        private int count;

        void add(int number, long sector) {
            assert count == 0 || numbers[count - 1] < number : "grains in the order of the disk";
            assert sector > 0 && sector <= Grain.FILE_SECTORS_MAX;
            if (count == numbers.length) {
                int more = Math.min(count + (count >> 1), Integer.MAX_VALUE - 8);
                numbers = Arrays.copyOf(numbers, more);
                sectors = Arrays.copyOf(sectors, more);
            }
            numbers[count] = number;
            sectors[count] = (int) sector;
            count++;
        }

        int count() {
            return count;
        }

        GrainPlaces build() {
            return new GrainPlaces(numbers, sectors, count);
        }
    }
}
