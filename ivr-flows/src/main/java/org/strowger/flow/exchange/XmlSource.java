package org.strowger.flow.exchange;

import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.strowger.yaml.Position;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Quoted;

/// An XML text, read into elements with their places; or what is wrong with it.
///
/// A file from elsewhere may be made to hurt: no document type is read, nothing outside the text is
/// ever fetched, and size, depth and number of elements have bounds.
final class XmlSource {
    static final int LONGEST = 1 << 20;
    static final int DEEPEST = 50;
    static final int MOST_ELEMENTS = 100_000;

    /// What the JDK's parser puts between the place and the reason in its messages.
    private static final String REASON = "Message:";

    private final String file;
    private final String text;
    private final TagPlaces places;
    private final Deque<SourceElement> open = new ArrayDeque<>();
    private @Nullable SourceElement root;
    private @Nullable Problem problem;
    private int elements;

    private XmlSource(String file, String text) {
        this.file = file;
        this.text = text;
        this.places = new TagPlaces(file, text);
        if (text.length() > LONGEST) {
            problem = start().problem("longer than " + LONGEST + " characters");
        } else {
            read();
        }
    }

    static XmlSource read(String file, String text) {
        return new XmlSource(file, text);
    }

    /// The top element, when nothing was wrong.
    Optional<SourceElement> root() {
        return problem == null ? Optional.ofNullable(root) : Optional.empty();
    }

    List<Problem> problems() {
        return problem == null ? List.of() : List.of(problem);
    }

    private Position start() {
        return new Position(file, 1, 1);
    }

    private void read() {
        try {
            XMLStreamReader reader =
                    hardened().createXMLStreamReader(new StringReader(text.strip()));
            while (problem == null && reader.hasNext()) {
                take(reader.next(), reader);
            }
            reader.close();
        } catch (XMLStreamException wrong) {
            problem = placeOf(wrong).problem("not readable as XML: " + reason(wrong));
        }
    }

    private static XMLInputFactory hardened() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((_, _, _, _) -> InputStream.nullInputStream());
        return factory;
    }

    private void take(int event, XMLStreamReader reader) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> open(reader);
            case XMLStreamConstants.END_ELEMENT -> open.pop();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(reader);
            case XMLStreamConstants.DTD -> refuseDeclarations();
            default -> {}
        }
    }

    private void open(XMLStreamReader reader) {
        TagPlaces.Tag tag = places.next();
        elements++;
        if (open.size() == DEEPEST) {
            problem = tag.at().problem("nested deeper than " + DEEPEST + " levels");
        } else if (elements > MOST_ELEMENTS) {
            problem = tag.at().problem("more than " + MOST_ELEMENTS + " elements");
        } else {
            open(element(reader, tag));
        }
    }

    private void open(SourceElement element) {
        if (root == null) {
            root = element;
        } else if (!open.isEmpty()) {
            open.element().append(element);
        }
        open.push(element);
    }

    private static SourceElement element(XMLStreamReader reader, TagPlaces.Tag tag) {
        SourceElement element = new SourceElement(localName(reader.getLocalName()), tag.at());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = attributeName(reader, i);
            Position at = tag.attributes().getOrDefault(name, tag.at());
            SourceText value = new SourceText(at, reader.getAttributeValue(i));
            if (isForm(name)) {
                value.use();
            }
            element.put(name, value);
        }
        return element;
    }

    private static String attributeName(XMLStreamReader reader, int i) {
        String prefix = reader.getAttributePrefix(i);
        String name = reader.getAttributeLocalName(i);
        return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
    }

    /// Names of namespaces and of schemas say how to read the file, not what it means.
    private static boolean isForm(String attribute) {
        return attribute.equals("xmlns")
                || attribute.startsWith("xmlns:")
                || attribute.startsWith("xsi:");
    }

    private static String localName(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private void text(XMLStreamReader reader) {
        SourceElement element = open.peek();
        if (element != null) {
            element.append(new SourceText(element.at(), reader.getText()));
        }
    }

    /// A document type that only names the language is left unread; one that declares entities is
    /// the way of the known attacks.
    private void refuseDeclarations() {
        int start = text.indexOf("<!DOCTYPE");
        int end = text.indexOf('>', Math.max(start, 0));
        if (start < 0 || end < 0 || text.substring(start, end).indexOf('[') >= 0) {
            problem = start().problem("a document type with declarations is not allowed");
        }
    }

    private Position placeOf(XMLStreamException wrong) {
        Location at = wrong.getLocation();
        return at == null
                ? start()
                : new Position(
                        file, Math.max(1, at.getLineNumber()), Math.max(1, at.getColumnNumber()));
    }

    private static String reason(XMLStreamException wrong) {
        String message = String.valueOf(wrong.getMessage());
        int start = message.indexOf(REASON);
        return Quoted.quoted(
                start < 0 ? message : message.substring(start + REASON.length()).strip());
    }
}
