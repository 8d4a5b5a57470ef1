package dev.slipway.builder.userdata.fix;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.OldSpelling;
import dev.slipway.builder.userdata.OldSpelling.ByHand;
import dev.slipway.builder.userdata.OldSpelling.Move;
import dev.slipway.builder.userdata.OldSpelling.ToInterface;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.yaml.YamlDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A user-data with its old spellings rewritten. Edits the text, so that comments, indentation, quotes and line ends
/// stay; what the text means stays the same but for the spellings, or the edit is not made and left to a person.
///
/// @param before as it was
/// @param after as it is to be
/// @param changes each old spelling, rewritten or not, in the order of the text
public record UserDataFix(UserData before, UserData after, List<Change> changes) {

    public UserDataFix {
        requireNonNull(before, "before is null");
        requireNonNull(after, "after is null");
        changes = List.copyOf(changes);
    }

    /// Rewrites what can be rewritten.
    public static UserDataFix of(UserData userData) {
        UserData fixed = userData;
        List<Change> changes = new ArrayList<>();
        for (OldKey old : OldKey.in(userData.document())) {
            Optional<UserData> rewritten = rewrite(fixed, old);
            changes.add(new Change(
                    old.entry().key().span(), rewritten.isPresent(), rewritten.isPresent() ? done(old) : toDo(old)));
            fixed = rewritten.orElse(fixed);
        }
        return new UserDataFix(userData, fixed, changes);
    }

    /// Whether there is anything to write.
    public boolean isChanged() {
        return changes.stream().anyMatch(Change::rewritten);
    }

    /// What changes, in the form that `patch` reads. Secrets around it are hidden, as such a text ends up in logs.
    ///
    /// @param name of the file
    public String diff(String name) {
        return UnifiedDiff.of(name, before.masked(), after.masked());
    }

    /// Each key is looked up again: the edits before it have moved it.
    private static Optional<UserData> rewrite(UserData userData, OldKey old) {
        if (!(old.spelling().rewrite() instanceof Move move)) {
            return Optional.empty();
        }
        YamlDocument document = userData.document();
        return OldKey.in(document).stream()
                .filter(key -> key.path().equals(old.path()))
                .findFirst()
                .flatMap(key -> KeyMove.edits(document, key, move))
                .map(edits -> TextEdit.apply(document.text(), edits))
                .flatMap(text -> meaningTheSame(text, userData, old, move));
    }

    /// The edited text, where it means the same.
    private static Optional<UserData> meaningTheSame(String text, UserData before, OldKey old, Move move) {
        Leaves expected = Leaves.of(before.document().root()).moved(old.path(), move.path(), move.values());
        return read(text, before.document().name())
                .filter(edited -> Leaves.of(edited.document().root()).equals(expected));
    }

    /// Some texts cannot take a line more, such as one that says where it ends.
    private static Optional<UserData> read(String text, String name) {
        try {
            return Optional.of(UserData.of(text.getBytes(StandardCharsets.UTF_8), name));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static String done(OldKey old) {
        return "'%s' is now '%s'"
                .formatted(
                        String.join(".", old.path()), old.spelling().rewrite().place());
    }

    private static String toDo(OldKey old) {
        OldSpelling spelling = old.spelling();
        return switch (spelling.rewrite()) {
            case Move move ->
                "'%s' cannot be rewritten here: write '%s' by hand"
                        .formatted(String.join(".", old.path()), move.place());
            case ToInterface of ->
                "'%s' does not name its interface: write '%s'".formatted(String.join(".", old.path()), of.place());
            case ByHand by ->
                "'%s' has no rule: write '%s'; %s".formatted(String.join(".", old.path()), by.place(), spelling.why());
        };
    }
}
