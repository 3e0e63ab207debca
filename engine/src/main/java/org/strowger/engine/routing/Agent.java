package org.strowger.engine.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Occupancy;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;

/// An agent who is signed in, as the state holds them.
final class Agent extends Timed {
    /// In what an agent is held up, whatever the call; the order is that of [DecisionRecord].
    enum Hindrance {
        OTHER_CALL,
        RINGING,
        RESTING,
        PAUSED,
        NONE
    }

    private static final double OCCUPANCY_SECONDS = 3_600;

    final AgentId id;
    RoutingProfile profile;
    long idleSince;
    List<Contact> contacts = List.of();

    /// Of [#contacts], because they are asked for with every change: the call that is being
    /// offered, and how many talks.
    private @Nullable Contact ringing;

    private int talks;
    long restsUntil = Moment.NEVER;
    @Nullable String pauseReason;
    @Nullable String pauseDeferred;
    boolean signingOut;
    boolean otherCall;
    int calls;
    int missed;

    private double occupancy;
    private long occupancyAt;
    private double share;

    /// Kept because it is compared often, once it is.
    private long occupancyKey;

    private boolean occupancyKeyKnown;

    Load load = Load.NONE;

    /// The load of the last work: most work is like the last.
    private Load usualLoad = Load.NONE;

    /// The agents this one is counted among.
    @Nullable Pool pool;

    /// As what this one is counted there.
    Hindrance counted = Hindrance.NONE;

    boolean countedTalking;
    boolean countedPresent;

    /// The places in the orders of the pool.
    final int[] places = {Heap.NOWHERE, Heap.NOWHERE, Heap.NOWHERE};

    Agent(AgentId id, RoutingProfile profile, long now) {
        this.id = id;
        this.profile = profile;
        this.idleSince = now;
        this.occupancyAt = now;
    }

    static Agent of(SignedInAgent from) {
        Agent agent = new Agent(from.id(), from.profile(), Moment.of(from.idleSince()));
        from.contacts().forEach(contact -> agent.addContact(contact.in(contact.phase())));
        agent.restsUntil = from.restsUntil().map(Moment::of).orElse(Moment.NEVER);
        agent.pauseReason = from.pauseReason().orElse(null);
        agent.pauseDeferred = from.pauseDeferred().orElse(null);
        agent.signingOut = from.signingOut();
        agent.otherCall = from.otherCall();
        agent.calls = from.calls();
        agent.missed = from.missed();
        agent.occupancy = from.occupancy().level();
        agent.occupancyAt = Moment.of(from.occupancy().at());
        agent.load = Load.of(agent.contacts, Load.NONE);
        agent.share = agent.shareOfUnits();
        return agent;
    }

    /// @param complete adds what only the state knows of a contact
    SignedInAgent toSnapshot(UnaryOperator<Contact> complete) {
        List<Contact> inOrder = new ArrayList<>(contacts);
        inOrder.replaceAll(complete);
        inOrder.sort(
                Comparator.comparing(Contact::call)
                        .thenComparing(Agent::isWrapUp)
                        .thenComparing(Agent::endOf));
        return new SignedInAgent(
                id,
                profile,
                Moment.instant(idleSince),
                inOrder,
                restsUntil == Moment.NEVER
                        ? Optional.empty()
                        : Optional.of(Moment.instant(restsUntil)),
                Optional.ofNullable(pauseReason),
                Optional.ofNullable(pauseDeferred),
                signingOut,
                otherCall,
                calls,
                missed,
                new Occupancy(occupancy, Moment.instant(occupancyAt)));
    }

    private static boolean isWrapUp(Contact contact) {
        return contact.phase() instanceof Phase.WrapUp;
    }

    Hindrance hindrance() {
        if (otherCall) {
            return Hindrance.OTHER_CALL;
        }
        if (ringing != null) {
            return Hindrance.RINGING;
        }
        if (restsUntil != Moment.NEVER) {
            return Hindrance.RESTING;
        }
        return isPresent() ? Hindrance.NONE : Hindrance.PAUSED;
    }

    /// Neither paused nor about to be, nor about to leave.
    boolean isPresent() {
        return pauseReason == null && pauseDeferred == null && !signingOut;
    }

    /// Whether somebody may choose this agent for a call, whatever the policy says of it.
    ///
    /// @param evenPaused whether a pause is no obstacle
    boolean isFreeFor(QueuePolicy.Work work, boolean evenPaused) {
        return !otherCall
                && ringing == null
                && !signingOut
                && (evenPaused || isPresent())
                && load.hasRoom(work, profile);
    }

    boolean talks() {
        return talks > 0;
    }

    /// The call that is being offered.
    @Nullable Contact ringing() {
        return ringing;
    }

