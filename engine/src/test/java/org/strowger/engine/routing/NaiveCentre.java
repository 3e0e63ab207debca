package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.Phase.Ringing;
import org.strowger.engine.routing.RoutingSnapshot.Phase.Talking;
import org.strowger.engine.routing.RoutingSnapshot.Phase.WrapUp;

/// A centre as its events have made it, for [NaiveRouting]: who is here, who is in line, and
/// nothing that follows from these.
final class NaiveCentre {
    final SortedMap<AgentId, Agent> agents = new TreeMap<>();
    final SortedMap<CallId, Call> calls = new TreeMap<>();

    /// Kept places whose agents try to reach the customer, as they were in line.
    final SortedMap<CallId, Call> placesTaken = new TreeMap<>();

    final SortedMap<QueueId, QueuePolicy> closing = new TreeMap<>();
    final SortedMap<QueueId, Boolean> opened = new TreeMap<>();
    final SortedMap<QueueId, Instant> unstaffedSince = new TreeMap<>();
    final SortedMap<QueueId, AgentId> lastOffered = new TreeMap<>();
    RoutingPolicy policy = RoutingPolicy.NONE;
    Instant lastEvent = Instant.MIN;
    long offers;

    /// An agent who is signed in.
    static final class Agent {
        final AgentId id;
        final List<Contact> contacts = new ArrayList<>();
        RoutingProfile profile;
        Instant idleSince;
        Optional<Instant> restsUntil = Optional.empty();
        Optional<String> pause = Optional.empty();
        Optional<String> deferredPause = Optional.empty();
        boolean signingOut;
        boolean otherCall;
        int calls;
        int missed;
        double level;
        Instant levelAt;

        Agent(AgentId id, RoutingProfile profile, Instant now) {
            this.id = id;
            this.profile = profile;
            idleSince = now;
            levelAt = now;
        }

        boolean rings() {
            return contacts.stream().anyMatch(contact -> contact.phase() instanceof Ringing);
        }

        boolean talks() {
            return contacts.stream().anyMatch(contact -> contact.phase() instanceof Talking);
        }

        boolean isAwayOrGoing() {
            return pause.isPresent() || deferredPause.isPresent() || signingOut;
        }

        int unitsFor(QueuePolicy.Work work) {
            return Math.min(work.units().orElse(profile.units()), profile.units());
        }

        int loadUnits() {
            return contacts.stream()
                    .filter(contact -> !(contact.phase() instanceof Ringing))
                    .mapToInt(Contact::units)
                    .sum();
        }

        SortedMap<String, Integer> loadByChannel() {
            SortedMap<String, Integer> load = new TreeMap<>();
            for (Contact contact : contacts) {
                if (!(contact.phase() instanceof Ringing)) {
                    load.merge(contact.channel(), 1, Integer::sum);
                }
            }
            return load;
        }

        boolean hasRoomFor(QueuePolicy.Work work) {
            int limit = profile.limits().getOrDefault(work.channel(), Integer.MAX_VALUE);
            return loadUnits() + unitsFor(work) <= profile.units()
                    && loadByChannel().getOrDefault(work.channel(), 0) < limit;
        }

        double share() {
            return otherCall ? 1 : Math.min(1, (double) loadUnits() / profile.units());
        }

        /// The occupancy when this share of the units was taken since it was last brought up to
        /// date.
        double levelAfter(double share, Instant now) {
            double seconds = Duration.between(levelAt, now).toNanos() / 1e9;
            double kept = StrictMath.exp(-seconds / 3600);
            return level * kept + share * (1 - kept);
        }

        /// The after-call work that ends first.
        Optional<Contact> firstWrapUp(CallId call) {
            return contacts.stream()
                    .filter(contact -> contact.phase() instanceof WrapUp)
                    .filter(contact -> contact.call().equals(call))
                    .min(Comparator.comparing(Agent::end).thenComparing(Contact::call));
        }

        static Instant end(Contact contact) {
            return switch (contact.phase()) {
                case Ringing(var expiresAt) -> expiresAt;
                case WrapUp(var until) -> until;
                case Talking() -> Instant.MAX;
            };
        }

        private Contact contact(CallId call, Class<? extends Phase> phase) {
            return contacts.stream()
                    .filter(contact -> contact.call().equals(call))
                    .filter(contact -> phase.isInstance(contact.phase()))
                    .min(Comparator.comparing(Agent::end))
                    .orElseThrow();
        }

