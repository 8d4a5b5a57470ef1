package dev.slipway.builder.userdata.network;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.yaml.Span;

/// Something about the network settings that does not fit together, as [NetworkSettings#issues()] lists it.
///
/// One issue is one finding: `code` is its rule, `span` its place in the document that the settings were read from
/// (`span.in(document.name())` gives `file:line:column`), `message` its sentence and `fix` what to do next. Values that
/// are shown are addresses and names of interfaces, never secrets.
///
/// @param code what kind of issue
/// @param severity whether the network can work all the same
/// @param span where
/// @param message what is wrong, in one sentence without a full stop
/// @param fix what to do next
public record NetworkIssue(Code code, Severity severity, Span span, String message, String fix) {

    public NetworkIssue {
        requireNonNull(code, "code is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(span, "span is null");
        requireNonNull(message, "message is null");
        requireNonNull(fix, "fix is null");
    }

    static NetworkIssue error(Code code, Span span, String message, String fix) {
        return new NetworkIssue(code, Severity.ERROR, span, message, fix);
    }

    static NetworkIssue warning(Code code, Span span, String message, String fix) {
        return new NetworkIssue(code, Severity.WARNING, span, message, fix);
    }

    /// Whether the network can work all the same.
    public enum Severity {
        ERROR,
        WARNING
    }

    /// What kind of issue; [#id()] is its stable name.
    public enum Code {
        /// A value has the wrong shape, such as a list where an address belongs.
        SHAPE,
        /// A `type` that is neither `dhcp` nor `static`.
        TYPE,
        /// A name that no Linux interface can have.
        INTERFACE_NAME,
        /// A text that is no IPv4 or IPv6 address.
        ADDRESS,
        /// An address that no host can have: of the network itself, broadcast, loopback, multicast.
        HOST_ADDRESS,
        /// A mask that is neither contiguous nor a length of a prefix.
        MASK,
        /// A mask beside an address that has a prefix already.
        MASK_BESIDE_CIDR,
        /// A static interface without an address.
        NO_ADDRESS,
        /// A static interface without a gateway.
        NO_GATEWAY,
        /// A static interface without a mask.
        NO_MASK,
        /// A gateway that the interface cannot reach, or that is the interface itself.
        GATEWAY,
        /// Static values of an interface that uses DHCP.
        IGNORED,
        /// Two interfaces with one address.
        DUPLICATE_ADDRESS,
        /// The flat form and the form by interface say different things.
        CONTRADICTION,
        /// The flat form and the form by interface stand side by side and agree.
        BOTH_FORMS;

        /// The stable name, such as `user-data.network.no-gateway`.
        public String id() {
            return "user-data.network."
                    + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
