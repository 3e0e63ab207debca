package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.PassTime;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;

/// The words in which examples of routing are told: what is said to it, and what it tells.
abstract class RoutingScript {
    static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    static final QueueId SALES = new QueueId("sales");
    static final QueueId QUICK = new QueueId("quick");
    static final QueueId NIGHT = new QueueId("night");
    static final AgentId ANN = new AgentId("ann");
    static final AgentId BOB = new AgentId("bob");
    static final AgentId CEM = new AgentId("cem");
    static final CallId C1 = new CallId("c1");
    static final CallId C2 = new CallId("c2");
    static final CallId C3 = new CallId("c3");

    private final AnyRouting routing;
    private final List<String> told = new ArrayList<>();
    private List<RoutingEvent> last = List.of();
    private Instant now = START;
    private int versions;

    RoutingScript(AnyRouting routing) {
        this.routing = routing;
    }

    AnyRouting routing() {
        return routing;
    }

    Instant now() {
        return now;
    }

    void policy(QueueId queue, QueuePolicy rules) {
        policy(Map.of(queue, rules));
    }

    void policy(Map<QueueId, QueuePolicy> queues) {
        policy(queues, Balance.URGENCY);
    }

    void policy(Map<QueueId, QueuePolicy> queues, Balance balance) {
        versions++;
        RoutingPolicy policy =
                new RoutingPolicy(
                        "v" + versions,
                        new TreeMap<>(queues),
                        balance,
                        7,
                        Detail.FULL,
                        Optional.empty());
        say(t -> new ApplyPolicy(t, policy));
    }

    static QueuePolicy.Builder standard() {
        return QueuePolicy.builder();
    }

    static QueuePolicy.Builder ordered(AgentOrder order) {
        return standard().agents(order);
    }

    static RoutingStep step(int seconds, SkillNeed need) {
        return new RoutingStep(
                Optional.of(Duration.ofSeconds(seconds)), need, new TreeSet<>(), 0, 1_000, false);
    }

    void signIn(AgentId agent, String... skills) {
        signIn(agent, profile(skills));
        after(1);
    }

    void signIn(AgentId agent, RoutingProfile profile) {
        say(t -> new SignInAgent(t, agent, profile));
    }

    static RoutingProfile profile(String... skills) {
        TreeMap<String, Integer> levels = new TreeMap<>();
        for (String skill : skills) {
            String[] parts = skill.split(":", 2);
            levels.put(parts[0], Integer.parseInt(parts[1]));
        }
        return RoutingProfile.of(levels);
    }

    static RoutingProfile ranked(int rank, String... skills) {
        return new RoutingProfile(
                profile(skills).skills(),
                new TreeMap<>(Map.of(SALES, rank)),
                1,
                new TreeMap<>(),
                1,
                Optional.empty());
    }

    static RoutingProfile withUnits(int units, Map<String, Integer> limits) {
        return new RoutingProfile(
                new TreeMap<>(),
                new TreeMap<>(),
                units,
                new TreeMap<>(limits),
                1,
                Optional.empty());
    }

    void call(CallId call, QueueId queue, int priority, String... needs) {
        say(t -> new EnqueueCall(t, call, queue, priority, need(needs)));
    }

    void callFor(CallId call, QueueId queue, AgentId preferred, int aloneSeconds) {
        Preferred named = new Preferred(preferred, Duration.ofSeconds(aloneSeconds));
        say(
                t ->
                        new EnqueueCall(
                                t,
                                call,
                                queue,
                                0,
                                SkillNeed.none(),
                                Optional.of(named),
                                Optional.empty()));
    }

    static SkillNeed need(String... needs) {
        return SkillNeed.atLeast(profile(needs).skills());
    }

    /// The agent comes, takes the call and is in a talk; nothing of it is told.
    void talk(AgentId agent, CallId call, QueueId queue) {
        signIn(agent);
        call(call, queue, 0);
        accept(agent, call);
        told.clear();
    }

    void accept(AgentId agent, CallId call) {
        say(t -> new AcceptOffer(t, agent, call));
    }

    void end(CallId call) {
        say(t -> new EndCall(t, call));
    }

    void pass(int seconds) {
        after(seconds);
        say(PassTime::new);
    }

    void after(int seconds) {
        now = now.plusSeconds(seconds);
    }

    int placeOf(CallId call) {
        return routing.place(call).orElseThrow();
    }

    DecisionRecord lastDecision() {
        return last.stream()
                .filter(RoutingEvent.CallOffered.class::isInstance)
                .map(RoutingEvent.CallOffered.class::cast)
                .findFirst()
                .orElseThrow()
                .decision();
    }

