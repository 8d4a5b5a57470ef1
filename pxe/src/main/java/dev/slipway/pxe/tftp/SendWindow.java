package dev.slipway.pxe.tftp;

/// Which blocks are to be sent: the state of a transfer, without network, file or clock (RFC 1350, RFC 7440).
/// Blocks are counted from 1, without the wrap of the wire; block 0 stands for the answer to the options.
///
/// Only two things make a block travel again: time that passes, and an acknowledgement of a block within the window,
/// by which the client says that the next one is missing. An acknowledgement that was seen before never does (RFC 1123,
/// chapter 4.2.3.1): each would bring forth another copy of everything that follows.
final class SendWindow {

    private final long size;
    private final int blockSize;
    private final int windowSize;
    private final long blocks;
    private final RetransmissionTimer timer;
    /// The first block that is not acknowledged.
    private long first;
    /// The next block to send.
    private long next;
    /// The first block that was never sent: what was sent more than once tells nothing about time.
    private long untouched;
    private boolean repeated;
    private long sentAt;
    private long heardAt;
    private boolean underWay;

    enum Answer {
        /// Blocks are acknowledged, more may be sent.
        ADVANCED,
        /// It was seen before, or does not belong here.
        IGNORED,
        /// Everything is acknowledged.
        COMPLETE
    }

    /// @param answersOptions whether block 0 comes first
    SendWindow(long size, int blockSize, int windowSize, boolean answersOptions, RetransmissionTimer timer, long now) {
        this.size = size;
        this.blockSize = blockSize;
        this.windowSize = windowSize;
        this.timer = timer;
        blocks = size / blockSize + 1;
        first = answersOptions ? 0 : 1;
        next = first;
        untouched = first;
        heardAt = now;
        sentAt = now;
    }

    /// How many blocks there are: the last one is shorter than the others, and may be empty.
    long blocks() {
        return blocks;
    }

    /// The last block that the client acknowledged, -1 where it did not even acknowledge the options.
    long acknowledged() {
        return first - 1;
    }

    int blockSize() {
        return blockSize;
    }

    int windowSize() {
        return windowSize;
    }

    /// The bytes of a block.
    int length(long block) {
        return (int) Math.min(blockSize, size - (block - 1) * blockSize);
    }

    /// The next block to send now.
    long next() {
        return next;
    }

    /// How many may be sent now, from [#next()] on.
    int sendable() {
        long end = first == 0 ? 1 : Math.min(first + windowSize, blocks + 1);
        return (int) Math.max(0, end - next);
    }

    /// So many were sent.
    void sent(int count, long now) {
        next += count;
        repeated |= next - count < untouched;
        untouched = Math.max(untouched, next);
        sentAt = now;
        underWay = true;
    }

    /// The client acknowledged a block by its number on the wire, 16 bits that begin again at 0.
    Answer acknowledge(int wireNumber, long now) {
        long block = block(wireNumber);
        if (block < first || block >= next) {
            return Answer.IGNORED;
        }
        heardAt = now;
        if (!repeated) {
            timer.answeredAfter(now - sentAt);
        }
        first = block + 1;
        next = first;
        // A client that misses a block gets it and all that follow it.
        repeated = false;
        underWay = false;
        return first > blocks ? Answer.COMPLETE : Answer.ADVANCED;
    }

    /// The block that a number means: the one at or after the last that was acknowledged.
    private long block(int wireNumber) {
        if (first == 0) {
            return wireNumber == 0 ? 0 : -1;
        }
        return first - 1 + ((wireNumber - (first - 1)) & 0xffff);
    }

    /// When something is to be done if nothing is heard.
    long deadline() {
        return underWay ? sentAt + timer.nanos() : Long.MAX_VALUE;
    }

    /// Nothing was heard in time: everything from the first block on is to be sent again.
    void timedOut() {
        timer.backOff();
        next = first;
        underWay = false;
    }

    /// Since when nothing new was heard.
    long heardAt() {
        return heardAt;
    }

    /// The last block was sent, and only its acknowledgement is missing.
    boolean isLastUnderWay() {
        return untouched > blocks;
    }
}
