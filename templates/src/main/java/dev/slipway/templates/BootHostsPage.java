package dev.slipway.templates;

import java.util.List;

/// The page of the boot server that shows all machines. It is HTML: whatever stands in the model is escaped.
///
/// @param filter what the reader looks for, empty for everything
/// @param summary how many machines there are and how they stand, in a sentence
/// @param rows the machines, the one that was seen last first
/// @param leftOut how many more there are than rows
/// @param fragment only what changes, to be put into the page that is shown already
public record BootHostsPage(String filter, String summary, List<Row> rows, int leftOut, boolean fragment)
        implements Template {

    public BootHostsPage {
        rows = List.copyOf(rows);
    }

    @Override
    public String file() {
        return "boot-hosts.html.ftl";
    }

    /// A machine.
    ///
    /// @param mac its card
    /// @param link to its page, relative to this one
    /// @param name what people call it, or nothing
    /// @param about what it is: address and architecture
    /// @param stage how far it is
    /// @param stages how many there are
    /// @param words its last step
    /// @param time when that was, in the form of HTML's `time` element
    /// @param ago how long ago that is, for people
    /// @param mood `ok`, `busy`, `waiting` or `trouble`
    /// @param headline what the doctor says, or nothing
    public record Row(
            String mac,
            String link,
            String name,
            String about,
            Stage stage,
            int stages,
            String words,
            String time,
            String ago,
            String mood,
            String headline) {}

    /// How far a machine is.
    ///
    /// @param number of the stages that are done
    /// @param words what the last of them is called
    public record Stage(int number, String words) {}
}
