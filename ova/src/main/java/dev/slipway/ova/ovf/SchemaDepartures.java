package dev.slipway.ova.ovf;

import static dev.slipway.ova.ovf.Elements.attribute;
import static dev.slipway.ova.ovf.Elements.in;
import static dev.slipway.ova.ovf.Elements.isNamed;
import static dev.slipway.ova.ovf.Elements.nameOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/// Where a descriptor is not as its schema wants it (DSP8023 1.1.0, CIM_ResourceAllocationSettingData): what must
/// be there, and in which order.
final class SchemaDepartures {

    private static final int TOLD_MAX = 20;

    /// The fields of an item that are in every version of the schema, in its order, which is that of their names.
    private static final List<String> ITEM_FIELDS = List.of(
            "Address",
            "AddressOnParent",
            "AllocationUnits",
            "AutomaticAllocation",
            "AutomaticDeallocation",
            "Caption",
            "Connection",
            "ConsumerVisibility",
            "Description",
            "ElementName",
            "HostResource",
            "InstanceID",
            "Limit",
            "MappingBehavior",
            "OtherResourceType",
            "Parent",
            "PoolID",
            "Reservation",
            "ResourceSubType",
            "ResourceType",
            "VirtualQuantity",
            "VirtualQuantityUnits",
            "Weight");

    private final List<String> departures = new ArrayList<>();

    private SchemaDepartures() {}

    static List<String> of(Element envelope) {
        SchemaDepartures found = new SchemaDepartures();
        found.envelope(envelope);
        return found.departures.stream().limit(TOLD_MAX).toList();
    }

    private void envelope(Element envelope) {
        List<Element> parts = in(envelope);
        if (parts.isEmpty() || !isNamed(parts.getFirst(), "References")) {
            departures.add("the envelope does not begin with References");
        }
        int stage = 0;
        for (Element part : parts) {
            int next = stageOf(part);
            if (next < stage) {
                departures.add("%s stands behind what it must precede".formatted(nameOf(part)));
            }
            stage = Math.max(stage, next);
        }
        long contents = parts.stream().filter(part -> stageOf(part) == 2).count();
        if (contents != 1) {
            departures.add("the envelope holds %d machines or collections instead of one".formatted(contents));
        }
        parts.forEach(this::part);
    }

    /// References, sections, the content, strings.
    private static int stageOf(Element part) {
        return switch (nameOf(part)) {
            case "References" -> 0;
            case "VirtualSystem", "VirtualSystemCollection" -> 2;
            case "Strings" -> 3;
            default -> 1;
        };
    }

    private void part(Element part) {
        switch (nameOf(part)) {
            case "References" -> in(part, "File").forEach(file -> attributes(file, "id", "href"));
            case "VirtualSystem", "VirtualSystemCollection" -> content(part);
            case "Strings" -> {}
            default -> section(part);
        }
    }

    private void content(Element content) {
        attributes(content, "id");
        startsWithInfo(content);
        for (Element part : in(content)) {
            switch (nameOf(part)) {
                case "Info", "Name" -> {}
                case "VirtualSystem", "VirtualSystemCollection" -> content(part);
                default -> section(part);
            }
        }
    }

    private void section(Element section) {
        startsWithInfo(section);
        switch (nameOf(section)) {
            case "DiskSection" -> in(section, "Disk").forEach(disk -> attributes(disk, "diskId", "capacity"));
            case "NetworkSection" -> in(section, "Network").forEach(network -> attributes(network, "name"));
            case "OperatingSystemSection" -> number(section, "id");
            case "ProductSection" -> in(section, "Property").forEach(property -> attributes(property, "key", "type"));
            case "EulaSection" -> child(section, "License");
            case "AnnotationSection" -> child(section, "Annotation");
            case "VirtualHardwareSection" -> hardware(section);
            default -> {}
        }
    }

    private void hardware(Element section) {
        for (Element system : in(section, "System")) {
            child(system, "ElementName");
            child(system, "InstanceID");
        }
        in(section, "Item").forEach(this::item);
    }

    private void item(Element item) {
        child(item, "ElementName");
        child(item, "InstanceID");
        child(item, "ResourceType");
        int last = -1;
        for (Element field : in(item)) {
            int place = ITEM_FIELDS.indexOf(nameOf(field));
            if (place >= 0 && place < last) {
                departures.add(
                        "%s of %s stands behind %s".formatted(nameOf(field), nameOf(item), ITEM_FIELDS.get(last)));
            }
            last = Math.max(last, place);
        }
    }

    private void startsWithInfo(Element section) {
        Optional<Element> first = in(section).stream().findFirst();
        if (first.filter(info -> isNamed(info, "Info")).isEmpty()) {
            departures.add("%s does not begin with Info".formatted(nameOf(section)));
        }
    }

    private void attributes(Element element, String... names) {
        for (String name : names) {
            if (attribute(element, name).filter(value -> !value.isBlank()).isEmpty()) {
                departures.add("%s has no %s".formatted(nameOf(element), name));
            }
        }
    }

    private void number(Element element, String name) {
        if (attribute(element, name)
                .filter(value -> value.matches("[0-9]{1,5}"))
                .isEmpty()) {
            departures.add("%s has no number as its %s".formatted(nameOf(element), name));
        }
    }

    private void child(Element element, String name) {
        if (in(element, name).isEmpty()) {
            departures.add("%s has no %s".formatted(nameOf(element), name));
        }
    }
}
