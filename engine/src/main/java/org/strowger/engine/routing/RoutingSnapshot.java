package org.strowger.engine.routing;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Everything a routing core knows, at one moment.
///
/// @param at the time of the last event
/// @param policy the policy in force
/// @param offers how many offers were made so far
/// @param queues the queues, by id: those of the policy, and those it no longer has but which still
///   have calls
/// @param calls the calls in line, those in an offer included, by id
/// @param agents the agents signed in, by id
public record RoutingSnapshot(
        Instant at,
        RoutingPolicy policy,
        long offers,
        List<QueueState> queues,
        List<CallInLine> calls,
        List<SignedInAgent> agents) {
    public RoutingSnapshot {
        queues = List.copyOf(queues);
        calls = List.copyOf(calls);
        agents = List.copyOf(agents);
    }

    /// What there is to know of a queue beside its calls.
    ///
    /// @param closingRules the rules that serve the calls still in a queue which the policy no
    ///   longer has
    /// @param opened whether it was opened or closed since the policy was applied
    /// @param unstaffedSince since when nobody is there whom callers may wait for
    /// @param lastOffered the agent who was offered one of its calls last
    public record QueueState(
            QueueId id,
            Optional<QueuePolicy> closingRules,
            Optional<Boolean> opened,
            Optional<Instant> unstaffedSince,
            Optional<AgentId> lastOffered) {}

    /// A call that waits or is being offered, and its claim to be next.
    ///
    /// @param since when it began to wait; unanswered offers do not change it
    /// @param enteredAt when it came into this queue
    /// @param need what it asks by itself, before the queue's steps
    /// @param step the step of the queue that it is in, 0 being the first; -1 while it waits for
    ///   the agent it prefers
    /// @param stepSince when it came into the step
    /// @param refusals the agents it is not to be offered to before a time to come
    /// @param callbackNumber of a kept place
    /// @param notBefore of a kept place that is offered to nobody until then
    /// @param takenUpBy the agent with whom it began, and to whom alone it is offered
    public record CallInLine(
            CallId id,
            QueueId queue,
            int priority,
            Instant since,
            Instant enteredAt,
            SkillNeed need,
            Optional<Preferred> preferred,
            int step,
            Instant stepSince,
            SortedMap<AgentId, Instant> refusals,
            Optional<String> callbackNumber,
            Optional<Instant> notBefore,
            Optional<AgentId> takenUpBy) {
        /// The step of a call that waits for the agent it prefers.
        public static final int FOR_PREFERRED = -1;

        public CallInLine {
            refusals = Collections.unmodifiableSortedMap(refusals);
        }
    }

    /// An agent, and what they are doing.
    ///
    /// @param idleSince the later of signing in, coming back from a pause, and the end of the last
    ///   contact or missed offer
    /// @param contacts what the agent works on or is being offered, by call
    /// @param restsUntil no offer goes to the agent before
    /// @param pauseReason of a pause; what the agent does goes on beside it
    /// @param pauseDeferred the reason of a pause that begins when the agent has no contact
    /// @param signingOut leaves when the last talk is over
    /// @param otherCall in a call that did not come from a queue
    /// @param calls how many calls were connected since signing in
    /// @param missed how many offers in a row were missed
    /// @param occupancy how busy they were lately
    public record SignedInAgent(
            AgentId id,
            RoutingProfile profile,
            Instant idleSince,
            List<Contact> contacts,
            Optional<Instant> restsUntil,
            Optional<String> pauseReason,
            Optional<String> pauseDeferred,
            boolean signingOut,
            boolean otherCall,
            int calls,
            int missed,
            Occupancy occupancy) {
        public SignedInAgent {
            contacts = List.copyOf(contacts);
        }
    }

    /// A call as an agent has it.
    ///
    /// @param since when the call began to wait
    /// @param channel what it counts against, of the agent's limits
    /// @param units what it takes of the agent's units
    /// @param place in a talk, the place in line that led to it, as it was; absent for a call that
    ///   began with its agent, and for one that was handed over
    public record Contact(
            CallId call,
            QueueId queue,
            Instant since,
            String channel,
            int units,
            Phase phase,
            Optional<CallInLine> place) {
        /// A contact that no place in line led to.
        public Contact(
                CallId call, QueueId queue, Instant since, String channel, int units, Phase phase) {
            this(call, queue, since, channel, units, phase, Optional.empty());
        }

        /// The same contact, further on. A place in line has led to nothing else than the talk.
        Contact in(Phase next) {
            return new Contact(call, queue, since, channel, units, next);
        }

        Contact with(Optional<CallInLine> itsPlace) {
            return new Contact(call, queue, since, channel, units, phase, itsPlace);
        }
    }

    /// How far a contact is.
    public sealed interface Phase {
        /// The agent's telephone rings.
        record Ringing(Instant expiresAt) implements Phase {}

        record Talking() implements Phase {}

        /// After-call work.
        record WrapUp(Instant until) implements Phase {}
    }

    /// The share of the time before `at` that was spent on contacts and other calls, where a moment
    /// weighs the less the longer ago it is: 1/e for each hour. A contact counts by its share of
    /// the agent's units; ringing does not count.
    ///
    /// @param level 0 to 1
    public record Occupancy(double level, Instant at) {}
}
