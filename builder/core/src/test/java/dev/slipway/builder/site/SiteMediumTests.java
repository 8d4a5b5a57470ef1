package dev.slipway.builder.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteDescriptor.SiteFile;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Descriptors that lie about the image they come with.
class SiteMediumTests {

    private static final int BLOCK = 2048;
    private static final int AREA = 10 * BLOCK;
    private static final int SLOT = 12 * BLOCK;
    private static final int CAPACITY = 4 * BLOCK;
    private static final int RECORD = AREA + 68;
    private static final int SIZE_AT = RECORD + 10;
    private static final Flavour KAIROS = Flavour.named("kairos");
    private static final SiteFile FILE = new SiteFile("config.yaml", SLOT, CAPACITY, List.of((long) SIZE_AT));

    /// One directory record (ECMA-119, 9.1) of a file of 5 bytes in front of its slot.
    private static byte[] image() {
        byte[] bytes = new byte[20 * BLOCK];
        ByteBuffer record = ByteBuffer.wrap(bytes, RECORD, 44).slice();
        record.put(0, (byte) 44);
        record.order(ByteOrder.LITTLE_ENDIAN).putInt(2, SLOT / BLOCK).putInt(10, 5);
        record.order(ByteOrder.BIG_ENDIAN).putInt(6, SLOT / BLOCK).putInt(14, 5);
        return bytes;
    }

    private static SiteDescriptor descriptor(SiteFile... files) {
        return new SiteDescriptor("kairos", AREA, 8 * BLOCK, List.of(files));
    }

    private static SiteMedium of(byte[] image, SiteDescriptor descriptor) throws IOException {
        return SiteMedium.of(Image.ofBytes(image), KAIROS, descriptor);
    }

    private static void assertRefused(byte[] image, SiteDescriptor descriptor) {
        assertThatThrownBy(() -> of(image, descriptor))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo("site.unsound"));
    }

    @Test
    void withPutsContentAndSizesAndNothingElse() throws IOException {
        byte[] before = image();
        before[SLOT + 4000] = 7;
        byte[] content = "#cloud-config\na: b\n".getBytes(StandardCharsets.UTF_8);

        byte[] after = of(before, descriptor(FILE))
                .with(SiteContent.of(UserData.of(content, "test")))
                .toByteArray(1 << 20);

        byte[] expected = image();
        System.arraycopy(content, 0, expected, SLOT, content.length);
        expected[SIZE_AT] = (byte) content.length;
        expected[SIZE_AT + 7] = (byte) content.length;
        assertThat(after).isEqualTo(expected);
        assertThat(of(before, descriptor(FILE)).current(FILE).size()).isEqualTo(5);
    }

    @Test
    void ofWhenTheAreaIsBeyondTheImageRefuses() {
        assertRefused(image(), new SiteDescriptor("kairos", AREA, 11 * BLOCK, List.of(FILE)));
        assertRefused(image(), new SiteDescriptor("kairos", 1L << 59, 1L << 59, List.of(FILE)));
        assertRefused(image(), new SiteDescriptor("kairos", AREA, 8 * BLOCK, List.of()));
    }

    @Test
    void ofWhenTheAreaIsHugeRefuses() {
        Image huge = Image.ofBytes(image()).then(Image.zeros(1L << 40));
        SiteDescriptor descriptor = new SiteDescriptor("kairos", AREA, 1L << 39, List.of(FILE));
        assertThatThrownBy(() -> SiteMedium.of(huge, KAIROS, descriptor)).isInstanceOf(ProblemException.class);
    }

    @Test
    void ofWhenASlotIsNotItsOwnRefuses() {
        assertRefused(image(), descriptor(new SiteFile("config.yaml", AREA - BLOCK, BLOCK, List.of((long) SIZE_AT))));
        assertRefused(image(), descriptor(new SiteFile("config.yaml", SLOT, 7 * BLOCK, List.of((long) SIZE_AT))));
        assertRefused(image(), descriptor(FILE, new SiteFile("b", SLOT + BLOCK, CAPACITY, List.of())));
        assertRefused(image(), descriptor(FILE, FILE));
    }

    @Test
    void ofWhenASizeStandsWhereNoneCanRefuses() {
        for (long place :
                new long[] {0, AREA, AREA + 9, SLOT - 8, SLOT, SLOT + 10, SIZE_AT + 1, SIZE_AT - 4, 1L << 50}) {
            assertRefused(image(), descriptor(new SiteFile("config.yaml", SLOT, CAPACITY, List.of(place))));
        }
        assertRefused(image(), descriptor(new SiteFile("config.yaml", SLOT, CAPACITY, List.of((long) SIZE_AT, (long)
                SIZE_AT))));
    }

    @Test
    void ofWhenTheRecordIsOfAnotherFileRefuses() {
        byte[] larger = image();
        larger[SIZE_AT + 1] = 100;
        assertRefused(larger, descriptor(FILE));
        byte[] tooLarge = image();
        tooLarge[SIZE_AT + 1] = 100;
        tooLarge[SIZE_AT + 6] = 100;
        assertRefused(tooLarge, descriptor(FILE));
        byte[] elsewhere = image();
        elsewhere[RECORD + 2] = 19;
        elsewhere[RECORD + 9] = 19;
        assertRefused(elsewhere, descriptor(FILE));
        byte[] directory = image();
        directory[RECORD + 25] = 2;
        assertRefused(directory, descriptor(FILE));
        byte[] none = image();
        none[RECORD] = 0;
        assertRefused(none, descriptor(FILE));
    }

    @Test
    void withWhenAFileHasNoPlaceRefuses() throws IOException {
        SiteMedium medium = SiteMedium.of(
                Image.ofBytes(image()),
                Flavour.named("debian-live"),
                new SiteDescriptor(
                        "debian-live",
                        AREA,
                        8 * BLOCK,
                        List.of(new SiteFile("slipway/user-data", SLOT, CAPACITY, List.of((long) SIZE_AT)))));
        UserData userData = UserData.of("#cloud-config\n{}\n".getBytes(StandardCharsets.UTF_8), "test");

        assertThatThrownBy(() -> medium.with(SiteContent.of(userData)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo("site.no-place"));
    }
}
