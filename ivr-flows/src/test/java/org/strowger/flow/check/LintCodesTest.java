package org.strowger.flow.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.yaml.Problem;

/// Each code has a failing example and a clean one.
class LintCodesTest {

    @ParameterizedTest
    @EnumSource
    void theBadExampleHasExactlyItsCodeOnTheMarkedLines(LintCode code) {
        LintExample bad = LintExample.of(code + "-bad");
        List<Problem> findings = bad.check().findings();
        SortedSet<String> found = new TreeSet<>();
        findings.forEach(f -> found.add(f.file() + ":" + f.line() + " " + f.code()));

        assertFalse(bad.expected().isEmpty());
        assertTrue(bad.expected().stream().allMatch(mark -> mark.endsWith(code.name())));
        assertEquals(bad.expected(), found, Report.text(findings));
    }

    @ParameterizedTest
    @EnumSource
    void theGoodExampleHasNoFindingAndCanBeRun(LintCode code) {
        Checked checked = LintExample.of(code + "-good").check();

        assertEquals(List.of(), checked.findings());
        assertTrue(checked.books().containsKey("main"));
    }
}
