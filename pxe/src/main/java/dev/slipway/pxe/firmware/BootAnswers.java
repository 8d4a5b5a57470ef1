package dev.slipway.pxe.firmware;

/// Decides what boots. Implemented by the layer above, from memory: it is asked for every message of a machine that
/// boots, by the thread that answers all of them.
@FunctionalInterface
public interface BootAnswers {

    /// What this machine is to fetch, or why it is left alone.
    BootAnswer answer(BootQuestion question);
}
