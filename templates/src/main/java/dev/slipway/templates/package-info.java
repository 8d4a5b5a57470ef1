/// Texts that end up in an image, each a template with a typed model: start at [Templates].
@NullMarked
package dev.slipway.templates;

import org.jspecify.annotations.NullMarked;
