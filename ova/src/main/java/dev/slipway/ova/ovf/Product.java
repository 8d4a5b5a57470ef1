package dev.slipway.ova.ovf;

import java.util.Optional;

/// What the appliance is, for people.
///
/// @param version in short
/// @param fullVersion with all that belongs to it
public record Product(
        String name,
        Optional<String> vendor,
        Optional<String> version,
        Optional<String> fullVersion,
        Optional<String> url,
        Optional<String> vendorUrl) {

    private static final int LENGTH_MAX = 1000;

    public Product {
        PlainText.require("the name of the product", name, LENGTH_MAX);
        vendor.ifPresent(text -> PlainText.require("the vendor", text, LENGTH_MAX));
        version.ifPresent(text -> PlainText.require("the version", text, LENGTH_MAX));
        fullVersion.ifPresent(text -> PlainText.require("the full version", text, LENGTH_MAX));
        url.ifPresent(text -> PlainText.require("the product's URL", text, LENGTH_MAX));
        vendorUrl.ifPresent(text -> PlainText.require("the vendor's URL", text, LENGTH_MAX));
    }

    /// A product of which the name is known.
    public static Product named(String name) {
        return new Product(
                name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The same with a version.
    public Product withVersion(String text) {
        return new Product(name, vendor, Optional.of(text), fullVersion, url, vendorUrl);
    }

    /// The same with a vendor.
    public Product withVendor(String text) {
        return new Product(name, Optional.of(text), version, fullVersion, url, vendorUrl);
    }
}
