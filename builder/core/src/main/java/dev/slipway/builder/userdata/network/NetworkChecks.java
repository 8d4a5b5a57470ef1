package dev.slipway.builder.userdata.network;

import dev.slipway.builder.userdata.network.NetworkIssue.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is understood piece by piece, looked at together.
final class NetworkChecks {

    private static final Set<Code> ADDRESS_CODES = Set.of(Code.ADDRESS, Code.MASK, Code.NO_MASK, Code.SHAPE);
    private static final Set<Code> GATEWAY_CODES = Set.of(Code.ADDRESS, Code.SHAPE);

    private final NetworkSettings settings;
    private final List<NetworkIssue> issues = new ArrayList<>();

    NetworkChecks(NetworkSettings settings) {
        this.settings = settings;
    }

    List<NetworkIssue> issues() {
        settings.flat().ifPresent(this::check);
        settings.interfaces().forEach(this::check);
        checkWayOut();
        checkDuplicates();
        checkForms();
        return issues;
    }

    private void check(InterfaceSettings one) {
        switch (one.type()) {
            case DHCP -> checkIgnored(one);
            case STATIC -> checkStatic(one);
        }
    }

    private void checkIgnored(InterfaceSettings one) {
        one.address().ifPresent(address -> ignored(one, address, "address"));
        one.gateway().ifPresent(gateway -> ignored(one, gateway, "gateway"));
    }

    private void ignored(InterfaceSettings one, Located<?> value, String what) {
        issues.add(NetworkIssue.warning(
                Code.IGNORED,
                value.span(),
                "the %s %s of %s is ignored: its type is dhcp".formatted(what, value.value(), one.label()),
                "write 'type: static', or drop the " + what));
    }

    private void checkStatic(InterfaceSettings one) {
        if (one.address().isEmpty() && !isTold(one, ADDRESS_CODES)) {
            issues.add(NetworkIssue.error(
                    Code.NO_ADDRESS,
                    one.span(),
                    "%s is static and has no address".formatted(one.label()),
                    "write 'ipAddress', such as 10.0.10.25/24"));
        }
        one.address().ifPresent(this::checkHost);
        one.gateway().ifPresent(gateway -> one.address().ifPresent(address -> checkGateway(gateway, address)));
    }

    private void checkHost(Located<CidrAddress> located) {
        CidrAddress address = located.value();
        String what = "";
        if (address.isNetwork()) {
            what = "is the network itself";
        } else if (address.isBroadcast()) {
            what = "is the broadcast address of its network";
        } else if (!address.address().isHost()) {
            what = "is none that a host can have";
        }
        if (!what.isEmpty()) {
            issues.add(NetworkIssue.error(
                    Code.HOST_ADDRESS,
                    located.span(),
                    "%s %s".formatted(address, what),
                    "write the host's own address"));
        }
    }

    private void checkGateway(Located<IpAddress> gateway, Located<CidrAddress> address) {
        IpAddress to = gateway.value();
        CidrAddress from = address.value();
        String what;
        if (to.equals(from.address())) {
            what = "is the interface itself";
        } else if (to.family() == from.address().family()
                && (from.contains(to) || (to.family() == IpAddress.Family.IPV6 && to.isLinkLocal()))) {
            CidrAddress at = new CidrAddress(to, from.prefixLength());
            what = at.isNetwork() || at.isBroadcast() ? "is no host of the network of %s".formatted(from) : "";
        } else {
            what = "is outside of the network of %s".formatted(from);
        }
        if (!what.isEmpty()) {
            issues.add(NetworkIssue.error(
                    Code.GATEWAY,
                    gateway.span(),
                    "the gateway %s %s".formatted(to, what),
                    "write the router's address in that network, or correct the mask"));
        }
    }

    /// A second network card may well have no gateway; a host without any has no way to the outside.
    private void checkWayOut() {
        settings.flat().stream()
                .filter(one -> one.type() == InterfaceSettings.Type.STATIC && !hasGateway(one))
                .forEach(this::noGateway);
        if (settings.interfaces().stream()
                .allMatch(one -> one.type() == InterfaceSettings.Type.STATIC && !hasGateway(one))) {
            settings.interfaces().stream().limit(1).forEach(this::noGateway);
        }
    }

    /// One that could not be read counts: it has been told already.
    private boolean hasGateway(InterfaceSettings one) {
        return one.gateway().isPresent() || isTold(one, GATEWAY_CODES);
    }

    private boolean isTold(InterfaceSettings one, Set<Code> codes) {
        return settings.issues().stream()
                .anyMatch(issue -> codes.contains(issue.code())
                        && one.span().start() <= issue.span().start()
                        && issue.span().end() <= one.span().end());
    }

    private void noGateway(InterfaceSettings one) {
        issues.add(NetworkIssue.error(
                Code.NO_GATEWAY,
                one.span(),
                "%s is static and has no gateway".formatted(one.label()),
                "write 'gateway' with the router's address"));
    }

    private void checkDuplicates() {
        Map<IpAddress, InterfaceSettings> seen = new HashMap<>();
        for (InterfaceSettings one : settings.interfaces()) {
            one.address()
                    .filter(ignored -> one.type() == InterfaceSettings.Type.STATIC)
                    .ifPresent(address -> {
                        InterfaceSettings first =
                                seen.putIfAbsent(address.value().address(), one);
                        if (first != null) {
                            issues.add(NetworkIssue.error(
                                    Code.DUPLICATE_ADDRESS,
                                    address.span(),
                                    "%s has the address of %s".formatted(one.label(), first.label()),
                                    "give each interface an address of its own"));
                        }
                    });
        }
    }

    private void checkForms() {
        if (settings.flat().isEmpty() || settings.interfaces().isEmpty()) {
            return;
        }
        InterfaceSettings flat = settings.flat().get();
        boolean agrees = settings.interfaces().stream().anyMatch(one -> agree(flat, one));
        String fix = "keep the form by interface and drop 'type', 'ipAddress', 'mask' and 'gateway' beside it";
        issues.add(
                agrees
                        ? NetworkIssue.warning(
                                Code.BOTH_FORMS,
                                flat.span(),
                                "the default interface is set beside 'interfaces' once more",
                                fix)
                        : NetworkIssue.error(
                                Code.CONTRADICTION,
                                flat.span(),
                                "what is set for the default interface is set for none of 'interfaces'",
                                fix));
    }

    private static boolean agree(InterfaceSettings flat, InterfaceSettings one) {
        return flat.type() == one.type()
                && (flat.type() == InterfaceSettings.Type.DHCP
                        || (flat.address()
                                        .map(Located::value)
                                        .equals(one.address().map(Located::value))
                                && flat.gateway()
                                        .map(Located::value)
                                        .equals(one.gateway().map(Located::value))));
    }
}
