package dev.slipway.pxe.tftp;

/// What an error packet says (RFC 1350, appendix; RFC 2347).
enum ErrorCode {
    UNDEFINED(0),
    NOT_FOUND(1),
    ACCESS_VIOLATION(2),
    ILLEGAL_OPERATION(4),
    OPTIONS_REFUSED(8);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
