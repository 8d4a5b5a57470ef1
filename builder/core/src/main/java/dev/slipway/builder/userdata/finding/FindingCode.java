package dev.slipway.builder.userdata.finding;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Everything that can be found, each with a page in `docs/findings`.
public enum FindingCode {
    NO_HEADER(Severity.ERROR, "The first line is not #cloud-config"),
    BYTE_ORDER_MARK(Severity.ERROR, "The file begins with a byte order mark"),
    NOT_UTF_8(Severity.ERROR, "The file is not UTF-8"),
    TOO_LARGE(Severity.ERROR, "The file is larger than live systems read"),
    NOT_YAML(Severity.ERROR, "The file is no YAML mapping"),
    DUPLICATE_KEY(Severity.ERROR, "A key stands twice in one mapping"),

    UNKNOWN_KEY(Severity.WARNING, "Nobody is known to read this key"),
    WRONG_TYPE(Severity.ERROR, "A value is of the wrong kind"),
    WRONG_VALUE(Severity.ERROR, "A value is not one of those that are understood"),
    MISSING_KEY(Severity.ERROR, "A key is missing that its block cannot do without"),
    OLD_SPELLING(Severity.WARNING, "A key is spelled as older references had it"),
    YAML_1_1(Severity.WARNING, "Readers of YAML 1.1 take a value for something else"),
    DECIMAL_PERMISSIONS(Severity.WARNING, "Permissions are written as a decimal number"),

    UNNAMED_USERS_STEP(Severity.WARNING, "A step defines users and has no name"),
    SAME_STEP_NAME(Severity.WARNING, "Two steps that define users have one name"),
    NO_LOGIN(Severity.WARNING, "Nobody can log in"),
    PLAIN_PASSWORD(Severity.WARNING, "A password can be read by everybody who has the medium"),
    TOKEN_ON_MEDIUM(Severity.WARNING, "A registration token can be read by everybody who has the medium"),

    POWEROFF_AND_REBOOT(Severity.WARNING, "Both poweroff and reboot are set"),
    INSTALLER_LOOP(Severity.WARNING, "The machine installs again and again while the medium is in"),

    INCOMPLETE_STATIC_NETWORK(Severity.ERROR, "A static network lacks its address, its gateway or its mask"),
    MASK_BESIDE_CIDR(Severity.WARNING, "A mask stands beside an address that has its prefix"),
    INTERFACE_NAME(Severity.ERROR, "No network interface can have this name"),
    UNUSABLE_ADDRESS(Severity.ERROR, "No host can have this address"),
    DUPLICATE_ADDRESS(Severity.ERROR, "Two network interfaces have one address"),
    UNREACHABLE_GATEWAY(Severity.ERROR, "A network interface cannot reach its gateway"),
    STATIC_BESIDE_DHCP(Severity.WARNING, "An address or a gateway stands beside dhcp and is ignored"),
    CONTRADICTING_NETWORK(Severity.ERROR, "The two forms of the network contradict each other"),
    BOTH_NETWORK_FORMS(Severity.WARNING, "The network is written in both of its forms"),
    PROXY_WITHOUT_NO_PROXY(Severity.WARNING, "The cluster's own traffic would go through the proxy"),

    HOST_ID_CHARACTERS(Severity.ERROR, "A host's id holds characters that registration refuses"),
    HOST_ID_TOO_LONG(Severity.ERROR, "A host's id is longer than 128 characters"),
    FIXED_NAME(Severity.WARNING, "Every host of the medium would have one id"),

    LOCAL_WITH_TOKEN(Severity.WARNING, "A host that manages itself has a registration token"),
    MULTI_NODE_WITHOUT_LOCAL(Severity.WARNING, "Hosts are to be linked that a centre manages"),
    IGNORED_BY_FLAVOUR(Severity.WARNING, "The system on the medium does not read this key"),
    NOT_APPLIED(Severity.WARNING, "Hosts of the reference base do not apply this"),

    UNUSED_IGNORE(Severity.WARNING, "A comment silences nothing");

    private final Severity severity;
    private final String summary;

    FindingCode(Severity severity, String summary) {
        this.severity = severity;
        this.summary = summary;
    }

    /// How much it weighs, where nobody asked for strictness.
    public Severity severity() {
        return severity;
    }

    /// One sentence without its full stop.
    public String summary() {
        return summary;
    }

    /// The name that users see and write: `unknown-key`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The page that explains it, from the top of the repository.
    public String page() {
        return "docs/findings/" + code() + ".md";
    }

    /// The code of that name.
    public static Optional<FindingCode> named(String code) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.code().equals(code))
                .findFirst();
    }

    /// The names of all.
    public static List<String> codes() {
        return Arrays.stream(values()).map(FindingCode::code).toList();
    }
}
