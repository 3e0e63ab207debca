package org.strowger.engine.call;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.EnqueuePlace;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.telephony.Party;

/// A promise to call a customer back, as it stands at a moment.
///
/// @param call the kept place, by which the routing core knows it
/// @param keptAt when it was promised
/// @param expiresAt when it is given up if nothing came of it
/// @param attempts how often the customer's telephone was made to ring; one that is under way
///   counts
/// @param notBefore nobody is dialled before
public record Callback(
        CallId call,
        Ask ask,
        Instant keptAt,
        Instant expiresAt,
        int attempts,
        State state,
        Optional<Instant> notBefore) {

    /// What the caller asked for.
    ///
    /// @param queue the line they stood in, or would have entered
    /// @param skills the level an agent must have, by skill
    /// @param since when they began to wait
    /// @param caller who rang
    /// @param number whom to call
    /// @param shown the flow's variables that people are shown, never a secret; 20 at most
    public record Ask(
            QueueId queue,
            int priority,
            SortedMap<String, Integer> skills,
            Optional<Preferred> preferred,
            Instant since,
            Party caller,
            String number,
            SortedMap<String, String> shown) {
        private static final int MOST_SHOWN = 20;
        private static final int LONGEST_SHOWN = 200;

        public Ask {
            skills = Collections.unmodifiableSortedMap(new TreeMap<>(skills));
            SortedMap<String, String> first = new TreeMap<>();
            shown.entrySet().stream()
                    .filter(e -> e.getValue().length() <= LONGEST_SHOWN)
                    .limit(MOST_SHOWN)
                    .forEach(e -> first.put(e.getKey(), e.getValue()));
            shown = Collections.unmodifiableSortedMap(first);
        }

        /// Who is called.
        Party customer() {
            return new Party(number, caller.name());
        }

        /// What the caller who asked claimed of the line.
        Claim claim() {
            return new Claim(priority, SkillNeed.atLeast(skills));
        }

        /// Puts a place in line as the caller who asked would be.
        EnqueuePlace place(Instant at, CallId call) {
            Instant began = since.isAfter(at) ? at : since;
            EnqueueCall entry =
                    new EnqueueCall(
                            at,
                            call,
                            queue,
                            priority,
                            SkillNeed.atLeast(skills),
                            preferred,
                            Optional.of(began));
            return new EnqueuePlace(entry, number);
        }
    }

    /// How far it is.
    public enum State {
        /// In line, for its turn or for the calendar to open.
        WAITING,
        /// The customer's telephone rings, or they are asked to press 1.
        DIALLING,
        /// The customer was not reached, and is tried again.
        RETRYING,
        /// The customer was reached.
        DONE,
        /// The customer was not reached as often as the queue tries, cannot be called any more, or
        /// somebody took the promise back.
        GIVEN_UP,
        EXPIRED,
        /// The customer rang again and waits by that call; or was promised to be called twice, of
        /// which the other promise is left, or has been kept.
        CALLED_AGAIN;

        /// Whether nothing follows.
        public boolean isOver() {
            return switch (this) {
                case WAITING, DIALLING, RETRYING -> false;
                case DONE, GIVEN_UP, EXPIRED, CALLED_AGAIN -> true;
            };
        }
    }

    Callback is(State now) {
        return new Callback(call, ask, keptAt, expiresAt, attempts, now, Optional.empty());
    }

    Callback waitsUntil(Instant time) {
        return new Callback(call, ask, keptAt, expiresAt, attempts, state, Optional.of(time));
    }

    Callback until(Instant expires) {
        return new Callback(call, ask, keptAt, expires, attempts, state, notBefore);
    }

    Callback tried(int times) {
        return new Callback(call, ask, keptAt, expiresAt, times, state, notBefore);
    }
}
