package org.strowger.simulator.virtual;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.call.Loop;
import org.strowger.engine.flow.LoadedFlow;
import org.strowger.flow.FlowNode;
import org.strowger.flow.InputRules;
import org.strowger.flow.NodeId;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.chance.Sampler;
import org.strowger.simulator.scenario.Source;
import org.strowger.simulator.telephony.FarEnd;
import org.strowger.simulator.telephony.Line;
import org.strowger.telephony.HangupCause;

/// A caller whom a flow guides: hears, thinks, and presses keys as their source has it.
final class GuidedCall implements FarEnd {
    /// Between two keys of an entry.
    private static final Duration BETWEEN_KEYS = Duration.ofMillis(300);

    /// From the answer of a call back to the key that takes it.
    private static final Duration TAKES_AFTER = Duration.ofSeconds(2);

    final Caller caller;

    /// Whether what becomes of it counts.
    final boolean counts;

    private final LoadedFlow flow;
    private final Source.Keys keys;
    private final Sampler thinking;
    private final long key;
    private final Loop loop;
    private final FlowCalls calls;
    private final Chance chance = new Chance(0);
    private final List<Loop.Timer> presses = new ArrayList<>();

    /// The leg that the caller has now; nothing before the call and after it.
    @Nullable Line line;

    /// Where the caller is called back; empty: nowhere.
    String address = "";

    /// The telephone of the agent in the talk, or of the one who answered last.
    @Nullable Line agent;

    /// Whether this is a call back, which is taken by a key.
    boolean isCalledBack;

    /// Whether a hang-up is no drop-off: the caller has talked, or was lost.
    boolean isDone;

    private @Nullable At at;

    /// A node that takes keys.
    private static final class At {
        final String name;
        final List<Source.Choice> choices;

        /// Whether each playback is another question; if not, keys are pressed once.
        final boolean isAsked;

        final boolean bargeIn;
        int attempt;

        /// Whether nothing was played yet.
        boolean isFresh = true;

        At(String name, List<Source.Choice> choices, boolean isAsked, boolean bargeIn) {
            this.name = name;
            this.choices = choices;
            this.isAsked = isAsked;
            this.bargeIn = bargeIn;
        }
    }

    /// @param key of the draws for this call
    GuidedCall(
            Caller caller,
            boolean counts,
            LoadedFlow flow,
            Source.Keys keys,
            Sampler thinking,
            long key,
            Loop loop,
            FlowCalls calls) {
        this.caller = caller;
        this.counts = counts;
        this.flow = flow;
        this.keys = keys;
        this.thinking = thinking;
        this.key = key;
        this.loop = loop;
        this.calls = calls;
    }

    // Where the flow is.

    void enters(String in, NodeId node) {
        forget();
        String name = in.equals(flow.book().entry()) ? node.value() : in + "/" + node.value();
        List<Source.Choice> choices = keys.at().get(name);
        if (choices == null) {
            return;
        }
        FlowNode what = flow.book().flow(in).node(node);
        InputRules rules = rules(what);
        at = new At(name, choices, rules != null, rules == null || rules.bargeIn());
        think(Duration.ZERO);
    }

    private static @Nullable InputRules rules(FlowNode node) {
        return switch (node) {
            case FlowNode.Menu menu -> menu.asking().input();
            case FlowNode.Collect collect -> collect.asking().input();
            case FlowNode.Survey survey -> survey.input();
            case FlowNode _ -> null;
        };
    }

    void leaves() {
        forget();
    }

    private void forget() {
        at = null;
        stopPressing();
    }

    private void stopPressing() {
        presses.forEach(Loop.Timer::cancel);
        presses.clear();
    }

    // Words, and keys.

    @Override
    public void wordsBegin(Duration length) {
        At here = at;
        if (here == null || !here.isAsked) {
            return;
        }
        if (here.isFresh) {
            here.isFresh = false;
        } else {
            here.attempt++;
        }
        stopPressing();
        think(here.bargeIn ? Duration.ZERO : length);
    }

    private void think(Duration before) {
        At here = at;
        if (here == null) {
            return;
        }
        chance.about(Purpose.key(key, here.attempt, here.name));
        double lot = chance.uniform();
        Duration when = before.plus(Duration.ofNanos(Moments.nanos(thinking.draw(chance))));
        for (char pressed : choice(here.choices, lot).toCharArray()) {
            presses.add(loop.after(when, () -> press(pressed)));
            when = when.plus(BETWEEN_KEYS);
        }
    }

    private static String choice(List<Source.Choice> choices, double lot) {
        double sum = 0;
        for (Source.Choice choice : choices) {
            sum += choice.chance();
            if (lot < sum) {
                return choice.pressed();
            }
        }
        return choices.getLast().pressed();
    }

    @Override
    public void talks() {
        if (isCalledBack) {
            loop.after(TAKES_AFTER, this::take);
        }
    }

    private void take() {
        press('1');
        calls.taken(this);
    }

    private void press(char pressed) {
        Line mine = line;
        if (mine != null) {
            mine.press(pressed);
        }
    }

    @Override
    public void over(HangupCause cause) {
        forget();
        line = null;
        calls.over(this);
    }

    // What people do.

    void hangUp() {
        Line mine = line;
        if (mine != null) {
            mine.hangUp();
        }
    }

    /// The agent ends the talk; or the caller, when there is no agent's telephone to be hung up.
    void agentHangsUp() {
        Line theirs = agent;
        if (theirs != null && theirs.isUp()) {
            theirs.hangUp();
        } else {
            hangUp();
        }
    }
}
