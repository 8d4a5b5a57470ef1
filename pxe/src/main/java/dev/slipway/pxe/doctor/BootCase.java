package dev.slipway.pxe.doctor;

import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.HostTrace;
import dev.slipway.pxe.trace.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A machine's trace as rules look at it: its boots one by one, the last of them first of all.
final class BootCase {

    /// Firmware waits up to a minute between its attempts; shorter than this, a boot is simply under way.
    static final Duration QUIET = Duration.ofSeconds(12);

    private final HostTrace trace;
    private final List<List<HostEvent>> boots;
    private final Instant now;

    private BootCase(HostTrace trace, List<List<HostEvent>> boots, Instant now) {
        this.trace = trace;
        this.boots = boots;
        this.now = now;
    }

    /// The last boot of a machine.
    static BootCase last(HostTrace trace, Instant now) {
        return new BootCase(trace, split(trace), now);
    }

    /// The same where the last boot had not been: firmware that failed tries the next way, IPv6 after IPv4, and that it
    /// fails too says nothing of the first.
    Optional<BootCase> before() {
        return boots.size() < 2 ? Optional.empty() : Optional.of(new BootCase(trace, earlier(), now));
    }

    /// Whether the last boot came no further than the one before it.
    boolean isNoFurtherThan(BootCase other) {
        Step here = furthest().orElse(Step.DISCOVER);
        return here.compareTo(other.furthest().orElse(Step.DISCOVER)) <= 0;
    }

    private static List<List<HostEvent>> split(HostTrace trace) {
        List<List<HostEvent>> boots = new ArrayList<>();
        List<HostEvent> boot = new ArrayList<>();
        Step far = Step.DISCOVER;
        for (HostEvent event : trace.events()) {
            if (Facts.beginsBoot(event, far)) {
                boots.add(boot);
                boot = new ArrayList<>();
                far = Step.DISCOVER;
            }
            boot.add(event);
            boolean further = event.step().isProgress()
                    && event.step() != Step.DECISION
                    && event.step().compareTo(far) > 0;
            far = further ? event.step() : far;
        }
        boots.add(boot);
        return boots;
    }

    HostTrace trace() {
        return trace;
    }

    /// The events of the last boot.
    Stream<HostEvent> events() {
        return boots.getLast().stream();
    }

    /// The boots before the last one, in order.
    List<List<HostEvent>> earlier() {
        return boots.subList(0, boots.size() - 1);
    }

    boolean has(Step step) {
        return events().anyMatch(event -> event.step() == step);
    }

    boolean has(Step step, String fact, String value) {
        return events().anyMatch(event ->
                event.step() == step && value.equals(event.facts().get(fact)));
    }

    boolean asksAs(String client) {
        return events().anyMatch(event -> event.step() == Step.DISCOVER && isFact(event, Facts.CLIENT, client));
    }

    long count(Step step) {
        return events().filter(event -> event.step() == step).count();
    }

    Optional<HostEvent> first(Predicate<HostEvent> which) {
        return events().filter(which).findFirst();
    }

    Optional<HostEvent> last(Predicate<HostEvent> which) {
        return events().filter(which).reduce((before, after) -> after);
    }

    Optional<HostEvent> last(Step step) {
        return last(event -> event.step() == step);
    }

    Optional<HostEvent> first(Step step) {
        return first(event -> event.step() == step);
    }

    /// The events of the last boot after that one.
    @SuppressWarnings("ReferenceEquality") // The same thing may happen twice.
    Stream<HostEvent> after(HostEvent event) {
        return events().dropWhile(each -> each != event).skip(1);
    }

    /// The failures of the last boot with that reason.
    Optional<HostEvent> failure(String reason) {
        return last(event -> event.step() == Step.FAILURE && isFact(event, Facts.REASON, reason));
    }

    /// The last failure with that reason, in words: what a rule may add to what was seen.
    String[] seen(String reason, String... more) {
        return Stream.concat(Stream.of(more), failure(reason).map(HostEvent::text).stream())
                .filter(text -> !text.isBlank())
                .toArray(String[]::new);
    }

    /// The last thing that was decided about the machine.
    boolean isDecided(String decision) {
        return last(event -> event.step() == Step.DECISION || event.step() == Step.IGNORED)
                .filter(event -> isFact(event, Facts.DECISION, decision))
                .isPresent();
    }

    /// The servers whose offers hold that.
    List<String> offering(String... kinds) {
        return events().filter(event -> event.step() == Step.OFFER
                        && List.of(kinds).contains(event.facts().getOrDefault(Facts.OFFERS, "")))
                .map(event -> event.facts().getOrDefault(Facts.SERVER, "unknown"))
                .distinct()
                .toList();
    }

    /// What is known of the machine, or an event of its last boot said.
    Optional<String> fact(String name) {
        return last(event -> event.facts().containsKey(name))
                .map(event -> event.facts().get(name))
                .or(() -> Optional.ofNullable(trace.state().facts().get(name)));
    }

    /// How far the last boot came; empty where it did not begin.
    Optional<Step> furthest() {
        return events().map(HostEvent::step)
                .filter(step -> step.isProgress() && step != Step.DECISION)
                .max(Step::compareTo);
    }

    /// Whether this boot came so far and no further, and is not simply under way.
    boolean endsAt(Step... steps) {
        return furthest().filter(List.of(steps)::contains).isPresent() && isQuiet();
    }

    /// Whether nothing new has come for a while: what is repeated is nothing new.
    boolean isQuiet() {
        Instant progress = furthest()
                .flatMap(step -> first(event -> event.step() == step))
                .map(HostEvent::time)
                .orElse(trace.state().firstSeen());
        return Duration.between(progress, now).compareTo(QUIET) >= 0;
    }

    /// Whether the machine came so far at least so long ago.
    boolean isPast(Step step, Duration time) {
        return first(step)
                .filter(event -> Duration.between(event.time(), now).compareTo(time) >= 0)
                .isPresent();
    }

    /// Whether the machine's firmware speaks HTTP.
    boolean isHttpBoot() {
        return fact(Facts.ARCHITECTURE).filter(text -> text.startsWith("http-")).isPresent()
                || fact(Facts.CLIENT).filter(Facts.CLIENT_UEFI_HTTP::equals).isPresent();
    }

    boolean isBios() {
        return fact(Facts.ARCHITECTURE).filter("bios"::equals).isPresent();
    }

    static boolean isFirmware(HostEvent event) {
        return Facts.isFirmware(event.facts().getOrDefault(Facts.CLIENT, ""));
    }

    static boolean isFact(HostEvent event, String name, String value) {
        return value.equals(event.facts().get(name));
    }
}
