/// TFTP: a server that only reads, and only what is published (RFC 1350, RFC 2347, RFC 2348, RFC 2349, RFC 7440). Start
/// at [TftpServer]; what is asked is read by [TftpRequest], agreed on by [Negotiation], and sent as [SendWindow] says.
@NullMarked
package dev.slipway.pxe.tftp;

import org.jspecify.annotations.NullMarked;
