package org.strowger.engine.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.flow.CheckedFolder;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowBook;
import org.strowger.flow.scenario.Coverage;
import org.strowger.flow.scenario.ScenarioFile;
import org.strowger.flow.scenario.ScenarioResult;
import org.strowger.flow.scenario.ScenarioRunner;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Spelling;

/// The flows of a site, and what became of the tests that were played against them.
final class TestedSite {
    private final CheckedFolder site;
    private final SequencedMap<String, List<ScenarioResult>> results = new LinkedHashMap<>();
    private final SequencedSet<Problem> unplayed = new LinkedHashSet<>();
    private final SortedMap<String, Flow> tested = new TreeMap<>();

    TestedSite(CheckedFolder site) {
        this.site = site;
    }

    void play(String file, String text) {
        switch (ScenarioFile.parse(file, text)) {
            case ScenarioFile.Parsed.Refused(var problems) -> unplayed.addAll(problems);
            case ScenarioFile.Parsed.Ok(ScenarioFile tests) -> play(file, tests);
        }
    }

    private void play(String file, ScenarioFile tests) {
        FlowBook book = site.checked().books().get(tests.flow());
        if (book != null) {
            tested.putAll(book.flows());
            results.put(file, ScenarioRunner.run(tests, book));
            return;
        }
        site.findings().stream().filter(Problem::isError).forEach(unplayed::add);
        String guess = Spelling.didYouMean(tests.flow(), site.checked().books().keySet());
        boolean isThere = site.checked().flows().containsKey(tests.flow());
        unplayed.add(
                new Problem(
                        file,
                        1,
                        1,
                        isThere || site.checked().hasErrors()
                                ? "no flow '" + tests.flow() + "' without errors"
                                : "no flow '" + tests.flow() + "'" + guess));
    }

    /// By test file; without those that could not be played.
    SequencedMap<String, List<ScenarioResult>> results() {
        return Collections.unmodifiableSequencedMap(results);
    }

    boolean hasPassed() {
        return unplayed.isEmpty() && all().stream().allMatch(ScenarioResult::passed);
    }

    private List<ScenarioResult> all() {
        List<ScenarioResult> all = new ArrayList<>();
        results.sequencedValues().forEach(all::addAll);
        return all;
    }

    /// For people: why tests could not be played, each test, how many passed, and what of the flows
    /// no test went through.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        unplayed.forEach(problem -> lines.add(problem.toString()));
        results.forEach(
                (file, each) -> {
                    lines.add(file);
                    each.forEach(result -> add(result, lines));
                });
        List<ScenarioResult> all = all();
        long passed = all.stream().filter(ScenarioResult::passed).count();
        lines.add(passed + " passed, " + (all.size() - passed) + " failed");
        if (!all.isEmpty()) {
            lines.addAll(Coverage.of(tested.values(), all).text());
        }
        return lines;
    }

    private static void add(ScenarioResult result, List<String> lines) {
        lines.add((result.passed() ? "  passed  " : "  FAILED  ") + result.name());
        result.failure().ifPresent(problem -> addFailure(problem, result.trace(), lines));
    }

    private static void addFailure(Problem problem, List<String> trace, List<String> lines) {
        lines.add("    " + problem);
        trace.forEach(line -> lines.add("      " + line));
    }
}
