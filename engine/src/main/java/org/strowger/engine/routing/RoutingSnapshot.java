package org.strowger.engine.routing;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything a routing core knows, at one moment.
///
/// @param at the time of the last event
/// @param policy the policy in force
/// @param closing queues the policy no longer has, with the rules that serve the calls still in
///   them
/// @param calls the calls in line, those in an offer included: by queue, most urgent first
/// @param agents the agents signed in, by id
public record RoutingSnapshot(
        Instant at,
        RoutingPolicy policy,
        SortedMap<QueueId, QueuePolicy> closing,
        List<CallInLine> calls,
        List<SignedInAgent> agents) {
    public RoutingSnapshot {
        closing = Collections.unmodifiableSortedMap(new TreeMap<>(closing));
        calls = List.copyOf(calls);
        agents = List.copyOf(agents);
    }

    /// A call that waits or is being offered, and its claim to be next.
    ///
    /// @param since when it was put in line; unanswered offers do not change it
    /// @param callbackNumber of a kept place
    public record CallInLine(
            CallId id,
            QueueId queue,
            int priority,
            Instant since,
            List<SkillNeed> needs,
            Optional<String> callbackNumber) {
        /// Highest priority first, then longest waiting, then by id so that no two ever tie.
        static final Comparator<CallInLine> MOST_URGENT_FIRST =
                Comparator.comparingInt(CallInLine::priority)
                        .reversed()
                        .thenComparing(CallInLine::since)
                        .thenComparing(CallInLine::id);

        public CallInLine {
            needs = SkillNeed.inOrder(needs);
        }

        CallInLine kept(String number) {
            return new CallInLine(id, queue, priority, since, needs, Optional.of(number));
        }
    }

    /// An agent, and what they are doing. A pause goes beside the activity: it counts when the
    /// agent is idle.
    ///
    /// @param signingOut leaves when the talk is over
    public record SignedInAgent(
            AgentId id,
            SortedMap<String, Integer> skills,
            Activity activity,
            Optional<String> pauseReason,
            boolean signingOut) {
        public SignedInAgent {
            // Not copied: there may be 100,000, and the core that hands them out never changes
            // them.
            skills = Collections.unmodifiableSortedMap(skills);
        }
    }

    /// What an agent is doing.
    public sealed interface Activity {
        /// When the activity ends by itself.
        default Optional<Instant> deadline() {
            return Optional.empty();
        }

        record Idle(Instant since) implements Activity {}

        /// The agent's telephone rings.
        ///
        /// @param idleSince is given back if the offer is withdrawn
        record Offered(CallId call, Instant expiresAt, Instant idleSince) implements Activity {
            @Override
            public Optional<Instant> deadline() {
                return Optional.of(expiresAt);
            }
        }

        record Talking(CallId call, QueueId queue) implements Activity {}

        record WrapUp(Instant until) implements Activity {
            @Override
            public Optional<Instant> deadline() {
                return Optional.of(until);
            }
        }

        record Resting(Instant until) implements Activity {
            @Override
            public Optional<Instant> deadline() {
                return Optional.of(until);
            }
        }
    }
}
