/// Packet captures, written and read. Start at [PcapWriter] and [Capture].
@NullMarked
package dev.slipway.pxe.pcap;

import org.jspecify.annotations.NullMarked;
