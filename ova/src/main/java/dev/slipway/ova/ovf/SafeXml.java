package dev.slipway.ova.ovf;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// Reads XML of strangers: no document type, so no entity and nothing from outside; bounded in size and depth.
final class SafeXml {

    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
    private static final String DEPTH_MAX = "jdk.xml.maxElementDepth";
    private static final String ATTRIBUTES_MAX = "jdk.xml.elementAttributeLimit";
    private static final int MESSAGE_LENGTH_MAX = 200;

    private SafeXml() {}

    /// The root element.
    ///
    /// @throws ProblemException where the bytes are no XML, or XML that is not to be trusted
    static Element parse(byte[] bytes) {
        if (bytes.length > OvfDescriptor.SIZE_BYTES_MAX) {
            throw malformed("it has %d bytes, more than %d".formatted(bytes.length, OvfDescriptor.SIZE_BYTES_MAX));
        }
        try {
            return builder()
                    .parse(new InputSource(new ByteArrayInputStream(bytes)))
                    .getDocumentElement();
        } catch (SAXParseException e) {
            if (String.valueOf(e.getMessage()).contains("DOCTYPE")) {
                throw Problem.input("ovf.doctype", "the descriptor has a document type, which can read files of yours")
                        .at("line " + e.getLineNumber())
                        .because("no descriptor needs one")
                        .exception(e);
            }
            throw malformed("line %d: %s".formatted(e.getLineNumber(), shortened(e)));
        } catch (SAXException e) {
            throw malformed(shortened(e));
        } catch (IOException e) {
            // Bytes that are no characters of the encoding that the text claims.
            throw malformed(shortened(e));
        }
    }

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCTYPE, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute(DEPTH_MAX, "64");
            factory.setAttribute(ATTRIBUTES_MAX, "100");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Thrower());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's parser can be told to be careful", e);
        }
    }

    private static ProblemException malformed(String why) {
        return Problem.input("ovf.malformed", "the descriptor cannot be read")
                .because(why)
                .exception();
    }

    private static String shortened(Exception e) {
        String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return text.substring(0, Math.min(text.length(), MESSAGE_LENGTH_MAX));
    }

    /// The JDK's own prints to the terminal.
    private static final class Thrower implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {
            // Nothing that would make the text another one.
        }

        @Override
        public void error(SAXParseException error) throws SAXParseException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXParseException {
            throw error;
        }
    }
}
