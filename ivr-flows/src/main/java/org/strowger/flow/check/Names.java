package org.strowger.flow.check;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.strowger.flow.FlowNode;
import org.strowger.flow.FlowNode.LineNeeds;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Spelling;

/// Finds names that nothing around the flow has: queues, skills, agents, boxes, calendars and
/// numbers that may not be called (L01).
final class Names {
    private final FlowFile file;
    private final Surroundings around;
    private final SortedSet<String> calendars;
    private final List<Problem> problems = new ArrayList<>();

    private Names(FlowFile file, Surroundings around, SortedSet<String> calendars) {
        this.file = file;
        this.around = around;
        this.calendars = calendars;
    }

    /// @param calendars the ids of all that there are, those that could not be read included
    static List<Problem> find(FlowFile file, Surroundings around, SortedSet<String> calendars) {
        Names names = new Names(file, around, calendars);
        file.flow().nodes().values().forEach(names::look);
        return names.problems;
    }

    private void look(FlowNode node) {
        switch (node) {
            case FlowNode.Queue queue -> lookAtNeeds(node, queue.needs(), "queue", "name");
            case FlowNode.Callback callback ->
                    lookAtNeeds(node, callback.needs(), "callback", "queue");
            case FlowNode.Voicemail voicemail -> {
                expect("box", voicemail.box(), around.boxes(), node, "voicemail", "box");
                voicemail
                        .queue()
                        .ifPresent(
                                queue ->
                                        expect(
                                                "queue",
                                                queue,
                                                around.queues(),
                                                node,
                                                "voicemail",
                                                "queue"));
            }
            case FlowNode.Transfer transfer -> lookAtParty(transfer);
            case FlowNode.Hours hours ->
                    expect(
                            "calendar",
                            hours.calendar(),
                            Optional.of(calendars),
                            node,
                            "hours",
                            "calendar");
            case FlowNode.Say _,
                    FlowNode.Menu _,
                    FlowNode.Collect _,
                    FlowNode.Record _,
                    FlowNode.Switch _,
                    FlowNode.Split _,
                    FlowNode.Http _,
                    FlowNode.Assign _,
                    FlowNode.Survey _,
                    FlowNode.Call _,
                    FlowNode.Return _,
                    FlowNode.HangUp _ -> {}
        }
        for (Reading reading : Reading.of(node)) {
            for (String queue : reading.expression().queues()) {
                expect("queue", queue, around.queues(), node, reading.part());
            }
        }
    }

    private void lookAtNeeds(FlowNode node, LineNeeds needs, String kind, String nameKey) {
        expect("queue", needs.queue(), around.queues(), node, kind, nameKey);
        for (String skill : needs.skills().keySet()) {
            expect("skill", skill, around.skills(), node, kind, "skills", skill);
        }
    }

    private void lookAtParty(FlowNode.Transfer transfer) {
        switch (transfer.to()) {
            case FlowNode.Party.Agent(String agent) ->
                    expect("agent", agent, around.agents(), transfer, "transfer", "agent");
            case FlowNode.Party.Number(String number) -> {
                around.allowedNumbers()
                        .flatMap(allowed -> whyNotCalled(number, allowed))
                        .ifPresent(
                                why ->
                                        problems.add(
                                                file.problem(
                                                        LintCode.L01,
                                                        transfer,
                                                        Part.of("transfer", "to"),
                                                        quoted(number) + why)));
            }
            case FlowNode.Party.Dialled _ -> {}
        }
    }

    /// A centre calls by its trunk, which takes numbers.
    private static Optional<String> whyNotCalled(String number, List<String> allowed) {
        if (number.startsWith("sip")) {
            return Optional.of(" is a SIP address, and a centre calls only numbers");
        }
        return allowed.stream().anyMatch(number::startsWith)
                ? Optional.empty()
                : Optional.of(" is not among the numbers that flows may call");
    }

    private void expect(
            String what,
            String name,
            Optional<SortedSet<String>> known,
            FlowNode node,
            String... part) {
        expect(what, name, known, node, Part.of(part));
    }

    private void expect(
            String what, String name, Optional<SortedSet<String>> known, FlowNode node, Part part) {
        if (known.isPresent() && !known.get().contains(name)) {
            problems.add(
                    file.problem(
                            LintCode.L01,
                            node,
                            part,
                            "no "
                                    + what
                                    + " "
                                    + quoted(name)
                                    + Spelling.didYouMean(name, known.get())));
        }
    }
}
