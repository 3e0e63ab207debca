package org.strowger.simulator.virtual;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.strowger.engine.call.Actor;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.CallSessions;
import org.strowger.engine.call.DeskCommand;
import org.strowger.engine.call.Place;
import org.strowger.engine.call.PlaceInLine;
import org.strowger.engine.call.Routing;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.flow.FlowEvent;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.simulator.chance.Sampler;
import org.strowger.simulator.result.NodeFigures;
import org.strowger.simulator.scenario.Source;
import org.strowger.simulator.telephony.FarEnd;
import org.strowger.simulator.telephony.Line;
import org.strowger.simulator.telephony.SimulatedTelephony;
import org.strowger.simulator.telephony.Subscriber;
import org.strowger.simulator.telephony.VirtualLoop;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingStore;

/// The calls of a day that come through flows: the production calls on a simulated network, above
/// the day's own routing core.
final class FlowCalls implements Routing {
    private static final Actor OPERATOR = new Actor.Operator();

    /// Who is called back answers after this.
    private static final Duration ANSWERS_AFTER = Duration.ofSeconds(5);

    /// From the answer of an agent outside to the key that takes the call.
    private static final Duration TAKES_AFTER = Duration.ofSeconds(1);

    /// More than a source has calls.
    private static final long NUMBERS_OF_A_SOURCE = 100_000_000;

    private final FlowPlan plan;
    private final SimulatedDay day;
    private final RoutingCore core;
    private final VirtualLoop loop;
    private final SimulatedTelephony telephony;
    private final CallSessions sessions;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    // Nothing walks over these.
    private final Map<CallId, GuidedCall> calls = new HashMap<>();
    private final Map<String, GuidedCall> byAddress = new HashMap<>();
    private final Map<String, Subscriber> agentsOutside = new HashMap<>();
    private final Map<AgentId, AgentProfile> agents = new HashMap<>();

    private final SortedMap<String, Node> nodes = new TreeMap<>();

    /// What is counted of a node.
    private static final class Node {
        private long reached;
        private long hungUp;
        private double seconds;
    }

    /// How calls of a source behave.
    record Behind(Source.ToNumber to, Sampler thinking) {
        Behind(Source.ToNumber to) {
            this(to, Sampler.of(to.keys().thinking()));
        }
    }

    FlowCalls(FlowPlan plan, SimulatedDay day, RoutingCore core) {
        this.plan = plan;
        this.day = day;
        this.core = core;
        loop = new VirtualLoop(day.time());
        sessions =
                new CallSessions(
                        loop, loop, new SimulatedServices(plan, loop, this::happened), meters);
        telephony =
                new SimulatedTelephony(
                        loop, loop, sessions, recording -> NOTHING_KEPT, this::outside);
        sessions.apply(plan.rules(), plan.agents());
        sessions.connect(telephony, this);
        plan.agents().forEach(agent -> agents.put(agent.id(), agent));
    }

    /// Recordings begin, and leave nothing.
    private static final RecordingStore.Take NOTHING_KEPT =
            new RecordingStore.Take() {
                @Override
                public void write(ByteBuffer samples) {}

                @Override
                public void close() {}
            };

    // Time.

    void reach(long moment, Instant time) {
        loop.reach(moment, time);
    }

    void turn() {
        loop.turn();
    }

    long nextAt() {
        return loop.nextAt();
    }

    /// How many calls there are on the network.
    int legs() {
        return telephony.legs();
    }

    // The routing core.

    @Override
    public boolean submit(Function<Instant, RoutingCommand> command) {
        day.command(command.apply(day.time()));
        return true;
    }

