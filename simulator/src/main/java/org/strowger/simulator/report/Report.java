package org.strowger.simulator.report;

import java.util.SortedMap;

/// What is told, in each form; a form is made only when it is asked for.
public interface Report {
    /// For a screen.
    String text();

    /// A page that stands by itself.
    String html();

    /// For programs.
    String json();

    /// Tables, by the names of their files.
    SortedMap<String, String> csv();
}
