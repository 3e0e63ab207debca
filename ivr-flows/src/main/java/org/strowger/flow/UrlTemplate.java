package org.strowger.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.flow.expression.Expression;

/// A URL with places for values of the call, in its path and its query alone.
public record UrlTemplate(List<Part> parts) {

    /// A piece of the URL.
    public sealed interface Part {
        record Fixed(String text) implements Part {}

        /// A variable, percent-encoded.
        record Filled(Expression value) implements Part {}
    }

    public UrlTemplate {
        parts = List.copyOf(parts);
    }

    /// The names of all variables in it.
    public SortedSet<String> reads() {
        SortedSet<String> reads = new TreeSet<>();
        expressions().forEach(value -> reads.addAll(value.reads()));
        return reads;
    }

    List<Expression> expressions() {
        List<Expression> values = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Filled(var value)) {
                values.add(value);
            }
        }
        return values;
    }

    /// As it is written.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Fixed(var fixed) -> text.append(fixed);
                case Part.Filled(var value) -> text.append('{').append(value).append('}');
            }
        }
        return text.toString();
    }
}
