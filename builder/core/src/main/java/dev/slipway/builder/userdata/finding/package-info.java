/// What is wrong with a user-data, or likely to surprise: start at [UserDataValidation]. One class a subject knows the
/// rules of it; `docs/findings` has a page for each code.
@NullMarked
package dev.slipway.builder.userdata.finding;

import org.jspecify.annotations.NullMarked;
