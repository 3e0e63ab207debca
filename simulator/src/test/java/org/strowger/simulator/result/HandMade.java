package org.strowger.simulator.result;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;

/// Days as tests write them down.
public final class HandMade {
    public static final QueueId SALES = new QueueId("sales");
    public static final QueueId SUPPORT = new QueueId("support");

    private HandMade() {}

    public static Times times(double... seconds) {
        double sum = 0;
        double squares = 0;
        double most = 0;
        long[] histogram = new long[2_000];
        for (double each : seconds) {
            sum += each;
            squares += each * each;
            most = Math.max(most, each);
            histogram[TimeClasses.of(each)]++;
        }
        return new Times(seconds.length, sum, squares, most, histogram);
    }

    /// Calls that were answered after these waits and talked for 100 s; 20 s are in time.
    public static CallFigures answered(double... waits) {
        return calls(waits, new double[0]);
    }

    /// Calls that were answered after some waits and calls that hung up after others; 20 s are in
    /// time, 5 s short.
    public static CallFigures calls(double[] waits, double[] hungUp) {
        double[] talks = new double[waits.length];
        Arrays.fill(talks, 100);
        return new CallFigures(
                waits.length + hungUp.length,
                waits.length,
                count(waits, 20.000001),
                hungUp.length,
                count(hungUp, 20.000001),
                count(hungUp, 5),
                0,
                0,
                times(waits),
                times(hungUp),
                times(talks));
    }

    private static long count(double[] seconds, double below) {
        return Arrays.stream(seconds).filter(each -> each < below).count();
    }

    /// A day of two intervals, the first of them quiet, and one agent.
    public static Day day(CallFigures sales, CallFigures support, AgentFigures anna) {
        SortedMap<QueueId, CallFigures> queues = new TreeMap<>();
        queues.put(SALES, sales);
        queues.put(SUPPORT, support);
        SortedMap<QueueId, List<CallFigures>> intervals = new TreeMap<>();
        intervals.put(SALES, List.of(answered(), sales));
        intervals.put(SUPPORT, List.of(answered(), support));
        SortedMap<String, CallFigures> skills = new TreeMap<>();
        skills.put("{english: 5}", support);
        skills.put("{}", sales);
        SortedMap<AgentId, AgentFigures> agents = new TreeMap<>();
        agents.put(new AgentId("anna"), anna);
        AgentFigures nobody = new AgentFigures(0, 0, 0, 0, 0, 0);
        return new Day(queues, intervals, skills, agents, List.of(nobody, anna), 100);
    }

    public static Day day(CallFigures sales, CallFigures support) {
        return day(sales, support, new AgentFigures(3, 1, 3_000, 6_000, 1_000, 2_000));
    }

    /// Both queues answer within 20 s.
    public static SortedMap<QueueId, Double> promised() {
        SortedMap<QueueId, Double> promised = new TreeMap<>();
        promised.put(SALES, 20.0);
        promised.put(SUPPORT, 20.0);
        return promised;
    }
}
