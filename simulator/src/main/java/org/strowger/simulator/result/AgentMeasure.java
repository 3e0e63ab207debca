package org.strowger.simulator.result;

import java.util.function.ToDoubleFunction;

/// A figure of agents: what is divided by what.
@SuppressWarnings("ImmutableEnumChecker") // functions that keep nothing
public enum AgentMeasure {
    /// Calls answered, a day.
    CALLS("calls", Unit.COUNT, a -> a.calls(), _ -> 1),
    /// Offers that were not taken, a day.
    MISSED("missed", Unit.COUNT, a -> a.missed(), _ -> 1),
    /// Talking and after-call work, of these and ready; breaks aside.
    OCCUPANCY("occupancy", Unit.SHARE, AgentMeasure::handling, a -> handling(a) + a.ready()),
    /// Talking and after-call work, of all the time that the agent was signed in, breaks too.
    UTILISATION(
            "utilisation",
            Unit.SHARE,
            AgentMeasure::handling,
            a -> handling(a) + a.ready() + a.paused()),
    /// Idle and ready, ringing included, a day.
    READY("ready", Unit.SECONDS, a -> a.ready(), _ -> 1),
    /// Talking, a day.
    TALKING("talking", Unit.SECONDS, a -> a.talking(), _ -> 1),
    /// After-call work, a day.
    WRAP_UP("wrap_up", Unit.SECONDS, a -> a.wrapUp(), _ -> 1),
    /// Paused, a day.
    PAUSED("paused", Unit.SECONDS, a -> a.paused(), _ -> 1);

    private final String key;
    private final Unit unit;
    private final ToDoubleFunction<AgentFigures> over;
    private final ToDoubleFunction<AgentFigures> under;

    AgentMeasure(
            String key,
            Unit unit,
            ToDoubleFunction<AgentFigures> over,
            ToDoubleFunction<AgentFigures> under) {
        this.key = key;
        this.unit = unit;
        this.over = over;
        this.under = under;
    }

    private static double handling(AgentFigures agent) {
        return agent.talking() + agent.wrapUp();
    }

    /// What it is called in files that programs read; never changes.
    public String key() {
        return key;
    }

    public Unit unit() {
        return unit;
    }

    double over(AgentFigures agent) {
        return over.applyAsDouble(agent);
    }

    double under(AgentFigures agent) {
        return under.applyAsDouble(agent);
    }
}
