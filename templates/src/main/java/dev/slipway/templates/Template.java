package dev.slipway.templates;

/// A model that fills one template. Each is a record, whose components are what the template may use.
public sealed interface Template
        permits BootHostPage,
                BootHostsPage,
                GrubConfig,
                GrubNetworkScript,
                GrubNetworkStart,
                InstalledEfiConfig,
                InstalledGrubConfig,
                IpxeScript,
                NetworkManagerProfile,
                OvfEnvelope,
                UserDataStarter {

    /// The template's file beside [Templates], and the name under which a user may override it.
    String file();
}
