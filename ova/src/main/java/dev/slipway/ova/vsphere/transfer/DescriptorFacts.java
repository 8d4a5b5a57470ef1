package dev.slipway.ova.vsphere.transfer;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// What must be known of a descriptor to import it (DSP0243: 7.1 References, 7.2.2 NetworkSection, 9.5 ProductSection,
/// 9.8 EulaSection). The rest is vCenter's to read.
///
/// @param files what References names, in its order
/// @param networks the names of networks that cards are connected to
/// @param license how its license begins, where it has one
/// @param properties by their full key `class.key.instance`: whether users may set them
public record DescriptorFacts(
        List<String> files, List<String> networks, Optional<String> license, Map<String, Boolean> properties) {

    private static final int THINGS_MAX = 1000;
    private static final int LICENSE_LENGTH_MAX = 120;

    public DescriptorFacts {
        files = List.copyOf(files);
        networks = List.copyOf(networks);
        properties = Map.copyOf(properties);
    }

    /// Reads a descriptor. Nothing that it refers to is read: DTDs and entities are refused.
    static DescriptorFacts read(Path ova, byte[] descriptor) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(descriptor));
            Reading reading = new Reading(ova);
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> reading.start(reader);
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw OvaContents.unsound(ova, "its descriptor has a DTD or an entity of its own");
                    case XMLStreamConstants.CHARACTERS -> reading.text(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> reading.end(reader.getLocalName());
                    default -> {}
                }
            }
            return reading.facts();
        } catch (XMLStreamException e) {
            throw OvaContents.unsound(ova, "its descriptor is no sound XML");
        }
    }

    /// Follows the elements.
    private static final class Reading {
        private final Path ova;
        private final List<String> files = new ArrayList<>();
        private final List<String> networks = new ArrayList<>();
        private final Map<String, Boolean> properties = new LinkedHashMap<>();
        private String productClass = "";
        private String productInstance = "";
        private boolean inLicense;
        private @Nullable StringBuilder license;

        Reading(Path ova) {
            this.ova = ova;
        }

        void start(XMLStreamReader reader) {
            switch (reader.getLocalName()) {
                case "File" -> addFile(reader);
                case "Network" -> add(networks, attribute(reader, "name"));
                case "ProductSection" -> {
                    productClass = attribute(reader, "class");
                    productInstance = attribute(reader, "instance");
                }
                case "Property" -> addProperty(reader);
                case "License" -> {
                    inLicense = true;
                    license = license == null ? new StringBuilder() : license;
                }
                default -> {}
            }
        }

        private void addFile(XMLStreamReader reader) {
            String href = attribute(reader, "href");
            if (href.isEmpty()) {
                return;
            }
            if (!attribute(reader, "chunkSize").isEmpty()) {
                throw OvaContents.unsound(ova, "'%s' comes in several chunks".formatted(href));
            }
            add(files, href);
        }

        private void addProperty(XMLStreamReader reader) {
            String key = attribute(reader, "key");
            if (!key.isEmpty() && properties.size() < THINGS_MAX) {
                String full = Stream.of(productClass, key, productInstance)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("."));
                properties.put(full, Boolean.parseBoolean(attribute(reader, "userConfigurable")));
            }
        }

        private void add(List<String> all, String one) {
            if (all.size() >= THINGS_MAX) {
                throw OvaContents.unsound(ova, "its descriptor names more than %d things".formatted(THINGS_MAX));
            }
            if (!all.contains(one)) {
                all.add(one);
            }
        }

        /// By its local name: old descriptors have a namespace of their own.
        private static String attribute(XMLStreamReader reader, String wanted) {
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                if (reader.getAttributeLocalName(i).equals(wanted)) {
                    return reader.getAttributeValue(i);
                }
            }
            return "";
        }

        void text(String text) {
            StringBuilder words = license;
            if (inLicense && words != null && words.length() < LICENSE_LENGTH_MAX) {
                words.append(text);
            }
        }

        void end(String element) {
            if (element.equals("License")) {
                inLicense = false;
            }
        }

        DescriptorFacts facts() {
            Optional<String> words = Optional.ofNullable(license)
                    .map(text -> text.toString().strip().replaceAll("\\s+", " "))
                    .map(text -> text.substring(0, Math.min(text.length(), LICENSE_LENGTH_MAX)));
            return new DescriptorFacts(files, networks, words, properties);
        }
    }
}
