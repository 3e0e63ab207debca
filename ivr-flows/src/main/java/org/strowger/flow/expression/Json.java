package org.strowger.flow.expression;

import java.util.List;

/// A value of a JSON text, as far as a data dip looks into it.
sealed interface Json {

    /// What it is, for messages; never what it holds.
    String kind();

    record Text(String text) implements Json {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /// A number as it stands in the text, of any size.
    record Numeral(String written) implements Json {
        @Override
        public String kind() {
            return "a number";
        }
    }

    record Flag(boolean on) implements Json {
        @Override
        public String kind() {
            return "true or false";
        }
    }

    record Items(List<Json> items) implements Json {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /// An object inside the object, which no field of a flow can take.
    record Inner() implements Json {
        @Override
        public String kind() {
            return "an object";
        }
    }

    record Nothing() implements Json {
        @Override
        public String kind() {
            return "null";
        }
    }
}