    @Override
    public Future<Optional<PlaceInLine>> place(CallId call, QueueId queue) {
        OptionalInt place = core.place(call);
        return Future.succeededFuture(
                place.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new PlaceInLine(place.getAsInt(), Optional.empty())));
    }

    /// Nobody estimates waits on a simulated day: they are told as nothing.
    @Override
    public Future<SortedMap<String, QueueFigures>> figures(SortedSet<String> queues) {
        SortedMap<String, QueueFigures> figures = new TreeMap<>();
        for (String queue : queues) {
            core.standing(new QueueId(queue))
                    .ifPresent(
                            s ->
                                    figures.put(
                                            queue,
                                            new QueueFigures(
                                                    s.waiting(), s.ready(), Duration.ZERO)));
        }
        return Future.succeededFuture(figures);
    }

    /// Tells the calls what the core has done.
    ///
    /// @param events none of calls that came straight to a queue: nobody follows those
    void heard(List<RoutingEvent> events) {
        sessions.on(events);
    }

    // Agents.

    void signIn(Desk desk) {
        AgentProfile agent = Objects.requireNonNull(agents.get(desk.id));
        if (agent.phone().isPresent()) {
            telephony.register(agent.phone().get(), (line, _) -> day.rings(desk, line, false));
            return;
        }
        plan.rules()
                .trunk()
                .flatMap(trunk -> agent.external().flatMap(trunk::destination))
                .ifPresent(
                        to ->
                                agentsOutside.put(
                                        to.uri(), (line, _) -> day.rings(desk, line, true)));
        sessions.carryOut(new DeskCommand.SignIn(OPERATOR, desk.id, Optional.empty()));
    }

    void signOut(Desk desk) {
        AgentProfile agent = Objects.requireNonNull(agents.get(desk.id));
        if (agent.phone().isPresent()) {
            telephony.unregister(agent.phone().get());
        } else {
            sessions.carryOut(new DeskCommand.SignOut(OPERATOR, desk.id));
        }
    }

    /// An agent outside presses 1 to take a call that they answered.
    void takesByKey(Line line) {
        loop.after(TAKES_AFTER, () -> line.press('1'));
    }

    // Callers.

    /// Somebody dials a number.
    ///
    /// @param key of the draws for this call
    GuidedCall call(Caller caller, Behind source, boolean counts, long key) {
        GuidedCall call =
                new GuidedCall(
                        caller,
                        counts,
                        Objects.requireNonNull(plan.byNumber().get(source.to().dialled())),
                        source.to().keys(),
                        source.thinking(),
                        key,
                        loop,
                        this);
        calls.put(caller.id, call);
        String number = source.to().number().orElseGet(() -> number(caller));
        call.address = address(number).orElse("");
        byAddress.put(call.address, call);
        call.line =
                telephony.call(
                        new LegId(caller.id.value()),
                        new Party(number, ""),
                        source.to().dialled(),
                        Optional.empty(),
                        call);
        return call;
    }

    /// Nobody else has it, whatever source they are of.
    private static String number(Caller caller) {
        return "+4420" + ((caller.source + 1) * NUMBERS_OF_A_SOURCE + caller.number);
    }

    private Optional<String> address(String number) {
        return plan.rules().trunk().flatMap(t -> t.destination(number)).map(to -> to.uri());
    }

    private Optional<Subscriber> outside(String uri) {
        Subscriber agent = agentsOutside.get(uri);
        if (agent != null) {
            return Optional.of(agent);
        }
        return Optional.ofNullable(byAddress.get(uri)).map(call -> (line, _) -> back(call, line));
    }

    /// A caller is called back.
    private FarEnd back(GuidedCall call, Line line) {
        if (call.line != null) {
            line.hangUp(HangupCause.BUSY);
            return new FarEnd() {};
        }
        call.line = line;
        call.isCalledBack = true;
        loop.after(ANSWERS_AFTER, line::answer);
        return call;
    }

    /// A caller has taken a call back.
    void taken(GuidedCall call) {
        day.taken(call.caller);
    }

    /// A caller's leg is over.
    void over(GuidedCall call) {
        day.hungUp(call.caller);
    }

    /// The caller has gone for good.
    void gone(GuidedCall call) {
        calls.remove(call.caller.id);
        byAddress.remove(call.address, call);
    }

    void transfer(Caller caller, QueueId to) {
        sessions.carryOut(new DeskCommand.Transfer(OPERATOR, caller.id, new Place.ToQueue(to)));
    }

    /// The network loses a caller.
    void cut(GuidedCall call) {
        Line line = call.line;
        call.isDone = true;
        if (line != null) {
            telephony.cut(line.leg(), HangupCause.SHUTDOWN);
        }
    }

    // Flows.

    private void happened(CallId id, FlowEvent event) {
        GuidedCall call = calls.get(id);
        if (call == null) {
            return;
        }
        switch (event) {
            case FlowEvent.NodeEntered(var flow, var node, _) -> {
                if (call.counts) {
                    node(flow, node.value()).reached++;
                }
                call.enters(flow, node);
            }
            case FlowEvent.NodeLeft(var flow, var node, var by, var dwell) -> {
                if (call.counts) {
                    Node left = node(flow, node.value());
                    left.seconds += Moments.seconds(dwell.toNanos());
                    left.hungUp += by.equals("caller_hung_up") && !call.isDone ? 1 : 0;
                }
                call.leaves();
            }
            case FlowEvent.NodeFailed _,
                    FlowEvent.SurveyAnswered _,
                    FlowEvent.LanguageChosen _ -> {}
        }
    }

    private Node node(String flow, String node) {
        return nodes.computeIfAbsent(flow + "/" + node, _ -> new Node());
    }

    /// @throws IllegalStateException if a call was not handled as it should: the log says which,
    ///   and the day is worth nothing
    SortedMap<String, NodeFigures> figures() {
        double faults = meters.counter("strowger.calls.faults").count();
        if (faults > 0) {
            throw new IllegalStateException("events of calls that failed: %.0f".formatted(faults));
        }
        SortedMap<String, NodeFigures> figures = new TreeMap<>();
        nodes.forEach(
                (name, node) ->
                        figures.put(
                                name, new NodeFigures(node.reached, node.hungUp, node.seconds)));
        return figures;
    }
}
