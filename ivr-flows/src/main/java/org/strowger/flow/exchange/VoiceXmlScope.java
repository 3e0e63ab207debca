package org.strowger.flow.exchange;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// The properties that hold in a part of a VoiceXML document: its own before those around it.
record VoiceXmlScope(SequencedMap<String, String> properties) {
    static VoiceXmlScope none() {
        return new VoiceXmlScope(new LinkedHashMap<>());
    }

    /// The properties of an element, upon these.
    VoiceXmlScope with(SourceElement element) {
        SequencedMap<String, String> all = new LinkedHashMap<>(properties);
        for (SourceElement property : element.elements()) {
            boolean isProperty = property.name().equals("property");
            Optional<String> name = isProperty ? property.peek("name") : Optional.empty();
            String value = property.written("value").orElse("");
            if (name.filter(known -> fits(known, value)).isPresent()) {
                property.use().attribute("name");
                all.put(name.get(), value.strip());
            }
        }
        return new VoiceXmlScope(all);
    }

    private static boolean fits(String name, String value) {
        return switch (name) {
            case "timeout", "interdigittimeout", "termtimeout" ->
                    Times.millis(value, "s").isPresent();
            case "termchar" -> value.strip().matches("[0-9*#]?");
            case "bargein" -> value.equals("true") || value.equals("false");
            default -> false;
        };
    }

    Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }
}
