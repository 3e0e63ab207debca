package org.strowger.engine.contact;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.strowger.yaml.Spelling;

/// Text with places for values of a call: `{caller.number}`; `{{` stands for a brace.
///
/// @param parts in their order
record Template(List<Part> parts) {

    sealed interface Part {
        record Fixed(String text) implements Part {}

        record Place(String name) implements Part {}
    }

    /// A place, by where its brace stands.
    record Placed(int offset, String name) {}

    /// What was read, with the places and what is wrong with them.
    record Read(Template template, List<Placed> places, List<Mistake> mistakes) {}

    Template {
        parts = List.copyOf(parts);
    }

    /// @param variables names that are known besides [CallNames#ALL]
    static Read read(String text, SortedSet<String> variables) {
        SortedSet<String> known = new TreeSet<>(CallNames.ALL);
        known.addAll(variables);
        return new Reader(text, known).read();
    }

    /// @param form what becomes of a value before it stands in the text
    String fill(SortedMap<String, String> data, UnaryOperator<String> form) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Fixed(var text) -> filled.append(text);
                case Part.Place(var name) -> filled.append(form.apply(data.getOrDefault(name, "")));
            }
        }
        return filled.toString();
    }

    private static final class Reader {
        private final String text;
        private final SortedSet<String> known;
        private final List<Part> parts = new ArrayList<>();
        private final List<Placed> places = new ArrayList<>();
        private final List<Mistake> mistakes = new ArrayList<>();
        private final StringBuilder fixed = new StringBuilder();

        Reader(String text, SortedSet<String> known) {
            this.text = text;
            this.known = known;
        }

        Read read() {
            int at = 0;
            while (at < text.length()) {
                if (text.startsWith("{{", at)) {
                    fixed.append('{');
                    at += 2;
                } else if (text.charAt(at) == '{') {
                    at = readPlace(at);
                } else {
                    fixed.append(text.charAt(at));
                    at++;
                }
            }
            endFixed();
            return new Read(new Template(parts), List.copyOf(places), List.copyOf(mistakes));
        }

        private void endFixed() {
            if (!fixed.isEmpty()) {
                parts.add(new Part.Fixed(fixed.toString()));
                fixed.setLength(0);
            }
        }

        /// Returns where the text goes on behind it.
        private int readPlace(int from) {
            int to = from + 1;
            while (to < text.length() && "{}\n".indexOf(text.charAt(to)) < 0) {
                to++;
            }
            if (to == text.length() || text.charAt(to) != '}') {
                mistakes.add(new Mistake(from, "'{' without '}'; a brace itself is written '{{'"));
                return to;
            }
            String name = text.substring(from + 1, to);
            if (known.contains(name)) {
                endFixed();
                parts.add(new Part.Place(name));
                places.add(new Placed(from, name));
            } else {
                mistakes.add(new Mistake(from, unknown(name)));
            }
            return to + 1;
        }

        private String unknown(String name) {
            return "no call has a "
                    + quoted(name)
                    + Spelling.didYouMean(name, known)
                    + "; a brace itself is written '{{'";
        }
    }
}
