package org.strowger.engine.routing;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import org.strowger.engine.routing.DecisionRecord.Standing;
import org.strowger.engine.routing.RoutingSnapshot.Activity;
import org.strowger.engine.routing.RoutingSnapshot.Activity.Idle;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;

/// A signed-in agent as the core holds them: the same facts as [SignedInAgent], without its copies.
///
/// @param skills shared by reference, and never changed
record Agent(
        AgentId id,
        SortedMap<String, Integer> skills,
        Activity activity,
        Optional<String> pauseReason,
        boolean signingOut) {

    /// Orders idle agents; by id in the end, so that no two ever tie.
    static final Comparator<Agent> LONGEST_IDLE_FIRST =
            Comparator.comparing(Agent::idleSince).thenComparing(Agent::id);

    static Agent signedIn(AgentId id, SortedMap<String, Integer> skills, Instant at) {
        return new Agent(id, skills, new Idle(at), Optional.empty(), false);
    }

    static Agent of(SignedInAgent a) {
        return new Agent(a.id(), a.skills(), a.activity(), a.pauseReason(), a.signingOut());
    }

    SignedInAgent toSnapshot() {
        return new SignedInAgent(id, skills, activity, pauseReason, signingOut);
    }

    Agent now(Activity next) {
        return new Agent(id, skills, next, pauseReason, signingOut);
    }

    Agent paused(String reason) {
        return new Agent(id, skills, activity, Optional.of(reason), signingOut);
    }

    /// An idle agent goes to the end of the idle order: nobody keeps a place there by pausing.
    Agent resumed(Instant at) {
        Activity next = activity instanceof Idle ? new Idle(at) : activity;
        return new Agent(id, skills, next, Optional.empty(), signingOut);
    }

    Agent leavingAfterTalk() {
        return new Agent(id, skills, activity, pauseReason, true);
    }

    /// Back before the talk was over.
    Agent signedInAgain(SortedMap<String, Integer> newSkills) {
        return new Agent(id, newSkills, activity, Optional.empty(), false);
    }

    boolean isReady() {
        return standing() == Standing.READY;
    }

    /// Never [Standing#UNSKILLED], which only a call can say of an agent.
    Standing standing() {
        return switch (activity) {
            case Idle _ -> pauseReason.isPresent() || signingOut ? Standing.PAUSED : Standing.READY;
            case Activity.Offered _, Activity.Talking _ -> Standing.BUSY;
            case Activity.WrapUp _ -> Standing.WRAP_UP;
            case Activity.Resting _ -> Standing.RESTING;
        };
    }

    Instant idleSince() {
        if (activity instanceof Idle(var since)) {
            return since;
        }
        throw new IllegalStateException("agent " + id + " is not idle: " + activity);
    }
}
