package org.strowger.flow.exchange;

import java.util.List;
import org.strowger.yaml.Problem;
import org.strowger.yaml.YamlDocument;
import org.strowger.yaml.YamlValue;

/// A JSON text, read into values with their places; or what is wrong with it.
///
/// JSON is a part of YAML 1.2, whose reader has all the bounds and keeps the places. The one
/// difference is the tab, which JSON allows between values; read as a space, it keeps every place.
final class JsonSource {
    private final SourceValue root;
    private final List<Problem> problems;

    private JsonSource(YamlDocument document) {
        SourceValue top = SourceValue.map(document.root().at(), document.root().at());
        document.root().entries().forEach((key, value) -> top.put(key, read(value)));
        this.root = top;
        this.problems = document.problems();
    }

    static JsonSource read(String file, String text) {
        return new JsonSource(YamlDocument.read(file, text.replace('\t', ' ')));
    }

    SourceValue root() {
        return root;
    }

    List<Problem> problems() {
        return problems;
    }

    private static SourceValue read(YamlValue value) {
        if (value.isMap()) {
            SourceValue map = SourceValue.map(value.keyAt(), value.at());
            value.map().entries().forEach((key, field) -> map.put(key, read(field)));
            return map;
        }
        if (value.isList()) {
            SourceValue list = SourceValue.list(value.keyAt(), value.at());
            value.list().forEach(item -> list.append(read(item)));
            return list;
        }
        return value.isNothing()
                ? SourceValue.nothing(value.at())
                : SourceValue.text(value.keyAt(), value.at(), value.text().orElse(""));
    }
}
