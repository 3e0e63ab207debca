package org.strowger.simulator.virtual;

import java.util.Arrays;
import org.strowger.simulator.result.CallFigures;
import org.strowger.simulator.result.TimeClasses;
import org.strowger.simulator.result.Times;

/// What became of some calls, as it is counted.
final class Tally {
    private static final long[] NO_CLASSES = new long[0];

    private long offered;
    private long answered;
    private long answeredInTime;
    private long abandoned;
    private long abandonedInTime;
    private long shortAbandons;
    private long turnedAway;
    private long leftOtherwise;
    private final Counted waitsAnswered = new Counted();
    private final Counted waitsAbandoned = new Counted();
    private final Counted talks = new Counted();

    /// Times of one kind, as they are counted.
    private static final class Counted {
        private long count;
        private double sum;
        private double sumOfSquares;
        private double most;
        private long[] histogram = NO_CLASSES;

        void add(double seconds) {
            count++;
            sum += seconds;
            sumOfSquares += seconds * seconds;
            most = Math.max(most, seconds);
            int timeClass = TimeClasses.of(seconds);
            if (timeClass >= histogram.length) {
                histogram = Arrays.copyOf(histogram, timeClass + 16);
            }
            histogram[timeClass]++;
        }

        void add(Counted other) {
            count += other.count;
            sum += other.sum;
            sumOfSquares += other.sumOfSquares;
            most = Math.max(most, other.most);
            if (other.histogram.length > histogram.length) {
                histogram = Arrays.copyOf(histogram, other.histogram.length);
            }
            for (int i = 0; i < other.histogram.length; i++) {
                histogram[i] += other.histogram[i];
            }
        }

        Times times() {
            int used = count == 0 ? 0 : TimeClasses.of(most) + 1;
            return new Times(count, sum, sumOfSquares, most, Arrays.copyOf(histogram, used));
        }
    }

    void came() {
        offered++;
    }

    void answered(double wait, double target) {
        answered++;
        answeredInTime += wait <= target ? 1 : 0;
        waitsAnswered.add(wait);
    }

    void abandoned(double wait, double target, double shortAbandon) {
        abandoned++;
        abandonedInTime += wait <= target ? 1 : 0;
        shortAbandons += wait < shortAbandon ? 1 : 0;
        waitsAbandoned.add(wait);
    }

    void turnedAway() {
        turnedAway++;
    }

    void leftOtherwise() {
        leftOtherwise++;
    }

    void talked(double seconds) {
        talks.add(seconds);
    }

    void add(Tally other) {
        offered += other.offered;
        answered += other.answered;
        answeredInTime += other.answeredInTime;
        abandoned += other.abandoned;
        abandonedInTime += other.abandonedInTime;
        shortAbandons += other.shortAbandons;
        turnedAway += other.turnedAway;
        leftOtherwise += other.leftOtherwise;
        waitsAnswered.add(other.waitsAnswered);
        waitsAbandoned.add(other.waitsAbandoned);
        talks.add(other.talks);
    }

    CallFigures figures() {
        return new CallFigures(
                offered,
                answered,
                answeredInTime,
                abandoned,
                abandonedInTime,
                shortAbandons,
                turnedAway,
                leftOtherwise,
                waitsAnswered.times(),
                waitsAbandoned.times(),
                talks.times());
    }
}
