package dev.slipway.pxe.http;

/// Decides what a request is answered with.
@FunctionalInterface
public interface HttpHandler {

    /// The answer. Called on a virtual thread, so that it may ask somebody else, and by several at a time.
    /// A [dev.slipway.builder.problem.ProblemException] becomes an error of the server without its text,
    /// and a notice.
    HttpAnswer answer(HttpAsked asked);
}
