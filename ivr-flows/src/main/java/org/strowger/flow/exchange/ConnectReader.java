package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.strowger.yaml.Position;

/// Reads a flow of Amazon Connect, in its flow language of 2019-10-30.
final class ConnectReader {
    /// Actions that change how a call is kept or told of, and that no caller hears.
    private static final Set<String> SETTINGS =
            Set.of(
                    "UpdateFlowLoggingBehavior",
                    "UpdateContactRecordingBehavior",
                    "UpdateContactRecordingAndAnalyticsBehavior",
                    "UpdateContactEventHooks",
                    "UpdateContactTextToSpeechVoice",
                    "UpdateContactData",
                    "UpdateContactCallbackNumber",
                    "UpdateContactRoutingBehavior",
                    "TagContact");

    private static final Set<String> ENDS =
            Set.of("DisconnectParticipant", "EndFlowExecution", "EndFlowModuleExecution");
    private static final String SET_QUEUE = "UpdateContactTargetQueue";
    private static final int MOST_ACTIONS = 2_000;

    private final FlowDraft flow;
    private final ConnectNames names;
    private final ConnectActions writer;
    private final SequencedMap<String, ConnectAction> actions = new LinkedHashMap<>();
    private final SequencedMap<String, String> queues = new LinkedHashMap<>();

    private ConnectReader(FlowDraft flow, ConnectNames names) {
        this.flow = flow;
        this.names = names;
        this.writer = new ConnectActions(flow, names, this::target, this::loop, queues);
    }

    static void read(SourceValue root, Drafts drafts) {
        List<SourceValue> listed = root.field("Actions").items();
        if (listed.isEmpty() || listed.size() > MOST_ACTIONS) {
            return;
        }
        SourceValue metadata = root.field("Metadata");
        ConnectNames names = new ConnectNames(metadata);
        FlowDraft flow = drafts.open(names.flowName().orElseGet(drafts::nameOfFile), root.at());
        metadata.text("description").ifPresent(flow::describe);
        root.field("Version").written();
        if (metadata.isMap()) {
            String what =
                    "'Metadata' with all in it is left out: a drawing's places are computed here";
            drafts.notes().add(metadata.useAll().keyAt(), what);
        }
        new ConnectReader(flow, names).read(root.text("StartAction"), listed);
    }

    private void read(Optional<String> start, List<SourceValue> listed) {
        for (SourceValue source : listed) {
            Optional<ConnectAction> action = ConnectAction.of(source);
            if (action.isEmpty() || actions.putIfAbsent(action.get().id(), action.get()) != null) {
                String what = "an action without an identifier or type of its own: left out";
                flow.notes().add(source.useAll().at(), what);
            }
        }
        actions.values().stream().filter(a -> a.type().equals(SET_QUEUE)).forEach(this::carryQueue);
        flow.startAt(target(start.or(() -> actions.keySet().stream().findFirst())));
        actions.values().stream().filter(a -> !a.type().equals("Loop")).forEach(this::write);
        actions.values().stream().filter(a -> a.type().equals("Loop")).forEach(this::write);
    }

    /// The queue an action sets is the one of every transfer after it, until another is set.
    private void carryQueue(ConnectAction set) {
        Optional<String> queue = set.parameter("QueueId").or(() -> set.parameter("AgentId"));
        if (queue.isEmpty()) {
            return;
        }
        String name = Names.name(names.displayName(set, "QueueId", queue.get()), "queue");
        Set<String> seen = new HashSet<>();
        Deque<String> toVisit = new ArrayDeque<>(set.leadsTo());
        while (!toVisit.isEmpty()) {
            ConnectAction action = actions.get(toVisit.pop());
            if (action != null && !action.type().equals(SET_QUEUE) && seen.add(action.id())) {
                carryTo(action, name);
                toVisit.addAll(action.leadsTo());
            }
        }
    }

    private void carryTo(ConnectAction action, String queue) {
        if (action.type().equals("TransferContactToQueue")) {
            String known = queues.putIfAbsent(action.id(), queue);
            if (known != null && !known.equals(queue)) {
                String what = "calls come here for queue " + known + " and for " + queue;
                flow.notes().add(action.source().at(), what + ": all go to " + known);
            }
        }
    }

    /// The node an action became; of one that no caller notices, the node after it.
    private String target(Optional<String> action) {
        Set<String> passed = new HashSet<>();
        Optional<String> next = action;
        while (next.isPresent() && passed.add(next.get())) {
            ConnectAction known = actions.get(next.get());
            if (known == null) {
                return flow.idOf(next.get(), "action");
            }
            if (ENDS.contains(known.type())) {
                return FlowDraft.END;
            }
            if (!isPassed(known)) {
                return flow.idOf(known.id(), ConnectNames.nodeName(known), "action");
            }
            next = known.next();
        }
        return FlowDraft.END;
    }

    private static boolean isPassed(ConnectAction action) {
        return action.type().equals(SET_QUEUE) || SETTINGS.contains(action.type());
    }

    private Optional<ConnectAction> loop(Optional<String> id) {
        return id.map(actions::get).filter(a -> a.type().equals("Loop"));
    }

    private void write(ConnectAction action) {
        Position at = action.source().at();
        action.parameters();
        if (ENDS.contains(action.type())) {
            return;
        }
        if (!isPassed(action)) {
            writer.write(action, target(Optional.of(action.id())));
        } else if (SETTINGS.contains(action.type())) {
            flow.notes().add(at, action.type() + " has no counterpart: the call goes on without");
        }
        noteWaysNotTaken(action);
    }

    /// A failure that leads where the call goes anyway needs no word.
    private void noteWaysNotTaken(ConnectAction action) {
        String next = target(action.next());
        for (SourceValue error : action.errors()) {
            Optional<String> left = error.unread("NextAction");
            String type = error.text("ErrorType").orElse("an error");
            if (left.isPresent() && !target(error.text("NextAction")).equals(next)) {
                String what = "the way to " + target(left) + " at " + type + " has no counterpart";
                flow.notes().add(error.at(), what + ": left out");
            }
        }
        for (ConnectAction.Condition condition : action.conditions()) {
            Optional<String> left = condition.source().unread("NextAction");
            if (left.isPresent()) {
                condition.next();
                String on = quoted(String.join(" ", condition.operands()));
                String what = "the way to " + target(left) + " at " + on + " has no counterpart";
                flow.notes().add(condition.source().at(), what + ": left out");
            }
        }
    }
}
