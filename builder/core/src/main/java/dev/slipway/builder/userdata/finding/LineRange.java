package dev.slipway.builder.userdata.finding;

/// Lines of a text.
///
/// @param first from 1
/// @param last the last that belongs to it
record LineRange(int first, int last) {

    static final LineRange ALL = new LineRange(1, Integer.MAX_VALUE);

    boolean contains(int line) {
        return line >= first && line <= last;
    }
}
