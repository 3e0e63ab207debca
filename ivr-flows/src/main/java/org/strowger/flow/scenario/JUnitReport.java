package org.strowger.flow.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The results of flow tests in the XML that JUnit made common, for build servers.
public final class JUnitReport {
    private JUnitReport() {}

    /// All results as one document.
    ///
    /// @param results by test file, in the order to be told
    /// @param took how long all of them took
    public static String xml(SequencedMap<String, List<ScenarioResult>> results, Duration took) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites time=\"").append(seconds(took)).append("\">\n");
        for (Map.Entry<String, List<ScenarioResult>> file : results.entrySet()) {
            appendSuite(file.getKey(), file.getValue(), xml);
        }
        return xml.append("</testsuites>\n").toString();
    }

    private static void appendSuite(String file, List<ScenarioResult> results, StringBuilder xml) {
        long failures = results.stream().filter(result -> !result.passed()).count();
        xml.append("  <testsuite name=\"")
                .append(escaped(file))
                .append("\" tests=\"")
                .append(results.size())
                .append("\" failures=\"")
                .append(failures)
                .append("\" errors=\"0\" skipped=\"0\">\n");
        for (ScenarioResult result : results) {
            appendCase(file, result, xml);
        }
        xml.append("  </testsuite>\n");
    }

    private static void appendCase(String file, ScenarioResult result, StringBuilder xml) {
        xml.append("    <testcase classname=\"")
                .append(escaped(file))
                .append("\" name=\"")
                .append(escaped(result.name()));
        if (result.failure().isEmpty()) {
            xml.append("\"/>\n");
            return;
        }
        xml.append("\">\n      <failure message=\"")
                .append(escaped(result.failure().get().toString()))
                .append("\">")
                .append(escaped(String.join("\n", result.trace())))
                .append("</failure>\n    </testcase>\n");
    }

    private static String seconds(Duration took) {
        return "%d.%03d".formatted(took.toSeconds(), took.toMillisPart());
    }

    /// XML 1.0 has no place for most control characters, not even escaped.
    private static String escaped(String text) {
        StringBuilder xml = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                case '\n' -> xml.append("&#10;");
                default -> xml.append(c < ' ' || c > '\uFFFD' ? '?' : c);
            }
        }
        return xml.toString();
    }
}
