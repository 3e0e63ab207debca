package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.RoutingCommand.Refusal;

/// Commands as a wild day brings them: one seed, one day. Follows the events a little, so that many
/// commands apply and some do not.
public final class RandomDay {
    private final Random random;
    private final List<RoutingEvent.CallOffered> offers = new ArrayList<>();
    private final List<CallId> queued = new ArrayList<>();
    private final List<CallId> talking = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private int calls;
    private int policies;

    public RandomDay(long seed) {
        random = new Random(seed);
    }

    public void heard(List<RoutingEvent> events) {
        for (RoutingEvent event : events) {
            switch (event) {
                case RoutingEvent.CallOffered e -> offers.add(e);
                case RoutingEvent.OfferEnded e ->
                        offers.removeIf(offer -> offer.call().equals(e.call()));
                case RoutingEvent.CallConnected e -> {
                    offers.removeIf(offer -> offer.call().equals(e.call()));
                    queued.remove(e.call());
                    talking.add(e.call());
                }
                case RoutingEvent.CallQueued e -> queued.add(e.call());
                case RoutingEvent.CallLeftQueue e -> queued.remove(e.call());
                case RoutingEvent.CallEnded e -> talking.remove(e.call());
                case RoutingEvent.PolicyApplied _,
                        RoutingEvent.AgentSignedIn _,
                        RoutingEvent.SignOutDeferred _,
                        RoutingEvent.AgentSignedOut _,
                        RoutingEvent.AgentPaused _,
                        RoutingEvent.AgentResumed _,
                        RoutingEvent.WrapUpEnded _,
                        RoutingEvent.RestEnded _,
                        RoutingEvent.PlaceKept _,
                        RoutingEvent.CommandRejected _ -> {}
            }
        }
    }

    public RoutingCommand next() {
        if (random.nextInt(4) > 0) {
            now = now.plusMillis(random.nextInt(6_000));
        }
        if (policies == 0) {
            return policy();
        }
        int dice = random.nextInt(100);
        if (dice < 28) {
            return enqueue();
        } else if (dice < 44 && !offers.isEmpty()) {
            RoutingEvent.CallOffered offer = one(offers);
            return new RoutingCommand.AcceptOffer(now, offer.agent(), offer.call());
        } else if (dice < 50 && !offers.isEmpty()) {
            RoutingEvent.CallOffered offer = one(offers);
            return new RoutingCommand.RefuseOffer(
                    now, offer.agent(), offer.call(), one(List.of(Refusal.values())));
        } else if (dice < 62 && !talking.isEmpty()) {
            return new RoutingCommand.EndCall(now, one(talking));
        } else if (dice < 70) {
            return new RoutingCommand.SignInAgent(now, agent(), skills());
        } else if (dice < 73) {
            return new RoutingCommand.SignOutAgent(now, agent());
        } else if (dice < 76) {
            return new RoutingCommand.PauseAgent(now, agent(), "reason" + random.nextInt(2));
        } else if (dice < 80) {
            return new RoutingCommand.ResumeAgent(now, agent());
        } else if (dice < 82) {
            return new RoutingCommand.EndWrapUp(now, agent());
        } else if (dice < 86 && !queued.isEmpty()) {
            return new RoutingCommand.LeaveQueue(
                    now, one(queued), one(List.of(LeaveReason.values())));
        } else if (dice < 89 && !queued.isEmpty()) {
            return new RoutingCommand.KeepPlace(now, one(queued), "+4930" + random.nextInt(1000));
        } else if (dice < 90 && random.nextInt(3) == 0) {
            return policy();
        } else if (dice < 95) {
            return misplaced();
        }
        now = now.plusSeconds(random.nextInt(30));
        return new RoutingCommand.PassTime(now);
    }

    private RoutingCommand enqueue() {
        List<SkillNeed> needs = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            needs.add(new SkillNeed("skill" + random.nextInt(4), 1 + random.nextInt(3)));
        }
        CallId call = random.nextInt(20) == 0 && calls > 0 ? call() : new CallId("call" + calls++);
        return new RoutingCommand.EnqueueCall(now, call, queue(), random.nextInt(3), needs);
    }

    private RoutingCommand misplaced() {
        return switch (random.nextInt(5)) {
            case 0 -> new RoutingCommand.AcceptOffer(now, agent(), call());
            case 1 -> new RoutingCommand.RefuseOffer(now, agent(), call(), Refusal.BUSY);
            case 2 -> new RoutingCommand.EndCall(now, call());
            case 3 -> new RoutingCommand.LeaveQueue(now, call(), LeaveReason.ABANDONED);
            default -> new RoutingCommand.KeepPlace(now, call(), "+49301");
        };
    }

    private RoutingCommand policy() {
        SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        for (int i = 0; i < 4; i++) {
            if (random.nextInt(6) > 0) {
                queues.put(
                        new QueueId("queue" + i),
                        new QueuePolicy(
                                Duration.ofSeconds(5 + random.nextInt(15)),
                                seconds(20),
                                seconds(20),
                                3 + random.nextInt(20)));
            }
        }
        return new RoutingCommand.ApplyPolicy(now, new RoutingPolicy("v" + ++policies, queues));
    }

    private Duration seconds(int below) {
        return random.nextInt(3) == 0 ? Duration.ZERO : Duration.ofSeconds(random.nextInt(below));
    }

    private SortedMap<String, Integer> skills() {
        SortedMap<String, Integer> skills = new TreeMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            skills.put("skill" + random.nextInt(4), 1 + random.nextInt(3));
        }
        return skills;
    }

    private AgentId agent() {
        return new AgentId("agent" + random.nextInt(20));
    }

    private CallId call() {
        return new CallId("call" + random.nextInt(calls + 1));
    }

    private QueueId queue() {
        return new QueueId("queue" + random.nextInt(4));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
