package org.strowger.flow.calendar;

import java.util.List;
import org.strowger.yaml.Problem;

/// What came of reading a calendar's text.
public sealed interface ParsedCalendar {

    /// There is a calendar.
    ///
    /// @param warnings what is allowed but hardly meant, in file order
    record Ok(Calendar calendar, List<Problem> warnings) implements ParsedCalendar {
        public Ok {
            warnings = List.copyOf(warnings);
        }
    }

    /// There is no calendar in the text.
    ///
    /// @param problems all of them, in file order; at least one
    record Refused(List<Problem> problems) implements ParsedCalendar {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
