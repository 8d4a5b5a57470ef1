package dev.slipway.builder.userdata.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceTests {

    @Test
    void commentBehindAKeySilencesIt() {
        assertThat(Checked.codes("install:\n  reboot: true # slipway:ignore installer-loop disk first\n"))
                .isEmpty();
    }

    @Test
    void commentAboveAKeySilencesItAndWhatIsUnderIt() {
        assertThat(Checked.codes("""
                stylus: {}
                # slipway:ignore unknown-key, wrong-type we know better

                install:
                  neww: 1

                  auto: 7
                stages: 7
                """)).containsExactly("wrong-type 9:9");
    }

    @Test
    void commentAboveAnItemIsAboutTheItem() {
        assertThat(Checked.codes("""
                stages:
                  boot:
                    # slipway:ignore unknown-key
                    - name: a
                      neww: 1
                    - name: b
                      neww: 1
                """)).containsExactly("unknown-key 8:7");
    }

    @Test
    void commentAboveTheFirstKeyIsAboutTheFile() {
        assertThat(Checked.text("#cloud-config\n# slipway:ignore no-login,unknown-key\n\na1: 1\nb1: 1\n")
                        .findings())
                .isEmpty();
    }

    @Test
    void commentThatSilencesNothingIsFound() {
        assertThat(Checked.codes("install:\n  auto: true # slipway:ignore wrong-type\n"))
                .containsExactly("unused-ignore 3:14");
    }

    @Test
    void commentWithACodeThatDoesNotExistSaysWhichWasMeant() {
        assertThat(Checked.text("#cloud-config\ninstall: {} # slipway:ignore instaler-loop\n")
                        .findings())
                .filteredOn(finding -> finding.code() == FindingCode.UNUSED_IGNORE)
                .singleElement()
                .satisfies(finding -> assertThat(finding.didYouMean()).contains("installer-loop"));
    }

    @Test
    void whatNobodyCanReadCannotBeSilenced() {
        assertThat(Checked.codes("# slipway:ignore duplicate-key\ninstall: {}\ninstall: {}\n"))
                .containsExactly("unused-ignore 2:1", "duplicate-key 4:1");
    }

    @Test
    void textThatOnlyLooksLikeACommentSilencesNothing() {
        assertThat(Checked.codes("""
                stages:
                  boot:
                    - commands:
                        - |
                          # slipway:ignore wrong-type
                          echo
                      neww: '# slipway:ignore unknown-key'
                """)).containsExactly("unknown-key 8:7");
    }

    @Test
    void ignoreThatMayBeOfUseAnotherTimeIsLeftAlone() {
        assertThat(Checked.codes("# slipway:ignore ignored-by-flavour\nstages: {}\n"))
                .isEmpty();
    }
}
