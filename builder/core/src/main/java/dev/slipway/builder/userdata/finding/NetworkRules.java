package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.model.Block;
import dev.slipway.builder.userdata.model.Field;
import dev.slipway.builder.userdata.model.KeyPath;
import dev.slipway.builder.userdata.network.NetworkIssue;
import dev.slipway.builder.userdata.network.NetworkSettings;
import dev.slipway.builder.userdata.network.NoProxy;
import dev.slipway.builder.yaml.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The network of the host: what [NetworkSettings] finds in it, and the cluster's traffic goes past the proxy.
final class NetworkRules implements Rules {

    /// Issues about one place that are one finding.
    private record Place(FindingCode code, Span span) {}

    @Override
    public void check(Subject subject, Findings findings) {
        NetworkPlaces places = NetworkPlaces.of(subject.config());
        byPlace(NetworkSettings.of(subject.document()).issues()).forEach((place, issues) -> {
            // What is of the wrong kind has been told by the schema.
            if (!findings.has(FindingCode.WRONG_TYPE, place.span())) {
                findings.add(finding(place, issues, places.pathOf(place.span())));
            }
        });
        subject.config().network().ifPresent(network -> proxy(network, findings));
    }

    private static Map<Place, List<NetworkIssue>> byPlace(List<NetworkIssue> issues) {
        return issues.stream()
                .collect(Collectors.groupingBy(
                        issue -> new Place(code(issue.code()), issue.span()), LinkedHashMap::new, Collectors.toList()));
    }

    private static FindingCode code(NetworkIssue.Code code) {
        return switch (code) {
            case SHAPE -> FindingCode.WRONG_TYPE;
            case TYPE, ADDRESS, MASK -> FindingCode.WRONG_VALUE;
            case INTERFACE_NAME -> FindingCode.INTERFACE_NAME;
            case HOST_ADDRESS -> FindingCode.UNUSABLE_ADDRESS;
            case MASK_BESIDE_CIDR -> FindingCode.MASK_BESIDE_CIDR;
            case NO_ADDRESS, NO_GATEWAY, NO_MASK -> FindingCode.INCOMPLETE_STATIC_NETWORK;
            case GATEWAY -> FindingCode.UNREACHABLE_GATEWAY;
            case IGNORED -> FindingCode.STATIC_BESIDE_DHCP;
            case DUPLICATE_ADDRESS -> FindingCode.DUPLICATE_ADDRESS;
            case CONTRADICTION -> FindingCode.CONTRADICTING_NETWORK;
            case BOTH_FORMS -> FindingCode.BOTH_NETWORK_FORMS;
        };
    }

    private static Finding finding(Place place, List<NetworkIssue> issues, KeyPath path) {
        Finding finding = Finding.of(
                        place.code(), place.span(), path, joined(issues.stream().map(NetworkIssue::message)))
                .fix(joined(issues.stream().map(NetworkIssue::fix)));
        boolean isError = issues.stream().anyMatch(issue -> issue.severity() == NetworkIssue.Severity.ERROR);
        return isError ? finding.asError() : finding;
    }

    private static String joined(Stream<String> texts) {
        return texts.distinct().collect(Collectors.joining("; "));
    }

    /// The ranges of pods and services are the cluster's, which is made later; any private range shows that somebody
    /// thought of them.
    private static void proxy(Block network, Findings findings) {
        Optional<Field> proxy = Stream.of("httpProxy", "httpsProxy")
                .flatMap(key -> network.field(key).stream())
                .filter(field -> field.text().isPresent())
                .findFirst();
        Optional<NoProxy> noProxy = network.text("noProxy").map(NoProxy::parse);
        if (proxy.isEmpty() || noProxy.filter(NoProxy::coversPrivateRange).isPresent()) {
            return;
        }
        String lack = noProxy.map(NetworkRules::lack).orElse("no noProxy");
        findings.addAtKey(
                FindingCode.PROXY_WITHOUT_NO_PROXY,
                proxy.get(),
                "'%s' stands beside %s: the cluster's own traffic would go through the proxy"
                        .formatted(proxy.get().path(), lack),
                "write the ranges of the hosts, the pods and the services into noProxy");
    }

    private static String lack(NoProxy noProxy) {
        return noProxy.ranges().isEmpty() ? "a noProxy that names no range" : "a noProxy that names no private range";
    }
}
