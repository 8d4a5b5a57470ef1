/// How the reference base is made, as files that a user may change: start at
/// [dev.slipway.templates.recipe.BaseRecipe].
@NullMarked
package dev.slipway.templates.recipe;

import org.jspecify.annotations.NullMarked;