    /// The after-call work of a call that ends first. There may be two of one call, which was
    /// transferred and came back.
    @Nullable Contact firstWrapUp(CallId call) {
        Contact first = null;
        for (Contact contact : contacts) {
            if (isWrapUp(contact)
                    && contact.call().equals(call)
                    && (first == null || SOONEST_FIRST.compare(contact, first) < 0)) {
                first = contact;
            }
        }
        return first;
    }

    /// The contact that ends by itself first; a talk if there is nothing else.
    @Nullable Contact firstToEnd() {
        Contact first = null;
        for (Contact contact : contacts) {
            if (first == null || SOONEST_FIRST.compare(contact, first) < 0) {
                first = contact;
            }
        }
        return first;
    }

    private static final Comparator<Contact> SOONEST_FIRST =
            Comparator.comparing(Agent::endOf)
                    .thenComparing(Contact::call)
                    .thenComparing(Agent::isWrapUp);

    /// When a contact ends by itself.
    static Instant endOf(Contact contact) {
        return switch (contact.phase()) {
            case Phase.Ringing(var expiresAt) -> expiresAt;
            case Phase.WrapUp(var until) -> until;
            case Phase.Talking _ -> Instant.MAX;
        };
    }

    /// When something about the agent is due.
    long deadline() {
        long first = restsUntil;
        if (contacts.size() == talks) {
            return first;
        }
        for (Contact contact : contacts) {
            switch (contact.phase()) {
                case Phase.Ringing(var expiresAt) -> first = Math.min(first, Moment.of(expiresAt));
                case Phase.WrapUp(var until) -> first = Math.min(first, Moment.of(until));
                case Phase.Talking _ -> {}
            }
        }
        return first;
    }

    void addContact(Contact contact) {
        note(contact, 1);
        if (contacts.isEmpty()) {
            contacts = List.of(contact);
        } else {
            List<Contact> more = new ArrayList<>(contacts);
            more.add(contact);
            contacts = more;
        }
    }

    void removeContact(Contact contact) {
        note(contact, -1);
        if (contacts.size() == 1) {
            contacts = List.of();
        } else {
            List<Contact> fewer = new ArrayList<>(contacts);
            fewer.remove(contact);
            contacts = fewer;
        }
    }

    private void note(Contact contact, int by) {
        switch (contact.phase()) {
            case Phase.Ringing _ -> ringing = by > 0 ? contact : null;
            case Phase.Talking _ -> talks += by;
            case Phase.WrapUp _ -> {}
        }
    }

    /// Takes another instance of the load it has, so that loads of one pool are one.
    void share(Load equal) {
        load = equal;
        usualLoad = equal.units() > 0 ? equal : usualLoad;
    }

    /// Brings up to date what follows from the contacts and from other calls.
    void workChanged(long now) {
        if (!contacts.isEmpty() || load.units() > 0) {
            load = Load.of(contacts, usualLoad);
            usualLoad = load.units() > 0 ? load : usualLoad;
        }
        double next = shareOfUnits();
        if (next != share) {
            occupancy = occupancyAt(now);
            occupancyAt = now;
            occupancyKeyKnown = false;
            share = next;
        }
    }

    private double shareOfUnits() {
        return otherCall ? 1 : Math.min(1, (double) load.units() / profile.units());
    }

    /// The share of recent time spent on contacts, see [Occupancy].
    double occupancyAt(long now) {
        if (now == occupancyAt) {
            return occupancy;
        }
        double faded = StrictMath.exp(-Moment.seconds(now - occupancyAt) / OCCUPANCY_SECONDS);
        return occupancy * faded + share * (1 - faded);
    }

    /// What orders agents by occupancy. The occupancies of all who are idle fall alike, so that
    /// their order does not change with time; the logarithm takes that fall out of them.
    long occupancyKey() {
        if (!occupancyKeyKnown) {
            double fixed =
                    StrictMath.log(occupancy) + Moment.seconds(occupancyAt) / OCCUPANCY_SECONDS;
            occupancyKey = inOrder(fixed);
            occupancyKeyKnown = true;
        }
        return occupancyKey;
    }

    /// A whole number for each double, in the same order.
    private static long inOrder(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits < 0 ? Long.MIN_VALUE - bits - 1 : bits;
    }

    @Override
    boolean precedes(Timed other) {
        return switch (other) {
            case WaitingCall _ -> true;
            case Agent agent -> id.compareTo(agent.id) < 0;
        };
    }

    boolean idleLongerThan(Agent other) {
        return idleSince != other.idleSince
                ? idleSince < other.idleSince
                : id.compareTo(other.id) < 0;
    }
}
