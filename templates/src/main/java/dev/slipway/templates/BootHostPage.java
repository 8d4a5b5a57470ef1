package dev.slipway.templates;

import java.util.List;

/// The page of the boot server that shows one machine. It is HTML: whatever stands in the model is escaped.
///
/// @param row the machine in short
/// @param facts what is known of it
/// @param stages the stages of a boot, in order
/// @param diagnoses what the doctor says
/// @param events what happened, the last first
/// @param leftOut how many events are no longer remembered
/// @param fragment only what changes, to be put into the page that is shown already
public record BootHostPage(
        BootHostsPage.Row row,
        List<Fact> facts,
        List<Stage> stages,
        List<Diagnosis> diagnoses,
        List<Event> events,
        long leftOut,
        boolean fragment)
        implements Template {

    public BootHostPage {
        facts = List.copyOf(facts);
        stages = List.copyOf(stages);
        diagnoses = List.copyOf(diagnoses);
        events = List.copyOf(events);
    }

    @Override
    public String file() {
        return "boot-host.html.ftl";
    }

    /// A name and a value.
    public record Fact(String name, String value) {}

    /// A stage of a boot.
    ///
    /// A part of the way of a boot.
    ///
    /// @param words what it is called
    /// @param done whether the machine has made it
    public record Stage(String words, boolean done) {}

    /// What the doctor says.
    ///
    /// What the doctor says.
    ///
    /// @param mood `ok`, `waiting` or `trouble`
    /// @param confidence in a word
    public record Diagnosis(String mood, String confidence, String cause, List<String> evidence, List<String> next) {
        public Diagnosis {
            evidence = List.copyOf(evidence);
            next = List.copyOf(next);
        }
    }

    /// Something that happened.
    ///
    /// A line of the trace.
    ///
    /// @param time in the form of HTML's `time` element
    /// @param clock the time for people
    /// @param step its name
    /// @param mood `ok`, `quiet` or `trouble`
    public record Event(String time, String clock, String step, String words, String mood) {}
}
