/// Templates that users write, filled with the values of one site after another: start at [UserTemplates].
@NullMarked
package dev.slipway.templates.user;

import org.jspecify.annotations.NullMarked;
