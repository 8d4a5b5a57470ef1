package dev.slipway.ova.ovf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/// Looks into elements by local names: programs differ in what they put into which namespace.
final class Elements {

    private Elements() {}

    /// The elements in an element.
    static List<Element> in(Element parent) {
        List<Element> children = new ArrayList<>();
        for (@Nullable Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /// Those of a name.
    static List<Element> in(Element parent, String name) {
        return in(parent).stream().filter(child -> isNamed(child, name)).toList();
    }

    /// The first of a name.
    static Optional<Element> first(Element parent, String name) {
        return in(parent, name).stream().findFirst();
    }

    /// Whether an element has that local name.
    static boolean isNamed(Element element, String name) {
        return name.equals(nameOf(element));
    }

    /// The local name.
    static String nameOf(Element element) {
        return String.valueOf(element.getLocalName());
    }

    /// What stands in the first element of a name, where there is something.
    static Optional<String> text(Element parent, String name) {
        return first(parent, name).map(Elements::text).filter(text -> !text.isEmpty());
    }

    /// What stands in each element of a name.
    static List<String> texts(Element parent, String name) {
        return in(parent, name).stream()
                .map(Elements::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }

    /// The attribute of that local name.
    static Optional<String> attribute(Element element, String name) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            if (attributes.item(i) instanceof Attr attribute && name.equals(attribute.getLocalName())) {
                return Optional.of(attribute.getValue());
            }
        }
        return Optional.empty();
    }
}
