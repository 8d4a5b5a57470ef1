package dev.slipway.ova.vsphere.connection;

/// How one of vCenter's two APIs begins and ends a session. Both carry its token in the header
/// `vmware-api-session-id`, and neither is documented to take the other's.
public sealed interface Login {

    /// Of the vSphere Automation API: `POST /api/session` with HTTP's basic authentication, `DELETE` at the end.
    record Automation() implements Login {}

    /// Of the Virtual Infrastructure JSON API: a method of the SessionManager that takes user and password.
    ///
    /// @param manager the path of the SessionManager
    record ViJson(String manager) implements Login {}
}
