package dev.slipway.image.partition;

/// Something that is wrong with a GPT that can be read nevertheless.
///
/// @param rule the rule that is broken
/// @param problem where, what was expected and what was found
public record GptFinding(GptRule rule, String problem) {

    /// Whether it is the backup that is wrong. What is said of a copy begins with its name.
    public boolean isAboutBackup() {
        return problem.startsWith("backup");
    }
}
