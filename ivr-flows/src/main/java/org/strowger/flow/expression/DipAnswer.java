package org.strowger.flow.expression;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a data dip answered, read by the fields that the flow declares.
public sealed interface DipAnswer {
    /// The most characters that an answer may have.
    int LONGEST = 1 << 16;

    record Ok(SortedMap<String, Value> fields) implements DipAnswer {
        public Ok {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }
    }

    /// The answer is of no use.
    ///
    /// @param reason names the field and holds none of its value
    record Refused(String reason) implements DipAnswer {}

    /// Picks the declared fields out of a JSON object (RFC 8259); others are not looked at.
    static DipAnswer read(SortedMap<String, ValueType> fields, String json) {
        return JsonFields.read(fields, json);
    }
}