    void say(Function<Instant, RoutingCommand> command) {
        last = routing.handle(command.apply(now));
        last.forEach(event -> tell(event).ifPresent(told::add));
    }

    void forget() {
        told.clear();
    }

    void assertTold(String... expected) {
        assertEquals(List.of(expected), told);
        told.clear();
    }

    private static Optional<String> tell(RoutingEvent event) {
        return switch (event) {
            case RoutingEvent.PolicyApplied _,
                    RoutingEvent.AgentSignedIn _,
                    RoutingEvent.ProfileChanged _,
                    RoutingEvent.CallReprioritized _ ->
                    Optional.empty();
            case RoutingEvent.CallQueued e ->
                    e.queue().equals(NIGHT)
                            ? Optional.of(e.call() + " in line for night")
                            : Optional.empty();
            case RoutingEvent.QueueOpened e -> Optional.of(e.queue() + " opened");
            case RoutingEvent.QueueClosed e -> Optional.of(e.queue() + " closed");
            case RoutingEvent.StaffingChanged e ->
                    Optional.of(e.queue() + (e.staffed() ? " staffed" : " unstaffed"));
            case RoutingEvent.SignOutDeferred e ->
                    Optional.of(e.agent() + " leaves after the talk");
            case RoutingEvent.AgentSignedOut e -> Optional.of(e.agent() + " signed out");
            case RoutingEvent.AgentPaused e -> Optional.of(e.agent() + " paused " + e.reason());
            case RoutingEvent.PauseDeferred e ->
                    Optional.of(e.agent() + " pauses later " + e.reason());
            case RoutingEvent.AgentResumed e -> Optional.of(e.agent() + " resumed");
            case RoutingEvent.OtherCallBegan e -> Optional.of(e.agent() + " in another call");
            case RoutingEvent.OtherCallEnded e -> Optional.of(e.agent() + " out of it");
            case RoutingEvent.WrapUpExtended e ->
                    Optional.of(e.agent() + " goes on" + until(e.at(), Optional.of(e.until())));
            case RoutingEvent.WrapUpEnded e -> Optional.of(e.agent() + " wrapped up");
            case RoutingEvent.RestEnded e -> Optional.of(e.agent() + " rested");
            case RoutingEvent.StepReached e ->
                    Optional.of(e.call() + " step " + e.step() + " " + e.why());
            case RoutingEvent.CallMoved e ->
                    Optional.of(e.call() + " moved to " + e.queue() + " " + e.why());
            case RoutingEvent.PlaceKept e -> Optional.of(e.call() + " kept " + e.callbackNumber());
            case RoutingEvent.PlaceDeferred e ->
                    Optional.of(e.call() + " deferred" + until(e.at(), Optional.of(e.notBefore())));
            case RoutingEvent.DeferralEnded e -> Optional.of(e.call() + " waits again");
            case RoutingEvent.PlaceRetried e ->
                    Optional.of(
                            e.call()
                                    + " not reached by "
                                    + e.agent()
                                    + until(e.at(), e.wrapUpUntil())
                                    + ", deferred"
                                    + until(e.at(), Optional.of(e.notBefore())));
            case RoutingEvent.CallGivenBack e ->
                    Optional.of(
                            e.call()
                                    + " given back by "
                                    + e.agent()
                                    + until(e.at(), e.restsUntil()));
            case RoutingEvent.CallHandedOver e ->
                    Optional.of(
                            e.call()
                                    + " of "
                                    + e.from()
                                    + until(e.at(), e.wrapUpUntil())
                                    + " handed to "
                                    + e.to()
                                    + " for "
                                    + e.consult());
            case RoutingEvent.CallLeftQueue e -> Optional.of(e.call() + " left " + e.reason());
            case RoutingEvent.CallOffered e ->
                    Optional.of(
                            e.call()
                                    + " offered "
                                    + e.agent()
                                    + e.callbackNumber().map(to -> " for " + to).orElse(""));
            case RoutingEvent.OfferEnded e ->
                    Optional.of(
                            e.call()
                                    + " "
                                    + e.outcome()
                                    + " "
                                    + e.agent()
                                    + until(e.at(), e.restsUntil()));
            case RoutingEvent.CallConnected e -> Optional.of(e.call() + " connected " + e.agent());
            case RoutingEvent.CallEnded e ->
                    Optional.of(e.call() + " ended " + e.agent() + until(e.at(), e.wrapUpUntil()));
            case RoutingEvent.CommandRejected e -> Optional.of("rejected " + e.reason());
        };
    }

    private static String until(Instant from, Optional<Instant> end) {
        return end.map(instant -> " until " + Duration.between(from, instant).toSeconds())
                .orElse("");
    }
}
