package dev.slipway.ova.vsphere;

/// What has been made on vCenter.
///
/// @param kind `library-item` or `template`
/// @param name as the user gave it
/// @param id by which vCenter knows it
/// @param vcenter where it is
public record Deployed(String kind, String name, String id, String vcenter) {}
