/// What tests share: other people's tools ([Tool]), PCs that boot what was built ([Qemu]) with a real system
/// ([DebianBase]), the rules of the house ([HouseRules]). Never part of a product.
@NullMarked
package dev.slipway.testkit;

import org.jspecify.annotations.NullMarked;
