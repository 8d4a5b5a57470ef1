package dev.slipway.builder.oci.store;

/// Brings together what several threads do, for a listener that hears one at a time.
public final class SharedProgress {

    /// More often than anybody reads would only cost time.
    private static final long STEP_BYTES = 1 << 20;

    private final LayerListener listener;
    private final long totalBytes;
    private long doneBytes;
    private long saidBytes;

    public SharedProgress(LayerListener listener, long totalBytes) {
        this.listener = listener;
        this.totalBytes = totalBytes;
    }

    /// So many more bytes are done.
    public synchronized void add(long bytes) {
        // A layer that is read twice counts once.
        doneBytes = Math.min(totalBytes, doneBytes + bytes);
        if (doneBytes - saidBytes >= STEP_BYTES || (doneBytes == totalBytes && saidBytes < totalBytes)) {
            saidBytes = doneBytes;
            listener.progress(doneBytes, totalBytes);
        }
    }

    synchronized void warn(String text) {
        listener.warning(text);
    }
}
