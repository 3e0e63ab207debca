package org.strowger.flow.check;

import java.util.List;
import java.util.SequencedMap;
import org.strowger.yaml.Problem;

/// What a check found, written for people, for programs and for tools that show findings in code.
public final class Report {
    private static final String SARIF_SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private Report() {}

    /// One line for each finding, and one that counts them.
    public static String text(List<Problem> findings) {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> text.append(finding).append('\n'));
        return text.append(counted(errors(findings), "error"))
                .append(", ")
                .append(counted(findings.size() - errors(findings), "warning"))
                .append('\n')
                .toString();
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static long errors(List<Problem> findings) {
        return findings.stream().filter(Problem::isError).count();
    }

    /// A JSON object with the findings and how many there are.
    public static String json(List<Problem> findings) {
        return Json.written(
                Json.object(
                        "findings",
                        findings.stream().map(Report::finding).toList(),
                        "errors",
                        errors(findings),
                        "warnings",
                        findings.size() - errors(findings)));
    }

    private static SequencedMap<String, Object> finding(Problem finding) {
        return Json.object(
                "file",
                finding.file(),
                "line",
                finding.line(),
                "column",
                finding.column(),
                "severity",
                level(finding.isError()),
                "code",
                finding.code(),
                "message",
                finding.message());
    }

    private static String level(boolean isError) {
        return isError ? "error" : "warning";
    }

    /// The findings in the Static Analysis Results Interchange Format 2.1.0 (OASIS).
    ///
    /// @param version of the program that checked
    public static String sarif(List<Problem> findings, String version) {
        SequencedMap<String, Object> driver =
                Json.object(
                        "name",
                        "strowger flow check",
                        "version",
                        version,
                        "rules",
                        List.of(LintCode.values()).stream().map(Report::rule).toList());
        SequencedMap<String, Object> run =
                Json.object(
                        "tool",
                        Json.object("driver", driver),
                        "columnKind",
                        "unicodeCodePoints",
                        "results",
                        findings.stream().map(Report::result).toList());
        return Json.written(
                Json.object("$schema", SARIF_SCHEMA, "version", "2.1.0", "runs", List.of(run)));
    }

    private static SequencedMap<String, Object> rule(LintCode code) {
        return Json.object(
                "id",
                code.name(),
                "shortDescription",
                Json.object("text", code.title()),
                "defaultConfiguration",
                Json.object("level", level(code.severity() == Problem.Severity.ERROR)));
    }

    private static SequencedMap<String, Object> result(Problem finding) {
        SequencedMap<String, Object> region =
                Json.object("startLine", finding.line(), "startColumn", finding.column());
        SequencedMap<String, Object> place =
                Json.object(
                        "artifactLocation",
                        Json.object("uri", Json.uri(finding.file())),
                        "region",
                        region);
        return Json.object(
                "ruleId",
                finding.code(),
                "level",
                level(finding.isError()),
                "message",
                Json.object("text", finding.message()),
                "locations",
                List.of(Json.object("physicalLocation", place)));
    }
}
