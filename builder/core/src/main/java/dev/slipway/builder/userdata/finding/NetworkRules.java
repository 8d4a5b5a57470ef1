package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.model.Block;
import dev.slipway.builder.userdata.model.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The network of the host: static interfaces are complete, and the cluster's traffic goes past the proxy.
final class NetworkRules implements Rules {

    @Override
    public void check(Subject subject, Findings findings) {
        subject.config().network().ifPresent(network -> {
            // The old flat form is an interface without a name.
            address(network, findings);
            network.block("interfaces").map(Block::children).orElse(List.of()).forEach(each -> address(each, findings));
            proxy(network, findings);
        });
    }

    private static void address(Block networkInterface, Findings findings) {
        Optional<Field> address =
                networkInterface.field("ipAddress").filter(field -> field.text().isPresent());
        boolean hasPrefix =
                address.flatMap(Field::text).filter(text -> text.contains("/")).isPresent();
        Optional<Field> mask =
                networkInterface.field("mask").filter(field -> field.text().isPresent());
        Optional<Field> type = networkInterface.field("type");
        if (type.flatMap(Field::text).filter("static"::equals).isPresent()) {
            List<String> missing = new ArrayList<>();
            if (address.isEmpty()) {
                missing.add("ipAddress");
            }
            if (networkInterface.text("gateway").isEmpty()) {
                missing.add("gateway");
            }
            if (!hasPrefix && mask.isEmpty()) {
                missing.add("mask");
            }
            if (!missing.isEmpty()) {
                findings.addAtValue(
                        FindingCode.INCOMPLETE_STATIC_NETWORK,
                        type.get(),
                        "'%s' is static and lacks %s".formatted(networkInterface.path(), String.join(" and ", missing)),
                        "add what is missing; an ipAddress such as 10.0.10.25/24 needs no mask");
            }
        }
        if (hasPrefix) {
            mask.ifPresent(field -> findings.addAtKey(
                    FindingCode.MASK_BESIDE_CIDR,
                    field,
                    "'%s' has the length of its prefix already".formatted(networkInterface.path() + ".ipAddress"),
                    "remove mask"));
        }
    }

    /// The ranges of pods and services are the cluster's, which is made later; any range shows that somebody thought of
    /// them.
    private static void proxy(Block network, Findings findings) {
        Optional<Field> proxy = network.field("httpProxy")
                .filter(field -> field.text().isPresent())
                .or(() ->
                        network.field("httpsProxy").filter(field -> field.text().isPresent()));
        boolean hasRange = network.text("noProxy").stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .anyMatch(part -> part.contains("/") || part.strip().equals("*"));
        if (proxy.isPresent() && !hasRange) {
            String missing = network.text("noProxy").isPresent() ? "a noProxy that names no range" : "no noProxy";
            findings.addAtKey(
                    FindingCode.PROXY_WITHOUT_NO_PROXY,
                    proxy.get(),
                    "'%s' stands beside %s: the cluster's own traffic would go through the proxy"
                            .formatted(proxy.get().path(), missing),
                    "write the ranges of the hosts, the pods and the services into noProxy");
        }
    }
}
