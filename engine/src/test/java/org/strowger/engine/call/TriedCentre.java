package org.strowger.engine.call;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.strowger.engine.HandClock;
import org.strowger.engine.call.LiveNetwork.Leg;
import org.strowger.engine.flow.FlowSource;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.TelephonyEvent;

/// A centre of two agents, anna and ben, and of one caller, in which everything goes on step by
/// step and in the order that the test wants: what the network tells, what the core is asked, each
/// single thing that the core says.
///
/// What a person does is done and then settles: all that comes of it is carried out to the end.
/// Before each step on the way something else may happen.
final class TriedCentre {
    static final AgentId ANNA = new AgentId("anna");
    static final AgentId BEN = new AgentId("ben");

    /// Has a telephone outside, and presses 1 to take a call.
    static final AgentId CARLA = new AgentId("carla");

    static final QueueId SUPPORT = new QueueId("support");
    static final QueueId SALES = new QueueId("sales");
    static final CallId CALL = new CallId("caller");
    static final LegId CALLER = new LegId("caller");
    static final String OUTSIDE = "+442071838750";
    static final String BENS = "203";
    static final String CARLAS = "+442071838751";
    private static final int MOST_STEPS = 10_000;

    final HandClock clock = new HandClock();
    final HandLoop loop = new HandLoop(clock);
    final LiveNetwork network = new LiveNetwork(clock);
    final FakeRouting routing = new FakeRouting(clock);
    final FakeServices services;
    final CallSessions sessions;
    private final Deque<RoutingEvent> said = new ArrayDeque<>();
    private final List<Future<DeskAnswer>> answers = new ArrayList<>();
    private final First first;
    private final Consumer<TriedCentre> beforeEachStep;
    private int calls;
    private int steps;

    /// What goes first when both the core and the network have something to say.
    enum First {
        CORE,
        NETWORK
    }

    /// @param beforeEachStep called before anything happens; may have something else happen
    TriedCentre(FlowSource flows, First first, Consumer<TriedCentre> beforeEachStep) {
        this.first = first;
        this.beforeEachStep = beforeEachStep;
        services =
                new FakeServices(
                        flows,
                        number ->
                                flows.find(number).isPresent()
                                        ? Optional.of(number)
                                        : Optional.empty());
        sessions = new CallSessions(loop, clock, services, new SimpleMeterRegistry());
        sessions.connect(network, routing);
        rules(RecordingRule.ON_DEMAND);
        carryOut(new RoutingCommand.ApplyPolicy(clock.instant(), policy(SUPPORT, SALES)));
        clock.pass(Duration.ofSeconds(1));
        settle();
        steps = 0;
    }

    static RoutingPolicy policy(QueueId... queues) {
        return policy(Duration.ofSeconds(5), queues);
    }

    /// @param rest how long an agent rests who missed a call
    static RoutingPolicy policy(Duration rest, QueueId... queues) {
        QueuePolicy rules =
                QueuePolicy.builder()
                        .ringTime(Duration.ofSeconds(15))
                        .wrapUp(Duration.ofSeconds(30))
                        .missed(new QueuePolicy.Missed(rest, Duration.ZERO, 0))
                        .maxLength(2)
                        .build();
        TreeMap<QueueId, QueuePolicy> all = new TreeMap<>();
        Stream.of(queues).forEach(queue -> all.put(queue, rules));
        return RoutingPolicy.of(queues.length + " after " + rest, all);
    }

    /// What holds for calls of both queues.
    void rules(RecordingRule recording) {
        rules(recording, CallbackRules.Dial.AGENT_FIRST);
    }

