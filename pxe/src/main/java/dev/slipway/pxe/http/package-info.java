/// What machines fetch by HTTP and HTTPS (RFC 9110, RFC 9112): whole files and ranges of them, without a copy
/// in this process. Names are looked up, never opened. Start at [HttpServer] and [HttpHandler].
@NullMarked
package dev.slipway.pxe.http;

import org.jspecify.annotations.NullMarked;
