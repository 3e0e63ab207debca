package org.strowger.flow.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Problem.Severity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<Problem> FINDINGS =
            List.of(
                    new Problem(
                            "flows/a b.yaml",
                            3,
                            7,
                            Severity.ERROR,
                            "L01",
                            "no node \"\\x\u2028\", did you mean 'y'?"),
                    new Problem("flows/c.yaml", 4, 1, Severity.WARNING, "L16", "waits\tfor ever"));

    @Test
    void asTextItIsALineEachAndACount() {
        assertEquals(
                """
                flows/c.yaml:4:1: warning: waits\tfor ever [L16]
                0 errors, 1 warning
                """,
                Report.text(FINDINGS.subList(1, 2)));
        assertEquals("0 errors, 0 warnings\n", Report.text(List.of()));
    }

    @Test
    void asJsonItHoldsEveryPart() {
        JsonNode json = JSON.readTree(Report.json(FINDINGS));

        assertEquals(1, json.at("/errors").asInt());
        assertEquals(1, json.at("/warnings").asInt());
        assertEquals("flows/a b.yaml", json.at("/findings/0/file").asString());
        assertEquals(3, json.at("/findings/0/line").asInt());
        assertEquals(7, json.at("/findings/0/column").asInt());
        assertEquals("error", json.at("/findings/0/severity").asString());
        assertEquals("L01", json.at("/findings/0/code").asString());
        assertEquals(FINDINGS.getFirst().message(), json.at("/findings/0/message").asString());
        assertEquals("warning", json.at("/findings/1/severity").asString());
    }

    /// What the schema of SARIF 2.1.0 requires, and what tools need to show a finding in its line.
    @Test
    void asSarifItHasWhatTheFormatRequires() {
        JsonNode sarif = JSON.readTree(Report.sarif(FINDINGS, "0.1.0"));
        JsonNode run = sarif.at("/runs/0");

        assertEquals("2.1.0", sarif.at("/version").asString());
        assertTrue(sarif.at("/$schema").asString().endsWith("sarif-schema-2.1.0.json"));
        assertEquals("strowger flow check", run.at("/tool/driver/name").asString());
        assertEquals("0.1.0", run.at("/tool/driver/version").asString());
        assertEquals(LintCode.values().length, run.at("/tool/driver/rules").size());
        for (JsonNode rule : run.at("/tool/driver/rules")) {
            assertTrue(rule.at("/id").asString().matches("L[0-9]{2}"));
            assertTrue(rule.at("/shortDescription/text").isString());
            assertTrue(
                    Set.of("error", "warning")
                            .contains(rule.at("/defaultConfiguration/level").asString()));
        }
        JsonNode result = run.at("/results/0");
        assertEquals("L01", result.at("/ruleId").asString());
        assertEquals("error", result.at("/level").asString());
        assertEquals(FINDINGS.getFirst().message(), result.at("/message/text").asString());
        JsonNode place = result.at("/locations/0/physicalLocation");
        assertEquals("flows/a%20b.yaml", place.at("/artifactLocation/uri").asString());
        assertEquals(3, place.at("/region/startLine").asInt());
        assertEquals(7, place.at("/region/startColumn").asInt());
        assertEquals("warning", run.at("/results/1/level").asString());
    }

    @Test
    void withoutFindingsTheListsAreEmpty() {
        assertEquals(0, JSON.readTree(Report.sarif(List.of(), "1")).at("/runs/0/results").size());
        assertTrue(JSON.readTree(Report.json(List.of())).at("/findings").isArray());
    }
}
