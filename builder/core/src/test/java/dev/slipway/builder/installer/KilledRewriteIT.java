package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.builder.site.SiteExtraction;
import dev.slipway.builder.site.SiteMedium;
import dev.slipway.builder.site.SiteRewrite;
import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A rewrite that is killed leaves the old image or the new one, or one that says what happened and can be had back.
@RequiresTool("grub-mkimage")
class KilledRewriteIT {

    private static final long SEED = 20261122;
    private static final int KILLS = 40;

    @TempDir
    Path directory;

    private Path image;
    private Path first;
    private Path second;
    private byte[] ofFirst;
    private byte[] ofSecond;

    @BeforeEach
    void build() throws IOException {
        image = SmallBase.build(directory, SmallBase.debianLive(directory.resolve("root")), "image.iso");
        first = Files.writeString(directory.resolve("first"), "#cloud-config\nhostname: first\n");
        second = Files.writeString(
                directory.resolve("second"), "#cloud-config\nhostname: second\n" + "# bcd\n".repeat(20_000));
        rewrite(first);
        ofFirst = Files.readAllBytes(image);
        rewrite(second);
        ofSecond = Files.readAllBytes(image);
    }

    private void rewrite(Path userData) {
        new SiteRewrite(image, userData, SeedFiles.NONE, Optional.empty(), false).run(warning -> {});
    }

    @Test
    void rewriteWhenKilledAtAnyMomentLeavesOldOrNewOrSaysSo() throws Exception {
        System.out.println("killed rewrites: seed " + SEED);
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = RewriteMain.start(image, first, second);
            process.inputReader().readLine();
            process.waitFor(random.nextInt(120), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();

            String moment = "kill %d of seed %d".formatted(kill, SEED);
            Optional<?> told = SiteRewrite.interrupted(image);
            byte[] left = Files.readAllBytes(image);
            boolean sound = Arrays.equals(left, ofFirst) || Arrays.equals(left, ofSecond);
            assertThat(sound || told.isPresent()).as(moment).isTrue();
            if (told.isPresent()) {
                assertThatThrownBy(() -> SiteExtraction.of(image)).as(moment).isInstanceOf(ProblemException.class);
                if (kill % 2 == 0) {
                    assertThat(SiteRewrite.recover(image)).as(moment).isTrue();
                    assertThat(Files.readAllBytes(image)).as(moment).isIn(ofFirst, ofSecond);
                }
            }
            rewrite(kill % 3 == 0 ? first : second);
            assertThat(Files.readAllBytes(image)).as(moment).isEqualTo(kill % 3 == 0 ? ofFirst : ofSecond);
            assertThat(SiteRewrite.interrupted(image)).as(moment).isEmpty();
        }
    }

    /// Every state in between, made from the places of the sizes: what is told even where the journal was lost.
    @Test
    void imageThatIsHalfChangedIsTakenForNoSoundOne() throws IOException {
        long place =
                SiteMedium.open(image).descriptor().files().getFirst().sizeAt().getFirst();
        byte[] half = ofSecond.clone();
        half[(int) place + 4] = -1;
        Files.write(image, half);

        assertThatThrownBy(() -> rewrite(first))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo("site.unsound"));
        assertThat(Files.readAllBytes(image)).isEqualTo(half);
    }

    @Test
    void recoverWhenTheJournalIsOfAnotherImageRefuses() throws IOException {
        Path journal = image.resolveSibling("image.iso.rewriting");
        for (byte[] content : List.of(new byte[0], new byte[100], SmallBase.bytes("slipway rewrite 1\n"))) {
            Files.write(journal, content);
            assertThatThrownBy(() -> SiteRewrite.recover(image)).isInstanceOf(ProblemException.class);
            assertThatThrownBy(() -> rewrite(first)).isInstanceOf(ProblemException.class);
        }
        assertThat(Files.readAllBytes(image)).isEqualTo(ofSecond);
        Files.copy(journal, directory.resolve("x"), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(journal);
        assertThat(SiteRewrite.recover(image)).isFalse();
    }
}
