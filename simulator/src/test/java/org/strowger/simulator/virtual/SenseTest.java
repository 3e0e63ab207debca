package org.strowger.simulator.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution.Constant;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Fault;
import org.strowger.simulator.scenario.Staff;

/// Scenarios that make no sense are refused before anything is played.
class SenseTest {
    private static Centre centre() {
        return new Centre()
                .queue("sales", Centre.fifo().build())
                .agent("anna", Centre.always())
                .talk(new Constant(60));
    }

    private static Consumer<Centre> calls(Arrivals arrivals) {
        return centre -> centre.source("web", "sales", 0, SkillNeed.none(), arrivals);
    }

    private static Arrivals recorded(double patience, double talk, String... times) {
        return new Arrivals.Recorded(
                Stream.of(times)
                        .map(
                                time ->
                                        new Arrivals.Call(
                                                Centre.at(time),
                                                Optional.of(patience),
                                                Optional.of(talk),
                                                Optional.empty()))
                        .toList());
    }

    private static Staff.Shift shift(String from, String until, Staff.Break... breaks) {
        return new Staff.Shift(Centre.at(from), Centre.at(until), List.of(breaks));
    }

    private static Staff.Break pause(String from, String until) {
        return new Staff.Break(Centre.at(from), Centre.at(until), "lunch");
    }

    private static Behaviour.Transfer transfer(double chance) {
        return new Behaviour.Transfer(Centre.SALES, Centre.SALES, chance, false);
    }

    private static Arguments refused(String words, Consumer<Centre> wrong) {
        return Arguments.arguments(words, wrong);
    }

    static Stream<Arguments> nonsense() {
        Duration minute = Duration.ofMinutes(1);
        AgentId anna = new AgentId("anna");
        return Stream.of(
                refused(
                        "the span must end after it begins",
                        centre -> centre.lasting = Duration.ZERO),
                refused(
                        "the warm-up must be shorter than the span, but is PT1H",
                        centre -> centre.warmUp = Duration.ofHours(1)),
                refused(
                        "the warm-up must be shorter than the span, but is PT-1S",
                        centre -> centre.warmUp = Duration.ofSeconds(-1)),
                refused(
                        "the span must have at most 100000 intervals, but one is PT0S",
                        centre -> centre.interval = Duration.ZERO),
                refused("there are two agents anna", centre -> centre.agent("anna")),
                refused(
                        "the shifts of ben must be in order and end after they begin",
                        centre -> centre.agent("ben", shift("00:10:00", "00:10:00"))),
                refused(
                        "the shifts of ben must be in order and end after they begin",
                        centre ->
                                centre.agent(
                                        "ben",
                                        shift("00:10:00", "00:30:00"),
                                        shift("00:20:00", "00:40:00"))),
                refused(
                        "the breaks of ben must be in order, within the shift, and end after they begin",
                        centre ->
                                centre.agent(
                                        "ben",
                                        shift(
                                                "00:10:00",
                                                "00:30:00",
                                                pause("00:20:00", "00:31:00")))),
                refused(
                        "the calls an hour of source web must be above 0, at most 10000000, but are NaN",
                        calls(new Arrivals.Poisson(Double.NaN))),
                refused(
                        "the calls an hour of source web must be above 0, at most 10000000, but are 0.0",
                        calls(new Arrivals.Poisson(0))),
                refused(
                        "the calls an hour of source web must be above 0, at most 10000000, but are Infinity",
                        calls(new Arrivals.Poisson(Double.POSITIVE_INFINITY))),
                refused(
                        "the intervals of source web must last",
                        calls(
                                new Arrivals.ByInterval(
                                        Centre.MIDNIGHT, Duration.ZERO, List.of(1.0)))),
                refused(
                        "the calls of an interval of source web must be 0 to 10000000, but are -1.0",
                        calls(new Arrivals.ByInterval(Centre.MIDNIGHT, minute, List.of(-1.0)))),
                refused(
                        "the shape of busyness of source web must be above 0, but is NaN",
                        calls(new Arrivals.Busy(Double.NaN, new Arrivals.Poisson(1)))),
                refused(
                        "busy days of source web must be days with a rate",
                        calls(new Arrivals.Busy(1, recorded(1, 1, "00:10:00")))),
                refused(
                        "the calls of source web cannot all come at once",
                        calls(new Arrivals.Renewal(new Constant(0)))),
                refused(
                        "the recorded calls of source web must be in order of time, but one at"
                                + " 2026-03-02T00:09:00Z follows one at 2026-03-02T00:10:00Z",
                        calls(recorded(1, 1, "00:10:00", "00:09:00"))),
                refused(
                        "the patience of a recorded call of source web must be 0 s or more, but is -1.0",
                        calls(recorded(-1, 1, "00:10:00"))),
                refused(
                        "the talk of a recorded call of source web must be 0 s or more, but is NaN",
                        calls(recorded(1, Double.NaN, "00:10:00"))),
                refused(
                        "two sources are called sales",
                        centre -> centre.poisson("sales", 1).poisson("sales", 1)),
                refused(
                        "the chance of refusing or missing must be 0 to 1, but is 1.25",
                        centre ->
                                centre.answering =
                                        List.of(
                                                new Behaviour.Answering(
                                                        Optional.empty(),
                                                        new Constant(1),
                                                        0.75,
                                                        0.5))),
                refused(
                        "the chance of trying again must be 0 to 1, but is NaN",
                        centre ->
                                centre.redials =
                                        List.of(
                                                new Behaviour.Redial(
                                                        Optional.empty(),
                                                        Double.NaN,
                                                        new Constant(1),
                                                        1))),
                refused(
                        "the chance of all transfers from sales must be 0 to 1, but is 1.25",
                        centre -> centre.transfers = List.of(transfer(0.75), transfer(0.5))),
                refused(
                        "there is no queue support",
                        centre ->
                                centre.transfers =
                                        List.of(
                                                new Behaviour.Transfer(
                                                        Centre.SALES,
                                                        new QueueId("support"),
                                                        0.5,
                                                        false))),
                refused(
                        "the telephone of ben is lost, who is no agent",
                        centre ->
                                centre.fault(
                                        new Fault.PhonesLost(
                                                Centre.MIDNIGHT,
                                                minute,
                                                List.of(anna, new AgentId("ben"))))),
                refused(
                        "there is no source web for a surge",
                        centre -> centre.fault(new Fault.Surge(Centre.MIDNIGHT, minute, "web", 2))),
                refused(
                        "what goes wrong at 2026-03-02T00:00:00Z must last",
                        centre -> centre.fault(new Fault.Restart(Centre.MIDNIGHT, Duration.ZERO))));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void whatMakesNoSenseIsRefused(String words, Consumer<Centre> wrong) {
        Centre centre = centre();
        wrong.accept(centre);
        assertEquals(words, assertThrows(IllegalArgumentException.class, centre::day).getMessage());
    }

    @Test
    void whatIsWrongIsTheOnlyThingWrong() {
        assertEquals(1, centre().poisson("sales", 1).day().queues().size());
    }
}
