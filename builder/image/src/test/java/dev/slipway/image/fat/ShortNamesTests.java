package dev.slipway.image.fat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortNamesTests {

    private static List<String> choose(String... names) {
        List<String> chosen = new ArrayList<>();
        ShortNames.choose(List.of(names)).forEach((name, shortName) -> chosen.add(shortName.text(0)));
        return chosen;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BOOTX64.EFI | BOOTX64.EFI",
                "grub.cfg | GRUB.CFG",
                "user-data | USER-D~1",
                "a b | AB~1",
                ".hidden | HIDDEN~1",
                "..x | X~1",
                "archive.tar.gz | ARCHIV~1.GZ",
                "page.html | PAGE~1.HTM",
                "größer.txt | GR__ER~1.TXT",
                "a+b | A_B~1",
                "日本語 | ___~1",
                "🚀 | _~1",
                "straße | STRA_E~1",
                "file~1.txt | FILE~1.TXT",
                "NOEXT | NOEXT",
                "123456789 | 123456~1",
                "x.y.z | XY~1.Z",
            })
    void chooseMakesTheNameThatWindowsMakes(String name, String expected) {
        assertThat(choose(name)).containsExactly(expected);
    }

    @Test
    void chooseWhenBeginningsAreEqualCountsUp() {
        assertThat(choose("same-beginning-1", "same-beginning-2", "same-beginning-3"))
                .containsExactly("SAME-B~1", "SAME-B~2", "SAME-B~3");
    }

    @Test
    void chooseWhenAFileIsCalledLikeATailLeavesItItsName() {
        assertThat(ShortNames.choose(List.of("same-beginning", "SAME-B~1")))
                .hasEntrySatisfying(
                        "same-beginning", name -> assertThat(name.text(0)).isEqualTo("SAME-B~2"))
                .hasEntrySatisfying("SAME-B~1", name -> assertThat(name.text(0)).isEqualTo("SAME-B~1"));
    }

    @Test
    void chooseWhenThereAreManySimilarNamesStaysUniqueAndFast() {
        List<String> names = IntStream.range(0, 20_000)
                .mapToObj(i -> "similar name number " + i)
                .toList();
        assertThat(new HashSet<>(ShortNames.choose(names).values())).hasSize(20_000);
    }
}