    void rules(RecordingRule recording, CallbackRules.Dial dial) {
        CallbackRules back = CallbackRules.standard();
        back =
                new CallbackRules(
                        dial,
                        back.attempts(),
                        back.retry(),
                        back.expires(),
                        back.hours(),
                        back.confirm());
        CentreRules standard = CentreRules.standard();
        QueueHandling handling = QueueHandling.standard();
        handling =
                new QueueHandling(
                        Optional.of(back),
                        handling.dispositions(),
                        recording,
                        handling.whisper(),
                        handling.script(),
                        handling.screenPop(),
                        handling.shortAbandon(),
                        handling.autoAnswer(),
                        handling.serviceLevel());
        sessions.apply(
                new CentreRules(
                        new TreeMap<>(Map.of(SUPPORT, handling, SALES, handling)),
                        standard.supervisors(),
                        List.of(new Endpoint("desk")),
                        Optional.of(
                                new Trunk(
                                        "sip:{number}@192.0.2.10:5060",
                                        Optional.of("+442079460000"),
                                        100,
                                        10)),
                        standard.pauses(),
                        standard.featureCodes(),
                        List.of("+4420")),
                List.of(configured(ANNA), ben(), carla()));
        sessions.on(new TelephonyEvent.EndpointRegistered(clock.instant(), new Endpoint("desk")));
        loop.turn();
    }

    private static AgentProfile configured(AgentId id) {
        return new AgentProfile(
                id,
                id.value(),
                new Endpoint(id.value()),
                RoutingProfile.of(new TreeMap<>(Map.of("english", 7))));
    }

    private static AgentProfile ben() {
        AgentProfile ben = configured(BEN);
        return new AgentProfile(
                ben.id(),
                ben.name(),
                ben.phone(),
                ben.external(),
                Optional.of(BENS),
                ben.pin(),
                ben.team(),
                ben.signIn(),
                ben.autoAnswer(),
                ben.routing());
    }

    private static AgentProfile carla() {
        return new AgentProfile(
                CARLA,
                "carla",
                Optional.empty(),
                Optional.of(CARLAS),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AgentProfile.SignIn.BY_COMMAND,
                false,
                RoutingProfile.of(new TreeMap<>(Map.of("english", 7))));
    }

    // What people do.

    /// Dials a feature code at an agent's phone.
    void dials(AgentId agent, String code) {
        dials(agent, code, "code");
    }

    /// Calls a colleague from an agent's phone.
    void calls(AgentId agent, String number) {
        dials(agent, number, "own");
    }

    private void dials(AgentId agent, String number, String leg) {
        person(
                () ->
                        network(
                                new TelephonyEvent.CallArrived(
                                        now(),
                                        new LegId(leg),
                                        new Party("", agent.value()),
                                        number,
                                        Optional.of(new Endpoint(agent.value())))));
    }

    void signsIn(AgentId agent) {
        person(() -> registers(agent));
    }

    void leaves(AgentId agent) {
        person(() -> network(new TelephonyEvent.EndpointLost(now(), new Endpoint(agent.value()))));
    }

    /// Whatever was closed or removed is there again, and who was paused is not any more.
    void opens() {
        asksTheCore(at -> new RoutingCommand.ApplyPolicy(at, policy(SUPPORT, SALES)));
        asksTheCore(at -> new RoutingCommand.OpenQueue(at, SUPPORT, true));
        asksTheCore(at -> new RoutingCommand.ResumeAgent(at, ANNA));
        asksTheCore(at -> new RoutingCommand.ResumeAgent(at, BEN));
    }

    void arrives(String dialled) {
        person(() -> rings(dialled));
    }

    /// Calls a number that a flow of that name answers.
    void arrivesAndHears(String flow) {
        arrives(flow);
    }

    void answers(String who) {
        onLeg(who, LiveNetwork.State.RINGING, leg -> new TelephonyEvent.LegAnswered(now(), leg));
    }

    void presses(String who, char key) {
        onLeg(who, LiveNetwork.State.UP, leg -> new TelephonyEvent.DigitPressed(now(), leg, key));
    }

    void holds(String who) {
        onLeg(who, LiveNetwork.State.UP, leg -> new TelephonyEvent.LegHeld(now(), leg));
    }

