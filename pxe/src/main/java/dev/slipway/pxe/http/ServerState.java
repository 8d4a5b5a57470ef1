package dev.slipway.pxe.http;

import java.time.Clock;

/// What all connections of a server share.
record ServerState(HttpLimits limits, AnsweringService answers, SentContents sent, HttpCounts counts, Clock clock) {}
