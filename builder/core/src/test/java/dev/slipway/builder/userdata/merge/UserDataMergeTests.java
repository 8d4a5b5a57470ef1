package dev.slipway.builder.userdata.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.UserData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserDataMergeTests {

    /// The rules as the collector of Kairos has them; `|` stands for a new line.
    static final String RULES = """
            a: {b: 1, c: 2}      ! a: {c: 3, d: 4}      ! a:|  b: 1|  c: 3|  d: 4
            a: x                 ! a: 'y'               ! a: 'y'
            a: [{b: 1}]          ! a: [{b: 1}, {c: 2}]  ! a:|  - b: 1|  - b: 1|  - c: 2
            a: [x, y]            ! a: [z, x, z]         ! a:|  - x|  - y|  - z
            a: [1]               ! a: ['1']             ! a:|  - 1|  - '1'
            a: []                ! a: [{b: 1}]          ! a:|  - b: 1
            a: x                 ! a: null              ! a: ""
            a: 5                 ! a: ~                 ! a: 0
            a: 1.5               ! a: ~                 ! a: 0.0
            a: true              ! a:                   ! a: false
            a: [x]               ! a: null              ! a: []
            a: {b: 1}            ! a: null              ! a: {}
            a: null              ! a: x                 ! a: x
            a: x                 ! b: null              ! a: x|b: null
            stages: {boot: [{name: a}]} ! stages: {boot: [{name: b}]} ! stages:|  boot:|    - name: a|    - name: b
            stages: {boot: [{name: a}]} ! stages: {boot: null}        ! stages:|  boot:|    - name: a
            stages: {boot: [{name: a}]} ! stages: null                ! stages:|  boot:|    - name: a
            a: &x {b: 1}         ! c: &x {d: 2}         ! a:|  b: 1|c:|  d: 2
            """;

    static final String CLASHES = """
            a: {b: 1}  ! a: x        ! is a mapping in one file and string in another
            a: [x]     ! a: {b: 1}   ! is a list of single values in one file and a mapping in another
            a: 5       ! a: '5'      ! is integer in one file and string in another
            a: [x]     ! a: [{b: 1}] ! is a list of single values in one file and a list of mappings in another
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = RULES)
    void mergeFollowsTheRules(String installer, String site, String expected) {
        assertThat(text(merge(installer, site))).isEqualTo("#cloud-config\n" + expected.replace('|', '\n') + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = CLASHES)
    void mergeWhenTypesClashNamesBothPlaces(String installer, String site, String message) {
        assertThatThrownBy(() -> merge(installer, site))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("(installer:2:4 and site:2:4)");
    }

    @Test
    void mergeWhenAValueHasATagRefusesToLoseIt() {
        assertThatThrownBy(() -> merge("a: 1", "content: !!binary aGVsbG8="))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("explicit tag")
                .hasMessageContaining("site:2:10");
    }

    @Test
    void mergeKeepsTheCommentsOfBothFiles() {
        MergedUserData merged = merge("""
                # Made by the factory.
                stylus: # the agent
                  # Where it registers.
                  site:
                    name: a # from the factory
                    # end of the factory's site
                stages:
                  boot:
                    # Someone can log in.
                    - name: one
                # end of the factory's file
                """, """
                # Made on site.
                stylus:
                  # Where it registers.
                  site: # Paris
                    # Bigger.
                    name: b # from the site
                    # end of the site's site
                stages:
                  boot:
                    # Clocks.
                    - name: two # tick
                # end of the site's file
                """);

        assertThat(text(merged)).isEqualTo("""
                #cloud-config
                # Made by the factory.
                # Made on site.
                stylus: # the agent
                  # Where it registers.
                  site: # Paris
                    # from the factory
                    # Bigger.
                    name: b # from the site
                    # end of the factory's site
                    # end of the site's site
                stages:
                  boot:
                    # Someone can log in.
                    - name: one
                    # Clocks.
                    - name: two # tick
                # end of the factory's file
                # end of the site's file
                """);
    }

    @Test
    void originsTellWhereEachValueIsFromAndWhatItReplaced() {
        MergedUserData merged = merge("""
                stylus:
                  site:
                    name: a
                    edgeHostToken: hunter2
                    network: {httpProxy: 'http://user:hunter2@proxy'}
                install:
                  bind_mounts: [/a]
                """, """
                stylus:
                  site:
                    name: b
                    edgeHostToken: hunter3
                    projectName:
                install:
                  bind_mounts: [/b]
                """);

        assertThat(merged.origins())
                .containsExactly(
                        new Origin(
                                "stylus.site.name",
                                "b",
                                new Place("site", 4, 11),
                                false,
                                List.of(new Origin.Replaced("a", new Place("installer", 4, 11)))),
                        new Origin(
                                "stylus.site.edgeHostToken",
                                "********",
                                new Place("site", 5, 20),
                                false,
                                List.of(new Origin.Replaced("********", new Place("installer", 5, 20)))),
                        new Origin(
                                "stylus.site.network.httpProxy",
                                "http://user:********@proxy",
                                new Place("installer", 6, 26),
                                false,
                                List.of()),
                        new Origin("stylus.site.projectName", "null", new Place("site", 6, 17), false, List.of()),
                        new Origin("install.bind_mounts[0]", "/a", new Place("installer", 8, 17), false, List.of()),
                        new Origin("install.bind_mounts[1]", "/b", new Place("site", 8, 17), false, List.of()));
    }

    @Test
    void originsWhenAValueIsEmptiedPointAtTheNull() {
        assertThat(merge("a.b: {c: [1]}", "a.b: {c: null}").origins())
                .containsExactly(new Origin(
                        "['a.b'].c",
                        "[]",
                        new Place("site", 2, 10),
                        true,
                        List.of(new Origin.Replaced("[...]", new Place("installer", 2, 10)))));
    }

    @Test
    void originsWhenThreeFilesSetOneValueNameAllOfThem() {
        assertThat(UserDataMerge.of(List.of(file("a: 1", "x"), file("a: 2", "y"), file("a: 3", "z")))
                        .origins())
                .singleElement()
                .satisfies(origin -> {
                    assertThat(origin.place()).hasToString("z:2:4");
                    assertThat(origin.replaced())
                            .extracting(Origin.Replaced::value)
                            .containsExactly("2", "1");
                });
    }

    @Test
    void clashesNameStepsThatMayOverwriteEachOther() {
        MergedUserData merged = merge("""
                stages:
                  initramfs:
                    - name: users
                      users: {a: {}}
                    - users: {b: {}}
                    - commands: [x]
                  boot:
                    - name: users
                """, """
                stages:
                  initramfs:
                    - name: users
                    - users: {c: {}}
                    - commands: [y]
                    - name: only here
                """);

        assertThat(merged.clashes())
                .containsExactly(
                        new StepClash(
                                "initramfs",
                                Optional.of("users"),
                                List.of(new Place("installer", 4, 7), new Place("site", 4, 7))),
                        new StepClash(
                                "initramfs",
                                Optional.empty(),
                                List.of(new Place("installer", 6, 7), new Place("site", 5, 7))));
    }

    @Test
    void clashesWhenStepsOfOneFileShareANameAreNone() {
        assertThat(merge("stages: {boot: [{name: a}, {name: a}]}", "stages: {boot: [{name: b}]}")
                        .clashes())
                .isEmpty();
    }

    @Test
    void mergeWhenAliasesMultiplyStaysBounded() {
        String levels = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> "a%d: &a%d [%s]\n"
                        .formatted(i, i, "*a%d, ".formatted(i - 1).repeat(10)))
                .reduce("a0: &a0 [x]\n", String::concat);
        assertThatThrownBy(() -> merge(levels, "b: 1"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("nodes");
    }

    private static MergedUserData merge(String installer, String site) {
        return UserDataMerge.of(List.of(file(installer, "installer"), file(site, "site")));
    }

    private static UserData file(String text, String name) {
        return UserData.of(("#cloud-config\n" + text).getBytes(StandardCharsets.UTF_8), name);
    }

    private static String text(MergedUserData merged) {
        return new String(merged.userData().bytes(), StandardCharsets.UTF_8);
    }
}
