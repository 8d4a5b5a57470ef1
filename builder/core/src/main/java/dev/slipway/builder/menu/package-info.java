/// The boot menus that a medium has already, whatever boot loader reads them: start at [BootMenus].
@NullMarked
package dev.slipway.builder.menu;

import org.jspecify.annotations.NullMarked;
