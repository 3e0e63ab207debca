package org.strowger.engine.routing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.DecisionRecord.Lack;

/// Calls that wait on the same terms: of one queue and step, with the same need, rising alike.
///
/// Whoever can take one of them can take them all, and their order does not change with time, so
/// only the first takes part in a decision. A call that prefers an agent, or that some agent
/// refused, has a lane for itself.
final class Lane extends Heap<WaitingCall> {
    final Line line;
    final int slot;
    final Terms terms;

    /// What is asked; nothing where only the preferred agent is.
    final SkillNeed need;

    final int maxRank;

    /// A call leaves its step if nobody signed in qualifies.
    final boolean skippedIfNobody;

    /// The agent whom its call waits for, if it waits for one alone.
    final @Nullable AgentId preferred;

    /// The skill groups that meet what is asked.
    final Bits qualified = new Bits();

    /// The pools that do, and have room.
    final Bits fitting = new Bits();

    /// By slots of groups that are qualified: their rank in the queue, and how well their skills
    /// match if that counts. Kept because every decision asks for many.
    private short[] ranks = new short[0];

    private short[] matches = new short[0];

    /// By slots of groups that are not: what they lack, once somebody has asked.
    private @Nullable Lack[] lacks = new Lack[0];

    /// Who could not take its calls whatever they did; nothing until somebody has asked.
    Standings.@Nullable Unfit unfit;

    /// What makes calls wait on the same terms.
    ///
    /// @param capped their points do not rise any more
    /// @param only the call that has the lane for itself
    record Terms(QueueId queue, int step, SkillNeed need, boolean capped, @Nullable CallId only) {
        /// Whether a call of the queue that has no lane for itself waits on these terms.
        boolean areThose(int itsStep, SkillNeed itsNeed, boolean itIsCapped) {
            return only == null && step == itsStep && capped == itIsCapped && need.equals(itsNeed);
        }
    }

    Lane(Terms terms, WaitingCall first, int slot) {
        this.terms = terms;
        this.line = first.line;
        this.slot = slot;
        if (first.waitsForPreferred() && first.preferred != null) {
            preferred = first.preferred.agent();
            need = SkillNeed.none();
            maxRank = Limits.RANK;
            skippedIfNobody = true;
        } else {
            preferred = null;
            RoutingStep rules = first.rules();
            need = rules.needOf(first.need);
            maxRank = rules.maxRank();
            skippedIfNobody = rules.skippedIfNobody();
        }
    }

    /// Takes down what counts of a group's profile.
    void measure(SkillGroup group) {
        if (group.slot >= ranks.length) {
            ranks = Arrays.copyOf(ranks, 2 * group.slot + 16);
            matches = Arrays.copyOf(matches, 2 * group.slot + 16);
        }
        ranks[group.slot] = (short) group.profile.rankIn(line.id());
        if (line.policy().agents() == AgentOrder.BEST_SKILL) {
            matches[group.slot] = (short) need.match(group.profile.skills());
        }
    }

    /// A qualified group's rank in the queue.
    int rank(SkillGroup group) {
        return ranks[group.slot];
    }

    /// How well a qualified group's skills match, where agents go by that.
    int match(SkillGroup group) {
        return matches[group.slot];
    }

    /// What a group that is not qualified lacks; nothing if it is its rank that bars it.
    @Nullable Lack lack(SkillGroup group) {
        if (group.slot >= lacks.length) {
            lacks = Arrays.copyOf(lacks, 2 * group.slot + 16);
        }
        if (lacks[group.slot] == null) {
            RoutingProfile profile = group.profile;
            lacks[group.slot] = Lack.of(need.firstUnmet(profile.skills()).orElse(null), profile);
        }
        return lacks[group.slot];
    }

    /// Forgets a group whose slot another one may get.
    void forget(SkillGroup group) {
        qualified.clear(group.slot);
        if (group.slot < lacks.length) {
            lacks[group.slot] = null;
        }
    }

    boolean isForOne() {
        return terms.only() != null;
    }

    @Override
    long keyOf(WaitingCall call) {
        return line.hasTiers() ? -(long) call.urgency.tier() : -fixedPoints(call);
    }

    @Override
    boolean goesBefore(WaitingCall a, WaitingCall b) {
        long difference = fixedPoints(a) - fixedPoints(b);
        return difference != 0 ? difference > 0 : a.isOlderThan(b);
    }

    /// The points of a call without those that all in the lane have gained since 1970.
    long fixedPoints(WaitingCall call) {
        return terms.capped()
                ? call.urgency.offset() + call.urgency.cap()
                : call.urgency.offset() - call.urgency.slope() * call.sinceMillis;
    }

    @Override
    int placeOf(WaitingCall call) {
        return call.placeInLane;
    }

    @Override
    void setPlace(WaitingCall call, int place) {
        call.placeInLane = place;
    }

    /// How many of the calls go before another at a moment.
    int countBefore(WaitingCall other, long nowMillis) {
        int count = 0;
        for (int i = 0; i < size(); i++) {
            count += at(i) != other && at(i).goesBefore(other, nowMillis) ? 1 : 0;
        }
        return count;
    }
}