        private void go(Contact contact, Optional<Phase> to) {
            contacts.remove(contact);
            to.ifPresent(
                    phase ->
                            contacts.add(
                                    new Contact(
                                            contact.call(),
                                            contact.queue(),
                                            contact.since(),
                                            contact.channel(),
                                            contact.units(),
                                            phase)));
        }
    }

    /// A call in line.
    static final class Call {
        final CallId id;
        final SkillNeed need;
        final Optional<Preferred> preferred;
        final SortedMap<AgentId, Instant> refusals = new TreeMap<>();
        QueueId queue;
        int priority;
        Instant since;
        Instant enteredAt;
        int step;
        Instant stepSince;
        Optional<String> number = Optional.empty();
        Optional<Instant> notBefore = Optional.empty();
        final Optional<AgentId> takenUpBy;

        Call(RoutingEvent.CallQueued e) {
            id = e.call();
            need = e.need();
            preferred = e.preferred();
            takenUpBy = e.takenUpBy();
            queue = e.queue();
            priority = e.priority();
            since = e.since();
            enteredAt = e.at();
            stepSince = e.at();
            step = preferred.isPresent() ? -1 : 0;
        }

        /// Whether it is in nobody's way.
        boolean isAside() {
            return notBefore.isPresent() || takenUpBy.isPresent();
        }

        boolean prefers(Agent agent) {
            return preferred.isPresent() && preferred.get().agent().equals(agent.id);
        }
    }

    Agent agent(AgentId id) {
        return Objects.requireNonNull(agents.get(id));
    }

    Call call(CallId id) {
        return Objects.requireNonNull(calls.get(id));
    }

    /// The rules by which a queue serves its calls.
    QueuePolicy rules(QueueId queue) {
        QueuePolicy rules = policy.queues().get(queue);
        return Objects.requireNonNull(rules == null ? closing.get(queue) : rules);
    }

    boolean isOpen(QueueId queue) {
        return opened.getOrDefault(queue, rules(queue).open());
    }

    long length(QueueId queue) {
        return calls.values().stream()
                .filter(call -> call.queue.equals(queue) && !call.isAside())
                .count();
    }

    private boolean hasCalls(QueueId queue) {
        return calls.values().stream().anyMatch(call -> call.queue.equals(queue));
    }

    /// The agents whose telephones ring for a call, by id.
    List<Agent> ringingFor(CallId call) {
        return agents.values().stream().filter(agent -> rings(agent, call)).toList();
    }

    boolean rings(Agent agent, CallId call) {
        return agent.contacts.stream()
                .anyMatch(
                        contact ->
                                contact.call().equals(call) && contact.phase() instanceof Ringing);
    }

    boolean waits(Call call) {
        return call.notBefore.isEmpty() && ringingFor(call.id).isEmpty();
    }

    List<Call> waiting() {
        return calls.values().stream().filter(this::waits).toList();
    }

    /// The agent who is in a talk with a call.
    Optional<Agent> talkingTo(CallId call) {
        return agents.values().stream().filter(agent -> talk(agent, call).isPresent()).findFirst();
    }

    Optional<Contact> talk(Agent agent, CallId call) {
        return agent.contacts.stream()
                .filter(contact -> contact.call().equals(call))
                .filter(contact -> contact.phase() instanceof Talking)
                .findFirst();
    }

    /// The need of a call in its step; while it waits for its preferred agent it has none.
    SkillNeed need(Call call) {
        return call.step < 0
                ? SkillNeed.none()
                : rules(call.queue).steps().get(call.step).needOf(call.need);
    }

    /// Whether an agent would do for a call in its step, whatever they do now.
    boolean suits(Agent agent, Call call) {
        if (call.step < 0) {
            return call.prefers(agent);
        }
        return need(call).isMetBy(agent.profile.skills())
                && agent.profile.rankIn(call.queue)
                        <= rules(call.queue).steps().get(call.step).maxRank();
    }

    void apply(RoutingEvent event) {
        SortedMap<AgentId, Double> shares = new TreeMap<>();
        agents.values().forEach(agent -> shares.put(agent.id, agent.share()));
        change(event);
        for (Agent agent : agents.values()) {
            double before = shares.getOrDefault(agent.id, agent.share());
            if (before != agent.share()) {
                agent.level = agent.levelAfter(before, event.at());
                agent.levelAt = event.at();
            }
        }
        forgetWhatClosed();
        lastEvent = event.at();
    }

    private void forgetWhatClosed() {
        closing.keySet().removeIf(queue -> !hasCalls(queue) && !hasTalks(queue));
        List.of(opened, unstaffedSince, lastOffered)
                .forEach(
                        known ->
                                known.keySet()
                                        .removeIf(
                                                queue ->
                                                        !policy.queues().containsKey(queue)
                                                                && !closing.containsKey(queue)));
    }

