package org.strowger.simulator.result;

import java.util.function.ToDoubleFunction;

/// A figure of calls: what is divided by what.
///
/// Service levels are numbered as in docs/reference/reports.md; [#SERVICE_LEVEL] is the one that
/// centres are judged by.
@SuppressWarnings("ImmutableEnumChecker") // functions that keep nothing
public enum CallMeasure {
    /// Calls that joined the line, a day.
    OFFERED("offered", Unit.COUNT, c -> c.offered(), _ -> 1),
    /// Answered, a day.
    ANSWERED("answered", Unit.COUNT, c -> c.answered(), _ -> 1),
    /// SL-6: answered in time of all who were answered or hung up, short abandons aside.
    SERVICE_LEVEL(
            "service_level",
            Unit.SHARE,
            c -> c.answeredInTime(),
            c -> c.answered() + c.abandoned() - c.shortAbandons()),
    /// SL-1: answered or hung up in time of all who were answered or hung up.
    SERVICE_LEVEL_1(
            "service_level_1",
            Unit.SHARE,
            c -> c.answeredInTime() + c.abandonedInTime(),
            c -> c.answered() + c.abandoned()),
    /// SL-2: answered in time of all who were answered.
    SERVICE_LEVEL_2("service_level_2", Unit.SHARE, c -> c.answeredInTime(), c -> c.answered()),
    /// SL-3: answered in time of all who were answered or hung up.
    SERVICE_LEVEL_3(
            "service_level_3",
            Unit.SHARE,
            c -> c.answeredInTime(),
            c -> c.answered() + c.abandoned()),
    /// SL-4: answered in time of all who were answered, or hung up too late.
    SERVICE_LEVEL_4(
            "service_level_4",
            Unit.SHARE,
            c -> c.answeredInTime(),
            c -> c.answered() + c.abandoned() - c.abandonedInTime()),
    /// SL-5: answered in time or a short abandon, of all who were answered or hung up.
    SERVICE_LEVEL_5(
            "service_level_5",
            Unit.SHARE,
            c -> c.answeredInTime() + c.shortAbandons(),
            c -> c.answered() + c.abandoned()),
    /// SL-7: answered in time of all who were answered, hung up or moved on.
    SERVICE_LEVEL_7(
            "service_level_7",
            Unit.SHARE,
            c -> c.answeredInTime(),
            c -> c.answered() + c.abandoned() + c.leftOtherwise()),
    /// Hung up in line, of all who came, short abandons aside in both.
    ABANDONED(
            "abandoned",
            Unit.SHARE,
            c -> c.abandoned() - c.shortAbandons(),
            c -> c.offered() - c.shortAbandons()),
    /// Short abandons, a day.
    SHORT_ABANDONS("short_abandons", Unit.COUNT, c -> c.shortAbandons(), _ -> 1),
    /// Turned away, a day.
    TURNED_AWAY("turned_away", Unit.COUNT, c -> c.turnedAway(), _ -> 1),
    /// Moved on to elsewhere, a day.
    LEFT_OTHERWISE("left_otherwise", Unit.COUNT, c -> c.leftOtherwise(), _ -> 1),
    /// The wait of those who were answered: the average speed of answer.
    MEAN_WAIT("mean_wait", Unit.SECONDS, c -> c.waitsAnswered().sum(), c -> c.answered()),
    /// The wait of those who hung up.
    MEAN_WAIT_ABANDONED(
            "mean_wait_abandoned",
            Unit.SECONDS,
            c -> c.waitsAbandoned().sum(),
            c -> c.waitsAbandoned().count()),
    /// How long a talk lasted.
    MEAN_TALK("mean_talk", Unit.SECONDS, c -> c.talks().sum(), c -> c.talks().count());

    private final String key;
    private final Unit unit;
    private final ToDoubleFunction<CallFigures> over;
    private final ToDoubleFunction<CallFigures> under;

    CallMeasure(
            String key,
            Unit unit,
            ToDoubleFunction<CallFigures> over,
            ToDoubleFunction<CallFigures> under) {
        this.key = key;
        this.unit = unit;
        this.over = over;
        this.under = under;
    }

    /// What it is called in files that programs read; never changes.
    public String key() {
        return key;
    }

    public Unit unit() {
        return unit;
    }

    double over(CallFigures calls) {
        return over.applyAsDouble(calls);
    }

    double under(CallFigures calls) {
        return under.applyAsDouble(calls);
    }
}
