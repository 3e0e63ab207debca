package org.strowger.flow.change;

import java.util.ArrayList;
import java.util.List;
import org.strowger.flow.FlowNode;

/// The points of nodes that have to do with a line of callers.
final class LinePoints {
    private final Points points;

    LinePoints(Points points) {
        this.points = points;
    }

    void queue(FlowNode.Queue queue) {
        needs("name", queue.needs());
        treatment(queue.treatment());
        queue.maxWait().ifPresent(this::maxWait);
        points.way("on_full", queue.onFull());
        points.way("on_no_agents", queue.onNoAgents());
        points.way("next", queue.next());
    }

    void callback(FlowNode.Callback callback) {
        needs("queue", callback.needs());
        points.expression("number", callback.number());
        points.duration("expires", callback.expires());
        points.way("on_refused", callback.onRefused());
        points.way("next", callback.next());
    }

    private void maxWait(FlowNode.MaxWait wait) {
        points.remarked(
                "max_wait",
                wait.atMost(),
                FlowWords.duration(wait.atMost()),
                ", then goes to " + wait.onTimeout());
        points.way("on_timeout", wait.onTimeout());
    }

    private void needs(String queueKey, FlowNode.LineNeeds needs) {
        points.setting(queueKey, needs.queue());
        points.expression("priority", needs.priority());
        needs.skills().forEach((skill, level) -> points.setting("skill " + skill, level));
        points.expression("prefer", needs.prefer());
        points.duration("prefer_for", needs.preferFor());
    }

    private void treatment(FlowNode.Treatment treatment) {
        points.words("welcome", treatment.welcome());
        points.setting("music", treatment.music().id());
        points.duration("announce_place", treatment.announcePlace());
        points.duration("announce_wait", treatment.announceWait());
        points.setting("only_when_better", treatment.onlyWhenBetter());
        comfort(treatment.comfort());
        treatment.keys().forEach(this::key);
        treatment.callbackOffer().ifPresent(this::offer);
    }

    private void comfort(List<FlowNode.Comfort> all) {
        List<String> names = new ArrayList<>();
        for (FlowNode.Comfort comfort : all) {
            String when = comfort.again() ? "every " : "after ";
            String name = points.free("comfort " + when + FlowWords.duration(comfort.after()));
            points.words(name, comfort.say());
            if (comfort.say().isEmpty()) {
                points.hidden(name, true, "silent");
            }
            names.add(name);
        }
        points.order("comfort", names);
    }

    private void key(char key, FlowNode.QueueKey pressed) {
        points.way("key " + key, pressed.go());
        points.wordsOf("key " + key, "prompt", pressed.say());
    }

    private void offer(FlowNode.CallbackOffer offer) {
        String name = "callback_offer";
        points.way(name, offer.go());
        String after = FlowWords.duration(offer.after());
        points.settingOf(name, "after", offer.after(), after);
        points.settingOf(name, "key", offer.key(), String.valueOf(offer.key()));
        points.wordsOf(name, "prompt", offer.say());
    }
}
