/// What user-data says of the network, in both of its forms, checked, and written out for those who configure networks:
/// start at [NetworkSettings].
@NullMarked
package dev.slipway.builder.userdata.network;

import org.jspecify.annotations.NullMarked;