    /// The phone of the agent who talks makes its two calls one.
    void joins() {
        onLeg(
                "anna",
                LiveNetwork.State.UP,
                leg ->
                        new TelephonyEvent.TransferRequested(
                                now(),
                                leg,
                                new TelephonyEvent.TransferRequested.Target.OtherLeg(
                                        new LegId("own"))));
    }

    /// Answers just when the core has given up waiting for it.
    void answersTooLate(String who) {
        person(
                () -> {
                    passTime();
                    network.leg(who)
                            .ifPresent(
                                    leg -> network(new TelephonyEvent.LegAnswered(now(), leg.id)));
                });
    }

    void hangsUp(String who) {
        onLeg(
                who,
                LiveNetwork.State.UP,
                leg -> new TelephonyEvent.LegEnded(now(), leg, HangupCause.NORMAL));
    }

    void refuses(String who) {
        onLeg(
                who,
                LiveNetwork.State.RINGING,
                leg -> new TelephonyEvent.LegFailed(now(), leg, HangupCause.REJECTED));
    }

    void hasHeardIt(String who) {
        person(
                () ->
                        network.leg(who)
                                .filter(leg -> leg.playing.isPresent())
                                .ifPresent(leg -> network(heard(leg))));
    }

    /// Says something for a machine to keep, and stops.
    void says(String who) {
        person(
                () ->
                        network.leg(who)
                                .flatMap(leg -> leg.recording.map(id -> said(leg, id)))
                                .ifPresent(this::network));
    }

    private TelephonyEvent said(Leg leg, RecordingId recording) {
        return new TelephonyEvent.RecordingEnded(
                now(), leg.id, recording, Duration.ofSeconds(3), true);
    }

    void isBusy(String who) {
        onLeg(
                who,
                LiveNetwork.State.RINGING,
                leg -> new TelephonyEvent.LegFailed(now(), leg, HangupCause.BUSY));
    }

    /// An earlier process promised to call the customer back, and the core does not know.
    void promisedBefore() {
        Callback.Ask ask =
                new Callback.Ask(
                        SUPPORT,
                        0,
                        new TreeMap<>(),
                        Optional.empty(),
                        now(),
                        new Party(OUTSIDE, "Zoe"),
                        OUTSIDE,
                        new TreeMap<>());
        Instant until = now().plus(Duration.ofHours(1));
        Callback.State state = Callback.State.WAITING;
        Callback promise = new Callback(CALL, ask, now(), until, 0, state, Optional.empty());
        person(() -> sessions.restore(List.of(promise)));
    }

    /// A process that has begun again compares what it was told with what the core knows.
    void agrees() {
        person(() -> sessions.reconcile(routing.snapshot()));
    }

    void waits() {
        person(this::passTime);
    }

    void asks(DeskCommand command) {
        person(() -> commands(command));
    }

    void asksTheCore(Function<Instant, RoutingCommand> command) {
        person(() -> routing.submit(command));
    }

    private void onLeg(String who, LiveNetwork.State state, Function<LegId, TelephonyEvent> what) {
        person(
                () ->
                        network.leg(who)
                                .filter(leg -> leg.state == state)
                                .ifPresent(leg -> network(what.apply(leg.id))));
    }

    private void person(Runnable does) {
        beforeStep();
        does.run();
        settle();
    }

    // The same, without what comes of it.

    void registers(AgentId agent) {
        network(
                new TelephonyEvent.EndpointRegistered(
                        clock.instant(), new Endpoint(agent.value())));
    }

    void rings(String dialled) {
        calls++;
        network(
                new TelephonyEvent.CallArrived(
                        clock.instant(), CALLER, new Party(OUTSIDE, "Zoe"), dialled));
    }

    TelephonyEvent heard(Leg leg) {
        CommandId playback = leg.playing.orElseThrow();
        return new TelephonyEvent.PlaybackEnded(now(), leg.id, playback, true);
    }

    void commands(DeskCommand command) {
        answers.add(sessions.carryOut(command));
        loop.turn();
    }

