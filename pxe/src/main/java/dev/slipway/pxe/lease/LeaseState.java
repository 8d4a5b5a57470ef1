package dev.slipway.pxe.lease;

/// What is the matter with an address.
public enum LeaseState {
    /// A client has it.
    BOUND('B'),
    /// A client gave it back; it is the first to get it again.
    RELEASED('R'),
    /// A client found that somebody else uses it, or we did.
    DECLINED('D');

    private final char letter;

    LeaseState(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }
}
