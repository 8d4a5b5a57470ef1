package dev.slipway.pxe.admin;

import dev.slipway.pxe.trace.Step;
import java.util.Arrays;
import java.util.Optional;

/// The stages of a boot as people count them: fewer than there are steps.
enum Stage {
    HEARD("Heard", Step.DISCOVER),
    OFFERED("Offered", Step.OFFER),
    LOADER("Boot loader", Step.LOADER_SENT),
    SCRIPT("Script", Step.SCRIPT_SENT),
    KERNEL("Kernel", Step.KERNEL_SENT),
    INITRD("Initrd", Step.INITRD_SENT),
    ROOT("System", Step.ROOT_SENT),
    USER_DATA("User-data", Step.USER_DATA_SENT),
    RUNS("Runs", Step.BOOTED);

    private final String words;
    private final Step step;

    Stage(String words, Step step) {
        this.words = words;
        this.step = step;
    }

    String words() {
        return words;
    }

    boolean isDone(Optional<Step> furthest) {
        return furthest.filter(far -> far.compareTo(step) >= 0).isPresent();
    }

    /// The last stage that a machine has done that came so far.
    static Optional<Stage> last(Optional<Step> furthest) {
        return Arrays.stream(values()).filter(stage -> stage.isDone(furthest)).reduce((before, after) -> after);
    }

    /// How many stages a machine has done that came so far.
    static int done(Optional<Step> furthest) {
        int done = 0;
        for (Stage stage : values()) {
            done += stage.isDone(furthest) ? 1 : 0;
        }
        return done;
    }
}
