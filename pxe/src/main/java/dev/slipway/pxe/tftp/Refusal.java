package dev.slipway.pxe.tftp;

/// Why a request was not served; what counters are kept by.
public enum Refusal {
    /// It wanted to write.
    WRITE(ErrorCode.ACCESS_VIOLATION),
    /// It wanted lines translated, or mail. Loaders would be damaged by the one, and nobody has the other.
    MODE(ErrorCode.ILLEGAL_OPERATION),
    /// It was no request at all.
    MALFORMED(ErrorCode.ILLEGAL_OPERATION),
    /// Its name tried to leave what is published.
    TRAVERSAL(ErrorCode.ACCESS_VIOLATION),
    /// Nothing of that name is published for that client.
    NOT_FOUND(ErrorCode.NOT_FOUND),
    /// There are as many transfers as allowed. It gets no answer, so that it asks again.
    BUSY(ErrorCode.UNDEFINED),
    /// What is published cannot be read.
    UNREADABLE(ErrorCode.UNDEFINED);

    private final ErrorCode code;

    Refusal(ErrorCode code) {
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
