package org.strowger.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.flow.FlowNode.Handler;

/// The ways out of a node, in the order in which the language lists them.
final class Exits {
    private final List<Exit> exits = new ArrayList<>();

    private Exits() {}

    /// All but those that global keys, errors and hanging up open everywhere.
    static List<Exit> of(FlowNode node) {
        Exits exits = new Exits();
        switch (node) {
            case FlowNode.Say say -> exits.add("next", say.next());
            case FlowNode.Menu menu -> exits.addMenu(menu);
            case FlowNode.Collect collect -> {
                exits.addPaced("next", collect.next());
                exits.addFailures(collect.asking());
            }
            case FlowNode.Record tape -> {
                exits.addPaced("next", tape.next());
                tape.onEmpty().ifPresent(target -> exits.add("on_empty", target));
            }
            case FlowNode.Voicemail voicemail -> exits.addPaced("next", voicemail.next());
            case FlowNode.Switch choice -> exits.addSwitch(choice);
            case FlowNode.Split split -> exits.addSplit(split);
            case FlowNode.Hours hours -> exits.addHours(hours);
            case FlowNode.Http http -> exits.addPaced("next", http.next());
            case FlowNode.Assign set -> exits.add("next", set.next());
            case FlowNode.Queue queue -> exits.addQueue(queue);
            case FlowNode.Transfer transfer -> exits.addTransfer(transfer);
            case FlowNode.Callback callback -> {
                exits.add("next", callback.next());
                exits.addIf("on_refused", callback.onRefused(), false);
            }
            case FlowNode.Survey survey -> exits.add("next", survey.next());
            case FlowNode.Call call -> exits.add("next", call.next());
            case FlowNode.Return _, FlowNode.HangUp _ -> {}
        }
        node.about().onError().ifPresent(target -> exits.add("on_error", target));
        return List.copyOf(exits.exits);
    }

    private void add(String label, Target target) {
        exits.add(new Exit(label, target, false));
    }

    private void addPaced(String label, Target target) {
        exits.add(new Exit(label, target, true));
    }

    private void addIf(String label, Optional<Target> target, boolean paced) {
        target.ifPresent(t -> exits.add(new Exit(label, t, paced)));
    }

    private void addMenu(FlowNode.Menu menu) {
        menu.choices().forEach((keys, choice) -> addPaced(keys, choice.go()));
        menu.extensions().ifPresent(extensions -> addPaced("extensions", extensions.go()));
        addFailures(menu.asking());
    }

    private void addFailures(FlowNode.Asking asking) {
        addLeaving("no_match", asking.noMatch(), true);
        addLeaving("no_input", asking.noInput(), false);
        add("give_up", asking.giveUp());
    }

    private void addLeaving(String label, Handler handler, boolean paced) {
        if (!(handler.go() instanceof Target.Repeat)) {
            exits.add(new Exit(label, handler.go(), paced));
        }
    }

    private void addSwitch(FlowNode.Switch choice) {
        for (int i = 0; i < choice.ways().size(); i++) {
            add("way " + (i + 1), choice.ways().get(i).go());
        }
        add("otherwise", choice.otherwise());
    }

    private void addSplit(FlowNode.Split split) {
        for (int i = 0; i < split.ways().size(); i++) {
            add("way " + (i + 1), split.ways().get(i).go());
        }
    }

    private void addHours(FlowNode.Hours hours) {
        add("open", hours.open());
        add("closed", hours.closed());
        addIf("holiday", hours.holiday(), false);
        addIf("emergency", hours.emergency(), false);
    }

    private void addQueue(FlowNode.Queue queue) {
        queue.treatment().keys().forEach((key, pressed) -> addPaced("key " + key, pressed.go()));
        queue.treatment()
                .callbackOffer()
                .ifPresent(offer -> addPaced("callback_offer", offer.go()));
        queue.maxWait().ifPresent(wait -> addPaced("on_timeout", wait.onTimeout()));
        addIf("on_full", queue.onFull(), false);
        addIf("on_no_agents", queue.onNoAgents(), false);
        addPaced("next", queue.next());
    }

    private void addTransfer(FlowNode.Transfer transfer) {
        // Busy, or not to be reached, may be known at once.
        add("next", transfer.next());
        addIf("on_busy", transfer.onBusy(), false);
        addIf("on_no_answer", transfer.onNoAnswer(), true);
    }
}
