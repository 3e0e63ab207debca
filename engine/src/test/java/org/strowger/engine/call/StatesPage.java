package org.strowger.engine.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.strowger.engine.flow.FlowSource;

/// The page that says what each thing that can happen does in each situation, as it is found by
/// trying.
final class StatesPage {
    private final FlowSource flows;
    private final StringBuilder page = new StringBuilder();

    /// What can be seen of a centre from outside.
    private record Look(String call, String heard, Map<String, String> agents) {
        static Look at(TriedCentre centre) {
            return new Look(
                    centre.call().map(Look::told).orElse("none"),
                    centre.network.leg("caller").map(LiveNetwork.Leg::hears).orElse(""),
                    centre.agents());
        }

        private static String told(CallView call) {
            String state = call.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return call.agents().isEmpty()
                    ? state
                    : state
                            + " ("
                            + call.agents().stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining(", "))
                            + ")";
        }

        private String callAndHeard() {
            return heard.isEmpty() ? call : call + ", hears " + heard;
        }
    }

    /// What came of something.
    private record Outcome(Look after, List<String> asked, Optional<String> refused) {}

    StatesPage(FlowSource flows) {
        this.flows = flows;
    }

    String written() {
        page.append(
                """
                # States of calls and agents

                What happens to a call and to the agents anna and ben, in every state, whatever happens there. Written by `StatesTest`
                from what the engine does; `mvn test -pl engine -am -Dtest=StatesTest -Dsurefire.failIfNoSpecifiedTests=false -Dwrite.docs=true`
                writes it anew, and a build in which the page is not what the engine does fails.

                The same test ends each of these in four ways (the caller hangs up, everybody else does, the network fails, nobody does
                anything), and has each thing happen before each single step on the way to each situation: between a command to the routing core
                and its answer, and between any two things that core and network say. Each time exactly one contact remains of a call, and no
                leg, timer, recording, place in line, line outside or reservation of an agent.

                A command of an agent or supervisor is *in italics*. `is busy`, `refuses`, `does not answer` and `is out of reach` are how a ringing
                telephone fails. "After a while" is when the next thing in the flow, or of the routing core, is due: the end of a ring,
                of after-call work, of a wait. The rules of both queues are: 15 s of ringing, 30 s of after-call work, 5 s of rest after a missed
                call, two callers in line at most. What the network is asked is in the words of the tests: `bridge caller with anna`.

                """);
        for (Situation situation : Situation.all()) {
            write(situation);
        }
        return page.toString();
    }

    private TriedCentre at(Situation situation) {
        TriedCentre centre = new TriedCentre(flows, TriedCentre.First.CORE, _ -> {});
        situation.way().accept(centre);
        centre.network.asked();
        return centre;
    }

    private void write(Situation situation) {
        TriedCentre centre = at(situation);
        Look before = Look.at(centre);
        List<Happening> all = Happening.in(centre);
        centre.settle();
        Look undisturbed = Look.at(centre);
        Outcome nothing = new Outcome(undisturbed, centre.network.asked(), Optional.empty());
        page.append("## %s\n\n%s\n\n".formatted(situation.name(), situation.says()));
        page.append("Call: %s. %s.\n\n".formatted(before.callAndHeard(), agents(before, Map.of())));
        Map<Outcome, List<String>> outcomes = new LinkedHashMap<>();
        for (Happening each : all) {
            outcomes.computeIfAbsent(outcome(situation, each), _ -> new ArrayList<>())
                    .add(each.name().equals("time passes") ? "after a while" : each.name());
        }
        List<String> vain = outcomes.getOrDefault(nothing, List.of());
        outcomes.remove(nothing);
        table(undisturbed, outcomes);
        refusals(outcomes);
        if (!vain.isEmpty()) {
            page.append("Nothing comes of: %s.\n\n".formatted(String.join("; ", vain)));
        }
    }

    private Outcome outcome(Situation situation, Happening happening) {
        TriedCentre centre = at(situation);
        int answered = centre.answers().size();
        happening.now(centre).ifPresent(now -> now.what().accept(centre));
        centre.settle();
        Optional<String> refused =
                centre.answers().stream()
                        .skip(answered)
                        .map(answer -> answer.result())
                        .filter(answer -> answer instanceof DeskAnswer.Refused)
                        .map(answer -> ((DeskAnswer.Refused) answer).reason().name())
                        .findFirst();
        return new Outcome(Look.at(centre), centre.network.asked(), refused);
    }

    private void table(Look before, Map<Outcome, List<String>> outcomes) {
        if (outcomes.keySet().stream().allMatch(outcome -> outcome.refused().isPresent())) {
            return;
        }
        page.append("| what happens | call then | agents then | the network is asked |\n");
        page.append("|---|---|---|---|\n");
        outcomes.forEach(
                (outcome, names) -> {
                    if (outcome.refused().isEmpty()) {
                        page.append(
                                "| %s | %s | %s | %s |\n"
                                        .formatted(
                                                String.join("; ", names),
                                                call(before, outcome.after()),
                                                agents(outcome.after(), before.agents()),
                                                asked(outcome)));
                    }
                });
        page.append("\n");
    }

    private static String call(Look before, Look after) {
        return after.callAndHeard().equals(before.callAndHeard()) ? "" : after.callAndHeard();
    }

    /// Those who do something else than before.
    private static String agents(Look look, Map<String, String> before) {
        return look.agents().entrySet().stream()
                .filter(agent -> !agent.getValue().equals(before.get(agent.getKey())))
                .map(agent -> agent.getKey() + ": " + agent.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String asked(Outcome outcome) {
        return outcome.asked().isEmpty()
                ? ""
                : outcome.asked().stream().collect(Collectors.joining("`, `", "`", "`"));
    }

    /// A command that is refused changes nothing.
    private void refusals(Map<Outcome, List<String>> outcomes) {
        Map<String, List<String>> refused = new LinkedHashMap<>();
        outcomes.forEach(
                (outcome, names) ->
                        outcome.refused()
                                .ifPresent(
                                        reason ->
                                                refused.computeIfAbsent(
                                                                reason, _ -> new ArrayList<>())
                                                        .addAll(names)));
        refused.forEach(
                (reason, names) ->
                        page.append("Refused, `%s`: %s.\n\n".formatted(reason, all(names))));
    }

    private static String all(List<String> commands) {
        return commands.size() == Happening.commands()
                ? "every command about a talk"
                : String.join("; ", commands);
    }
}
