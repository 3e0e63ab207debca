package org.strowger.simulator.report;

import java.util.List;
import java.util.Map;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.report.RunFacts.QueueFacts;
import org.strowger.simulator.result.Estimate;
import org.strowger.simulator.result.Results;
import org.strowger.simulator.result.Unit;
import org.strowger.simulator.result.Verdict;

/// What a page says in words: what is met, how figures are meant, where they come from.
final class Notes {
    private Notes() {}

    static void cut(Html page, RunFacts facts, Results results) {
        page.element("p", cutWords(facts, results), "class", "notice", "role", "note");
    }

    static String cutWords(RunFacts facts, Results results) {
        return "Stopped before the end: %d of %d replications were played; all figures are of those."
                .formatted(results.days(), facts.replications());
    }

    static String notTakenWords(Estimate calls) {
        return "Beside these, %s calls a day came to a flow while the switch started anew, and to no queue."
                .formatted(Words.estimate(Unit.COUNT, calls));
    }

    static void verdicts(Html page, List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        page.element("h3", "Targets").begin("ul");
        for (Verdict verdict : verdicts) {
            page.begin("li");
            page.element(
                    "span",
                    verdict.isMet() ? "✓ Met" : "✗ Missed",
                    "class",
                    verdict.isMet() ? "met" : "missed");
            page.text(" " + Words.verdict(verdict)).end();
        }
        page.end();
    }

    static String warmUp(RunFacts facts) {
        return facts.warmUp().isZero()
                ? "There is no warm-up: each day begins with nobody in line, and all of it counts."
                : "Each day begins with nobody in line; calls that come within its first %s, and agents' time in it, count nowhere (warm-up)."
                        .formatted(Words.duration(facts.warmUp()));
    }

    static void reading(Html page, RunFacts facts) {
        page.element("h2", "How to read this").begin("dl");
        term(
                page,
                "76.3 % ± 1.2",
                "The estimate over all replications and half the width of its 95 % confidence interval (ratio estimator, Student's distribution); of many such intervals, 95 % hold the truth of the model. More replications narrow them: four times as many halve them. Where all replications agree, or there is one only, nothing is said of chance.");
        term(
                page,
                "Service level (SL-6)",
                "Answered in time / (answered + abandoned − short abandons). SL-1: (answered or abandoned in time) / (answered + abandoned). SL-2: answered in time / answered. SL-3: answered in time / (answered + abandoned). SL-4: answered in time / (answered + abandoned − abandoned in time). SL-5: (answered in time + short abandons) / (answered + abandoned). SL-7: answered in time / (answered + abandoned + moved on).");
        term(page, "In time, and short abandons", limits(facts));
        term(
                page,
                "Abandoned",
                "(Hung up in line − short abandons) / (calls − short abandons). Moved on: calls that left the line by overflow, a maximum wait, or a fault.");
        term(
                page,
                "Waits",
                "From joining the line to the answer; what a flow says before is not waiting. What share waited how long is of all replications together, and right to a 32nd of the time.");
        term(
                page,
                "Occupancy",
                "(Talking + after-call work) / (these + ready); ringing is ready. Utilisation: the same over all time signed in, breaks too.");
        term(
                page,
                "Calls",
                "A call that goes on to another queue, by overflow or transfer, counts in each.");
        term(page, "Warm-up", warmUp(facts));
        page.end();
    }

    /// What the service level is of, in a sentence.
    static String variant(RunFacts facts) {
        List<QueueFacts> limits = facts.queues().values().stream().distinct().toList();
        return limits.size() == 1
                ? "SL-6: answered within %s, of all who were answered or hung up; who hung up within %s is left aside."
                        .formatted(
                                Words.duration(limits.getFirst().inTime()),
                                Words.duration(limits.getFirst().shortAbandon()))
                : "SL-6: answered within the time of the queue, of all who were answered or hung up; short abandons are left aside. The limits of each queue are below.";
    }

    private static String limits(RunFacts facts) {
        StringBuilder words = new StringBuilder();
        for (Map.Entry<QueueId, QueueFacts> queue :
                facts.queues().entrySet().stream().limit(Tables.MOST_ROWS).toList()) {
            words.append(queue.getKey().value())
                    .append(": within ")
                    .append(Words.duration(queue.getValue().inTime()))
                    .append(", short below ")
                    .append(Words.duration(queue.getValue().shortAbandon()))
                    .append(". ");
        }
        return words.toString().strip();
    }

    private static void term(Html page, String term, String meaning) {
        page.element("dt", term).element("dd", meaning);
    }

    static void provenance(Html page, RunFacts facts, Results results) {
        page.element("h2", "Where it comes from");
        facts(page, facts, results);
        page.element(
                "p",
                "The same scenario with the same settings and seed gives the same figures, on any machine.",
                "class",
                "soft");
    }

    static void facts(Html page, RunFacts facts, Results results) {
        page.begin("dl");
        term(page, "Scenario", facts.scenario());
        term(page, "Span", facts.span());
        term(page, "Seed", Long.toString(facts.seed()));
        term(page, "Replications", "%d of %d".formatted(results.days(), facts.replications()));
        term(page, "Routing policy", facts.policy());
        term(page, "Strowger", facts.version());
        term(page, "Java", facts.java());
        page.end();
    }
}