    /// Something happens on the network.
    void network(TelephonyEvent event) {
        if (network.happens(event)) {
            sessions.on(event);
            loop.turn();
        }
    }

    /// Time passes until something is due.
    void passTime() {
        due().ifPresent(
                        at -> {
                            if (at.isAfter(clock.instant())) {
                                clock.pass(Duration.between(clock.instant(), at));
                            }
                            routing.submit(RoutingCommand.PassTime::new);
                            loop.ring();
                        });
    }

    Optional<Instant> due() {
        return Stream.concat(loop.nextTimer().stream(), routing.nextDeadline().stream())
                .min(Instant::compareTo);
    }

    Instant now() {
        return clock.instant();
    }

    // What comes of it.

    /// Carries out all that anybody was asked, and all that comes of that.
    void settle() {
        loop.turn();
        while (isBusy()) {
            beforeStep();
            step();
            loop.turn();
        }
    }

    private boolean isBusy() {
        return !said.isEmpty() || routing.isAsked() || network.hasAnswers();
    }

    private void beforeStep() {
        steps++;
        if (steps > MOST_STEPS) {
            throw new AssertionError("it goes on for ever: " + network.asked());
        }
        beforeEachStep.accept(this);
    }

    private void step() {
        boolean coreSpeaks = !said.isEmpty() || routing.isAsked();
        if (network.hasAnswers() && (first == First.NETWORK || !coreSpeaks)) {
            network.answer().ifPresent(sessions::on);
        } else if (!said.isEmpty()) {
            sessions.on(List.of(said.remove()));
        } else {
            said.addAll(routing.carryOutOne());
        }
    }

    private void carryOut(RoutingCommand command) {
        said.addAll(routing.carryOut(command));
    }

    // How it looks.

    /// How many things happened so far.
    int steps() {
        return steps;
    }

    /// How many calls came in.
    int calls() {
        return calls;
    }

    List<Future<DeskAnswer>> answers() {
        return answers;
    }

    /// The caller's call, or else the one with the customer who is called.
    Optional<CallView> call() {
        Future<List<CallView>> views = sessions.calls();
        loop.turn();
        return views.result().stream()
                .filter(view -> view.id().equals(CALL))
                .findFirst()
                .or(() -> views.result().stream().findFirst());
    }

    CallSessions.Kept kept() {
        Future<CallSessions.Kept> kept = sessions.kept();
        loop.turn();
        return kept.result();
    }

    /// What each agent does, as the core has it.
    Map<String, String> agents() {
        Map<String, String> agents = new LinkedHashMap<>();
        for (AgentId agent : List.of(ANNA, BEN, CARLA)) {
            agents.put(
                    agent.value(),
                    routing.snapshot().agents().stream()
                            .filter(each -> each.id().equals(agent))
                            .map(TriedCentre::doing)
                            .findFirst()
                            .orElse("signed out"));
        }
        agents.remove("carla", "signed out");
        return agents;
    }

    private static String doing(RoutingSnapshot.SignedInAgent agent) {
        List<String> doing = new ArrayList<>();
        for (RoutingSnapshot.Contact contact : agent.contacts()) {
            doing.add(
                    switch (contact.phase()) {
                        case RoutingSnapshot.Phase.Ringing _ -> "ringing";
                        case RoutingSnapshot.Phase.Talking _ -> "talking";
                        case RoutingSnapshot.Phase.WrapUp _ -> "after-call work";
                    });
        }
        if (agent.otherCall()) {
            doing.add("other call");
        }
        if (doing.isEmpty()) {
            doing.add(agent.restsUntil().isPresent() ? "resting" : "ready");
        }
        agent.pauseReason().ifPresent(_ -> doing.add("paused"));
        agent.pauseDeferred().ifPresent(_ -> doing.add("pauses after it"));
        if (agent.signingOut()) {
            doing.add("signs out after it");
        }
        return String.join(", ", doing);
    }
}
