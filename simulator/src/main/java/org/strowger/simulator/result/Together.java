package org.strowger.simulator.result;

import java.util.Arrays;
import java.util.Collection;

/// The sums of what was counted apart.
final class Together {
    private static final Times NONE = new Times(0, 0, 0, 0, new long[0]);
    private static final CallFigures NOBODY =
            new CallFigures(0, 0, 0, 0, 0, 0, 0, 0, NONE, NONE, NONE);
    private static final AgentFigures NO_AGENT = new AgentFigures(0, 0, 0, 0, 0, 0);

    private Together() {}

    static CallFigures calls(Collection<CallFigures> parts) {
        return parts.stream().reduce(NOBODY, Together::sum);
    }

    static AgentFigures agents(Collection<AgentFigures> parts) {
        return parts.stream().reduce(NO_AGENT, Together::sum);
    }

    private static CallFigures sum(CallFigures one, CallFigures other) {
        return new CallFigures(
                one.offered() + other.offered(),
                one.answered() + other.answered(),
                one.answeredInTime() + other.answeredInTime(),
                one.abandoned() + other.abandoned(),
                one.abandonedInTime() + other.abandonedInTime(),
                one.shortAbandons() + other.shortAbandons(),
                one.turnedAway() + other.turnedAway(),
                one.leftOtherwise() + other.leftOtherwise(),
                sum(one.waitsAnswered(), other.waitsAnswered()),
                sum(one.waitsAbandoned(), other.waitsAbandoned()),
                sum(one.talks(), other.talks()));
    }

    private static Times sum(Times one, Times other) {
        if (other.count() == 0) {
            return one;
        }
        long[] longer = one.histogram();
        long[] shorter = other.histogram();
        if (longer.length < shorter.length) {
            longer = other.histogram();
            shorter = one.histogram();
        }
        long[] histogram = Arrays.copyOf(longer, longer.length);
        for (int i = 0; i < shorter.length; i++) {
            histogram[i] += shorter[i];
        }
        return new Times(
                one.count() + other.count(),
                one.sum() + other.sum(),
                one.sumOfSquares() + other.sumOfSquares(),
                Math.max(one.most(), other.most()),
                histogram);
    }

    private static AgentFigures sum(AgentFigures one, AgentFigures other) {
        return new AgentFigures(
                one.calls() + other.calls(),
                one.missed() + other.missed(),
                one.ready() + other.ready(),
                one.talking() + other.talking(),
                one.wrapUp() + other.wrapUp(),
                one.paused() + other.paused());
    }
}