    private boolean hasTalks(QueueId queue) {
        return agents.values().stream()
                .flatMap(agent -> agent.contacts.stream())
                .anyMatch(
                        contact ->
                                contact.queue().equals(queue)
                                        && contact.phase() instanceof Talking);
    }

    private void change(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.PolicyApplied e -> policy(e.policy());
            case RoutingEvent.QueueOpened e -> opened.put(e.queue(), true);
            case RoutingEvent.QueueClosed e -> opened.put(e.queue(), false);
            case RoutingEvent.StaffingChanged e -> {
                if (e.staffed()) {
                    unstaffedSince.remove(e.queue());
                } else {
                    unstaffedSince.put(e.queue(), e.at());
                }
            }
            case RoutingEvent.AgentSignedIn e -> signIn(e);
            case RoutingEvent.SignOutDeferred e -> agent(e.agent()).signingOut = true;
            case RoutingEvent.AgentSignedOut e -> agents.remove(e.agent());
            case RoutingEvent.ProfileChanged e -> agent(e.agent()).profile = e.profile();
            case RoutingEvent.AgentPaused e -> {
                agent(e.agent()).pause = Optional.of(e.reason());
                agent(e.agent()).deferredPause = Optional.empty();
            }
            case RoutingEvent.PauseDeferred e ->
                    agent(e.agent()).deferredPause = Optional.of(e.reason());
            case RoutingEvent.AgentResumed e -> {
                agent(e.agent()).pause = Optional.empty();
                agent(e.agent()).deferredPause = Optional.empty();
                agent(e.agent()).missed = 0;
                agent(e.agent()).idleSince = e.at();
            }
            case RoutingEvent.OtherCallBegan e -> agent(e.agent()).otherCall = true;
            case RoutingEvent.OtherCallEnded e -> {
                agent(e.agent()).otherCall = false;
                agent(e.agent()).idleSince = e.at();
            }
            case RoutingEvent.WrapUpExtended e -> {
                Agent agent = agent(e.agent());
                agent.go(agent.contact(e.call(), WrapUp.class), Optional.of(new WrapUp(e.until())));
            }
            case RoutingEvent.WrapUpEnded e -> {
                Agent agent = agent(e.agent());
                agent.go(agent.contact(e.call(), WrapUp.class), Optional.empty());
                agent.idleSince = e.at();
            }
            case RoutingEvent.RestEnded e -> {
                agent(e.agent()).restsUntil = Optional.empty();
                agent(e.agent()).idleSince = e.at();
            }
            case RoutingEvent.CallQueued e -> calls.put(e.call(), new Call(e));
            case RoutingEvent.StepReached e -> {
                call(e.call()).step = e.step();
                call(e.call()).stepSince = e.at();
            }
            case RoutingEvent.CallReprioritized e -> call(e.call()).priority = e.priority();
            case RoutingEvent.CallMoved e -> {
                call(e.call()).queue = e.queue();
                call(e.call()).since = e.since();
                call(e.call()).enteredAt = e.at();
                call(e.call()).step = 0;
                call(e.call()).stepSince = e.at();
            }
            case RoutingEvent.PlaceKept e ->
                    call(e.call()).number = Optional.of(e.callbackNumber());
            case RoutingEvent.PlaceDeferred e ->
                    call(e.call()).notBefore = Optional.of(e.notBefore());
            case RoutingEvent.DeferralEnded e -> call(e.call()).notBefore = Optional.empty();
            case RoutingEvent.PlaceRetried e -> {
                Call place = Objects.requireNonNull(placesTaken.remove(e.call()));
                place.queue = e.queue();
                place.since = e.since();
                place.enteredAt = e.at();
                place.step = 0;
                place.stepSince = e.at();
                place.refusals.clear();
                place.notBefore = Optional.of(e.notBefore());
                calls.put(e.call(), place);
                endTalk(agent(e.agent()), e.call(), e.wrapUpUntil(), e.at());
            }
            case RoutingEvent.CallGivenBack e -> {
                Call place = Objects.requireNonNull(placesTaken.remove(e.call()));
                place.step = Math.min(place.step, rules(e.queue()).steps().size() - 1);
                e.notAgainBefore().ifPresent(t -> refused(place.refusals, e.agent(), t, e.at()));
                calls.put(e.call(), place);
                Agent agent = agent(e.agent());
                e.restsUntil().ifPresent(until -> agent.restsUntil = Optional.of(until));
                agent.calls--;
                endTalk(agent, e.call(), Optional.empty(), e.at());
            }
            case RoutingEvent.CallLeftQueue e -> calls.remove(e.call());
            case RoutingEvent.CallOffered e -> offer(e);
            case OfferEnded e -> endOffer(e);
            case RoutingEvent.CallConnected e -> {
                Agent agent = agent(e.agent());
                agent.go(agent.contact(e.call(), Ringing.class), Optional.of(new Talking()));
                agent.missed = 0;
                agent.calls++;
                Call call = Objects.requireNonNull(calls.remove(e.call()));
                if (call.takenUpBy.isEmpty()) {
                    placesTaken.put(e.call(), call);
                }
            }
            case RoutingEvent.CallEnded e -> {
                placesTaken.remove(e.call());
                endTalk(agent(e.agent()), e.call(), e.wrapUpUntil(), e.at());
            }
            case RoutingEvent.CallHandedOver e -> handOver(e);
            case RoutingEvent.CommandRejected _ -> {}
        }
    }

    private static void endTalk(
            Agent agent, CallId call, Optional<Instant> wrapUpUntil, Instant at) {
        agent.go(agent.contact(call, Talking.class), wrapUpUntil.map(WrapUp::new));
        if (wrapUpUntil.isEmpty()) {
            agent.idleSince = at;
        }
    }

    private void handOver(RoutingEvent.CallHandedOver e) {
        placesTaken.remove(e.call());
        placesTaken.remove(e.consult());
        Instant since = talk(agent(e.from()), e.call()).orElseThrow().since();
        endTalk(agent(e.from()), e.call(), e.wrapUpUntil(), e.at());
        Agent to = agent(e.to());
        Contact consult = to.contact(e.consult(), Talking.class);
        to.contacts.remove(consult);
        to.contacts.add(
                new Contact(
                        e.call(),
                        consult.queue(),
                        since,
                        consult.channel(),
                        consult.units(),
                        new Talking()));
    }

    private void policy(RoutingPolicy next) {
        closing.putAll(policy.queues());
        closing.keySet().removeAll(next.queues().keySet());
        policy = next;
        opened.clear();
        unstaffedSince
                .keySet()
                .removeIf(queue -> rules(queue).staffing().toStay() == Presence.NOBODY);
        for (Call call : calls.values()) {
            call.step = Math.min(call.step, rules(call.queue).steps().size() - 1);
        }
    }

    private void signIn(RoutingEvent.AgentSignedIn e) {
        Agent returning = agents.get(e.agent());
        if (returning == null) {
            agents.put(e.agent(), new Agent(e.agent(), e.profile(), e.at()));
            return;
        }
        returning.profile = e.profile();
        returning.signingOut = false;
        returning.pause = Optional.empty();
        returning.deferredPause = Optional.empty();
    }

    private void offer(RoutingEvent.CallOffered e) {
        Agent agent = agent(e.agent());
        QueuePolicy.Work work = rules(e.queue()).work();
        agent.contacts.add(
                new Contact(
                        e.call(),
                        e.queue(),
                        call(e.call()).since,
                        work.channel(),
                        agent.unitsFor(work),
                        new Ringing(e.expiresAt())));
        lastOffered.put(e.queue(), e.agent());
        offers++;
    }

    private void endOffer(OfferEnded e) {
        Agent agent = agent(e.agent());
        agent.go(agent.contact(e.call(), Ringing.class), Optional.empty());
        if (e.outcome() == Outcome.WITHDRAWN) {
            return;
        }
        agent.idleSince = e.at();
        e.restsUntil().ifPresent(until -> agent.restsUntil = Optional.of(until));
        if (e.outcome() == Outcome.EXPIRED || e.outcome() == Outcome.UNREACHABLE) {
            agent.missed++;
        }
        if (e.notAgainBefore().isPresent()) {
            refused(call(e.call()).refusals, e.agent(), e.notAgainBefore().get(), e.at());
        }
    }

    private static void refused(
            SortedMap<AgentId, Instant> refusals, AgentId by, Instant until, Instant now) {
        refusals.values().removeIf(end -> !end.isAfter(now));
        refusals.put(by, until);
        while (refusals.size() > 32) {
            Instant first = refusals.values().stream().min(Comparator.naturalOrder()).orElseThrow();
            AgentId forgotten =
                    refusals.keySet().stream()
                            .filter(agent -> first.equals(refusals.get(agent)))
                            .findFirst()
                            .orElseThrow();
            refusals.remove(forgotten);
        }
    }
}
