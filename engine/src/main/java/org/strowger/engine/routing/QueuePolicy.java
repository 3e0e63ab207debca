package org.strowger.engine.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How one queue treats its calls and the agents who take them.
///
/// @param open a closed queue takes no more calls; those in it are served
/// @param maxLength how many calls may stand in line at once, kept places and calls in an offer
///   included
/// @param maxWait a call that has been in this queue for so long goes to the overflow, unless an
///   agent's telephone rings for it at that moment; kept places do not
/// @param serviceTarget the time within which a call should be answered
/// @param ringTime an agent who does not answer an offer in this time loses it
/// @param wrapUp the time an agent has for after-call work; zero is none
/// @param missed what follows when an offer is not taken
/// @param steps what is asked of the agent for a call, less and less; at least one
/// @param order what makes a call urgent
/// @param agents which agent goes first
/// @param work what a contact takes of an agent
/// @param staffing who must be there
/// @param overflow where calls go that cannot stay
/// @param reserve agents who are kept free of this queue's calls
/// @param share of the waiting calls, for [Balance#FIXED_QUEUE_RATIO], 0 to 1000: a queue's ratio
///   is its share of the sum of all queues' shares
/// @param cost of waiting, for [Balance#GENERALIZED_C_MU]
public record QueuePolicy(
        boolean open,
        int maxLength,
        Optional<Duration> maxWait,
        Duration serviceTarget,
        Duration ringTime,
        Duration wrapUp,
        Missed missed,
        List<RoutingStep> steps,
        CallOrder order,
        AgentOrder agents,
        Work work,
        Staffing staffing,
        Overflow overflow,
        Optional<Reserve> reserve,
        int share,
        WaitingCost cost) {

    public QueuePolicy {
        Limits.range("maxLength", maxLength, 1, 1_000_000);
        maxWait.ifPresent(time -> Limits.positive("maxWait", time));
        Limits.positive("serviceTarget", serviceTarget);
        Limits.positive("ringTime", ringTime);
        Limits.duration("wrapUp", wrapUp);
        Limits.range("the number of steps", steps.size(), 1, Limits.STEPS);
        Limits.range("share", share, 0, 1_000);
        steps = List.copyOf(steps);
        if (agents == AgentOrder.LEAST_OCCUPIED && work.units().isPresent()) {
            throw new IllegalArgumentException(
                    "agents can go by occupancy only where a contact takes all of an agent: an agent"
                            + " who works on something meanwhile grows more occupied while they wait");
        }
        for (int i = 0; i < steps.size(); i++) {
            boolean isLast = i == steps.size() - 1;
            if (steps.get(i).lasting().isEmpty() != isLast) {
                throw new IllegalArgumentException(
                        "every step but the last must say how long it lasts, and the last must not");
            }
        }
    }

    /// A queue with nothing out of the ordinary: strict priority, longest idle agent, 15 s ringing,
    /// no after-call work, 5 s of rest after a missed offer, 1000 calls at most.
    public static QueuePolicy standard() {
        return new Builder().build();
    }

    /// Begins with [#standard].
    public static Builder builder() {
        return new Builder();
    }

    /// Begins with these rules.
    public Builder with() {
        return new Builder(this);
    }

    /// What follows when an agent refuses or misses an offer.
    ///
    /// @param rest no offer at all goes to the agent for this time; zero is none
    /// @param notAgainFor the same call is not offered to the agent again for this time
    /// @param pauseAfter after so many offers in a row that the agent did not answer, or could not
    ///   be reached for, the agent is paused; 0 is never
    public record Missed(Duration rest, Duration notAgainFor, int pauseAfter) {
        public Missed {
            Limits.duration("rest", rest);
            Limits.duration("notAgainFor", notAgainFor);
            Limits.range("pauseAfter", pauseAfter, 0, 1_000);
        }
    }

    /// What a contact of the queue takes of an agent.
    ///
    /// @param channel agents may have a limit of contacts for each channel
    /// @param units how many of the agent's units; empty for all of them, so that the agent has
    ///   nothing else meanwhile
    public record Work(String channel, Optional<Integer> units) {
        public Work {
            Limits.text("channel", channel);
            units.ifPresent(n -> Limits.range("units", n, 1, Limits.UNITS));
        }
    }

    /// Who must be there for callers to wait.
    ///
    /// @param toJoin without such an agent who meets, in any step of the queue, what the call
    ///   needs, the call does not get in
    /// @param toStay when there has been no such agent who meets what the queue itself needs, in
    ///   any step, for longer than `grace`, callers leave; kept places stay
    /// @param grace also the least time a call waits before it leaves for this
    public record Staffing(Presence toJoin, Presence toStay, Duration grace) {
        public Staffing {
            Limits.duration("grace", grace);
            if (toStay == Presence.READY) {
                throw new IllegalArgumentException(
                        "callers cannot be made to leave whenever nobody is ready: they wait for"
                                + " somebody to be");
            }
        }
    }

    /// The queue that takes a call instead; where there is none, the call goes back to its flow.
    ///
    /// @param whenClosed for calls that come while the queue is closed
    /// @param whenFull for calls that come while the queue is full
    /// @param whenEmpty for calls that cannot join or stay for want of agents
    /// @param afterMaxWait for calls that waited too long; they keep their time of entering
    public record Overflow(
            Optional<QueueId> whenClosed,
            Optional<QueueId> whenFull,
            Optional<QueueId> whenEmpty,
            Optional<QueueId> afterMaxWait) {
        public static final Overflow TO_FLOW =
                new Overflow(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /// Every queue that is named.
        List<QueueId> queues() {
            return List.of(whenClosed, whenFull, whenEmpty, afterMaxWait).stream()
                    .flatMap(Optional::stream)
                    .distinct()
                    .toList();
        }
    }

    /// Keeps some agents free for other queues (threshold reservation: Gans, Koole and Mandelbaum,
    /// M&SOM 5(2), 2003): a call of this queue takes none of the agents who meet `of` while no more
    /// than `kept` of them are ready.
    public record Reserve(SkillNeed of, int kept) {
        public Reserve {
            Limits.range("kept", kept, 1, 100_000);
        }
    }

    /// What waiting costs, and how long contacts take.
    ///
    /// @param weight the cost of a wait is its square times this, 1 to 1000
    /// @param handleTime of a contact, talk and wrap-up
    /// @param fasterOrSlower handle times of agents with certain skills; the first that fits counts
    public record WaitingCost(int weight, Duration handleTime, List<HandleTime> fasterOrSlower) {
        public WaitingCost {
            Limits.range("weight", weight, 1, 1_000);
            Limits.handleTime(handleTime);
            Limits.size("handle times", fasterOrSlower.size(), Limits.STEPS);
            fasterOrSlower = List.copyOf(fasterOrSlower);
        }

        /// How long a contact takes an agent with these skills.
        Duration handleTimeOf(RoutingProfile profile) {
            for (HandleTime special : fasterOrSlower) {
                if (special.of().isMetBy(profile.skills())) {
                    return special.time();
                }
            }
            return handleTime;
        }
    }

    /// How long a contact takes agents who meet a need.
    public record HandleTime(SkillNeed of, Duration time) {
        public HandleTime {
            Limits.handleTime(time);
        }
    }

    /// Gathers the rules of a queue.
    public static final class Builder {
        private boolean open = true;
        private int maxLength = 1_000;
        private Optional<Duration> maxWait = Optional.empty();
        private Duration serviceTarget = Duration.ofSeconds(20);
        private Duration ringTime = Duration.ofSeconds(15);
        private Duration wrapUp = Duration.ZERO;
        private Missed missed = new Missed(Duration.ofSeconds(5), Duration.ZERO, 0);
        private List<RoutingStep> steps = List.of(RoutingStep.FOR_EVER);
        private CallOrder order = new CallOrder.Strict();
        private AgentOrder agents = AgentOrder.LONGEST_IDLE;
        private Work work = new Work("voice", Optional.empty());
        private Staffing staffing = new Staffing(Presence.NOBODY, Presence.NOBODY, Duration.ZERO);
        private Overflow overflow = Overflow.TO_FLOW;
        private Optional<Reserve> reserve = Optional.empty();
        private int share = 1;
        private WaitingCost cost = new WaitingCost(1, Duration.ofMinutes(5), List.of());

        private Builder() {}

        private Builder(QueuePolicy rules) {
            open = rules.open;
            maxLength = rules.maxLength;
            maxWait = rules.maxWait;
            serviceTarget = rules.serviceTarget;
            ringTime = rules.ringTime;
            wrapUp = rules.wrapUp;
            missed = rules.missed;
            steps = rules.steps;
            order = rules.order;
            agents = rules.agents;
            work = rules.work;
            staffing = rules.staffing;
            overflow = rules.overflow;
            reserve = rules.reserve;
            share = rules.share;
            cost = rules.cost;
        }

        public Builder open(boolean isOpen) {
            open = isOpen;
            return this;
        }

        public Builder maxLength(int most) {
            maxLength = most;
            return this;
        }

        public Builder maxWait(Duration most) {
            maxWait = Optional.of(most);
            return this;
        }

        public Builder serviceTarget(Duration target) {
            serviceTarget = target;
            return this;
        }

        public Builder ringTime(Duration time) {
            ringTime = time;
            return this;
        }

        public Builder wrapUp(Duration time) {
            wrapUp = time;
            return this;
        }

        public Builder missed(Missed consequence) {
            missed = consequence;
            return this;
        }

        public Builder steps(List<RoutingStep> inOrder) {
            steps = inOrder;
            return this;
        }

        public Builder order(CallOrder callOrder) {
            order = callOrder;
            return this;
        }

        public Builder agents(AgentOrder agentOrder) {
            agents = agentOrder;
            return this;
        }

        public Builder work(Work ofContact) {
            work = ofContact;
            return this;
        }

        public Builder staffing(Staffing rule) {
            staffing = rule;
            return this;
        }

        public Builder overflow(Overflow queues) {
            overflow = queues;
            return this;
        }

        public Builder reserve(Reserve rule) {
            reserve = Optional.of(rule);
            return this;
        }

        public Builder share(int ofWaitingCalls) {
            share = ofWaitingCalls;
            return this;
        }

        public Builder cost(WaitingCost ofWaiting) {
            cost = ofWaiting;
            return this;
        }

        public QueuePolicy build() {
            return new QueuePolicy(
                    open,
                    maxLength,
                    maxWait,
                    serviceTarget,
                    ringTime,
                    wrapUp,
                    missed,
                    steps,
                    order,
                    agents,
                    work,
                    staffing,
                    overflow,
                    reserve,
                    share,
                    cost);
        }
    }
}
