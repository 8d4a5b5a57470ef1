package dev.slipway.pxe.trace.json;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.HostState;
import dev.slipway.pxe.trace.HostTrace;
import dev.slipway.pxe.trace.Step;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The form in which the boot server shows its traces to programs, the doctor among them.
public final class TraceJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int HOSTS_MAX = 100_000;
    private static final int EVENTS_MAX = 100_000;

    private TraceJson() {}

    /// One event as an object in one line, as the log has it.
    public static String line(HostEvent event, String label, long leftOut) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("time", event.time().toString()).put("mac", event.mac().toString());
        if (!label.isEmpty()) {
            line.put("label", label);
        }
        fill(line, event);
        if (leftOut > 0) {
            line.put("leftOut", leftOut);
        }
        return line.toString();
    }

    /// All machines, without what happened to each.
    public static String ofHosts(List<HostState> hosts) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode array = root.putArray("hosts");
        hosts.forEach(host -> write(array.addObject(), host));
        return root.toString();
    }

    /// One machine with what happened to it.
    public static ObjectNode of(HostTrace trace) {
        ObjectNode root = MAPPER.createObjectNode();
        write(root, trace.state());
        root.put("eventsLeftOut", trace.eventsLeftOut());
        ArrayNode events = root.putArray("events");
        for (HostEvent event : trace.events()) {
            ObjectNode line = events.addObject();
            line.put("time", event.time().toString());
            fill(line, event);
        }
        return root;
    }

    private static void fill(ObjectNode line, HostEvent event) {
        line.put("step", name(event.step())).put("text", event.text());
        ObjectNode facts = line.putObject("facts");
        new TreeMap<>(event.facts()).forEach(facts::put);
    }

    private static void write(ObjectNode node, HostState state) {
        node.put("mac", state.mac().toString());
        ObjectNode facts = node.putObject("facts");
        new TreeMap<>(state.facts()).forEach(facts::put);
        node.put("firstSeen", state.firstSeen().toString())
                .put("lastSeen", state.lastSeen().toString())
                .put("boots", state.boots())
                .put("furthest", state.furthest().map(TraceJson::name).orElse(null))
                .put("since", state.since().toString())
                .put("last", state.last().map(TraceJson::name).orElse(null))
                .put("lastWords", state.lastWords());
    }

    /// The name of a step: `loader-sent`.
    public static String name(Step step) {
        return step.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The machines of [#ofHosts].
    ///
    /// @throws IllegalArgumentException where it is something else
    public static List<HostState> readHosts(byte[] json) {
        return reading(() -> {
            List<HostState> hosts = new ArrayList<>();
            for (JsonNode node : MAPPER.readTree(json).required("hosts")) {
                if (hosts.size() >= HOSTS_MAX) {
                    throw new IllegalArgumentException("more than %d machines".formatted(HOSTS_MAX));
                }
                hosts.add(state(node));
            }
            return hosts;
        });
    }

    /// The machine of [#of]; its datagrams are not part of it.
    ///
    /// @throws IllegalArgumentException where it is something else
    public static HostTrace readHost(byte[] json) {
        return reading(() -> {
            JsonNode root = MAPPER.readTree(json);
            HostState state = state(root);
            List<HostEvent> events = new ArrayList<>();
            for (JsonNode node : root.required("events")) {
                if (events.size() >= EVENTS_MAX) {
                    throw new IllegalArgumentException("more than %d events".formatted(EVENTS_MAX));
                }
                events.add(new HostEvent(
                        instant(node, "time"),
                        state.mac(),
                        step(node.required("step").asString()),
                        node.required("text").asString(),
                        facts(node)));
            }
            return new HostTrace(state, events, root.required("eventsLeftOut").asLong(), List.of(), 0);
        });
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("no trace of a boot server: " + e.getMessage(), e);
        }
    }

    private static HostState state(JsonNode node) {
        MacAddress mac = MacAddress.parse(node.required("mac").asString())
                .orElseThrow(() -> new IllegalArgumentException("a machine without a MAC address"));
        return new HostState(
                mac,
                facts(node),
                instant(node, "firstSeen"),
                instant(node, "lastSeen"),
                node.required("boots").asInt(),
                optionalStep(node, "furthest"),
                instant(node, "since"),
                optionalStep(node, "last"),
                node.required("lastWords").asString());
    }

    private static Map<String, String> facts(JsonNode node) {
        Map<String, String> facts = new LinkedHashMap<>();
        node.required("facts")
                .properties()
                .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asString()));
        return facts;
    }

    private static Instant instant(JsonNode node, String name) {
        return Instant.parse(node.required(name).asString());
    }

    private static Optional<Step> optionalStep(JsonNode node, String name) {
        JsonNode value = node.required(name);
        return value.isNull() ? Optional.empty() : Optional.of(step(value.asString()));
    }

    private static Step step(String name) {
        return Step.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
