/// What a user-data says, typed, as a view of the tree that was read: nothing is copied, every value knows its place
/// and its way from the root, and what the view does not know stays in the tree. Old spellings count as what they
/// mean. Start at [EdgeConfig].
@NullMarked
package dev.slipway.builder.userdata.model;

import org.jspecify.annotations.NullMarked;
