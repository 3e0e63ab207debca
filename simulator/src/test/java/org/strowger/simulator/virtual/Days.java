package org.strowger.simulator.virtual;

import java.util.Arrays;
import org.strowger.simulator.result.CallFigures;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.result.Times;

/// Days as text, to the last bit, so that two can be compared.
final class Days {
    private Days() {}

    static String written(Day day) {
        StringBuilder text = new StringBuilder("events ").append(day.events()).append('\n');
        day.queues().forEach((queue, calls) -> text.append(queue).append(written(calls)));
        day.intervals()
                .forEach(
                        (queue, intervals) -> {
                            text.append(queue);
                            intervals.forEach(calls -> text.append(written(calls)));
                        });
        day.skills().forEach((need, calls) -> text.append(need).append(written(calls)));
        day.agents().forEach((agent, of) -> text.append(agent).append(' ').append(of).append('\n'));
        day.agentIntervals().forEach(of -> text.append(of).append('\n'));
        return text.toString();
    }

    private static String written(CallFigures calls) {
        return " %d %d %d %d %d %d %d %d %s %s %s%n"
                .formatted(
                        calls.offered(),
                        calls.answered(),
                        calls.answeredInTime(),
                        calls.abandoned(),
                        calls.abandonedInTime(),
                        calls.shortAbandons(),
                        calls.turnedAway(),
                        calls.leftOtherwise(),
                        written(calls.waitsAnswered()),
                        written(calls.waitsAbandoned()),
                        written(calls.talks()));
    }

    private static String written(Times times) {
        return times.count()
                + " "
                + Double.toHexString(times.sum())
                + " "
                + Double.toHexString(times.sumOfSquares())
                + " "
                + Double.toHexString(times.most())
                + " "
                + Arrays.toString(times.histogram());
    }
}
