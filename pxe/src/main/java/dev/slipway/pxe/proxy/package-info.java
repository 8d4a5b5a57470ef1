/// Boot information beside the DHCP server of others (PXE 2.1, chapter 2.2.4). Start at [ProxyDhcp].
@NullMarked
package dev.slipway.pxe.proxy;

import org.jspecify.annotations.NullMarked;
