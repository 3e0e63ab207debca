package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.strowger.engine.routing.RoutingCommand.Refusal;

/// Commands as a wild day brings them: one seed, one day. Follows the events a little, so that many
/// commands apply and some do not.
public final class RandomDay {
    private final Random random;
    private final RandomPolicy policies;

    /// What several agents have in common, so that some are alike but for their history.
    private final List<RoutingProfile> usual;

    private final int agents;
    private final int mostInLine;
    private final List<RoutingEvent.CallOffered> offers = new ArrayList<>();
    private final List<CallId> queued = new ArrayList<>();
    private final List<CallId> talking = new ArrayList<>();
    private final List<CallId> kept = new ArrayList<>();
    private final List<CallId> placesTaken = new ArrayList<>();
    private final List<AgentId> signedIn = new ArrayList<>();
    private final List<AgentId> paused = new ArrayList<>();
    private final List<AfterCall> wrappingUp = new ArrayList<>();
    private final List<AgentId> inOtherCalls = new ArrayList<>();
    private Optional<Instant> deadline = Optional.empty();
    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private int calls;
    private int versions;

    private record AfterCall(AgentId agent, CallId call) {}

    /// Most days are small, so that everything meets everything; every sixteenth is larger.
    public RandomDay(long seed) {
        random = new Random(seed);
        boolean isLarge = seed % 16 == 15;
        agents = isLarge ? 40 : 2 + random.nextInt(11);
        mostInLine = isLarge ? 30 : 4 + random.nextInt(10);
        policies = new RandomPolicy(random, 1 + random.nextInt(5), 2 + random.nextInt(4));
        usual = List.of(policies.profile(), policies.profile());
    }

    /// What the last command led to, and the deadline there is now.
    public void heard(List<RoutingEvent> events, Optional<Instant> nextDeadline) {
        deadline = nextDeadline;
        for (RoutingEvent event : events) {
            if (event instanceof RoutingEvent.CallOffered e) {
                offers.add(e);
            } else if (event instanceof RoutingEvent.OfferEnded e) {
                offers.removeIf(o -> o.call().equals(e.call()) && o.agent().equals(e.agent()));
            } else if (event instanceof RoutingEvent.CallConnected e) {
                offers.removeIf(offer -> offer.call().equals(e.call()));
                queued.remove(e.call());
                talking.add(e.call());
                if (kept.remove(e.call())) {
                    placesTaken.add(e.call());
                }
            } else if (event instanceof RoutingEvent.CallQueued e) {
                queued.add(e.call());
            } else if (event instanceof RoutingEvent.CallLeftQueue e) {
                queued.remove(e.call());
                kept.remove(e.call());
            } else if (event instanceof RoutingEvent.PlaceKept e) {
                kept.add(e.call());
            } else if (event instanceof RoutingEvent.PlaceRetried e) {
                talking.remove(e.call());
                placesTaken.remove(e.call());
                queued.add(e.call());
                kept.add(e.call());
                e.wrapUpUntil().ifPresent(_ -> wrappingUp.add(new AfterCall(e.agent(), e.call())));
            } else if (event instanceof RoutingEvent.CallGivenBack e) {
                talking.remove(e.call());
                queued.add(e.call());
                if (placesTaken.remove(e.call())) {
                    kept.add(e.call());
                }
            } else if (event instanceof RoutingEvent.CallHandedOver e) {
                talking.remove(e.consult());
                placesTaken.removeAll(List.of(e.call(), e.consult()));
                e.wrapUpUntil().ifPresent(_ -> wrappingUp.add(new AfterCall(e.from(), e.call())));
            } else if (event instanceof RoutingEvent.CallEnded e) {
                talking.remove(e.call());
                placesTaken.remove(e.call());
                e.wrapUpUntil().ifPresent(_ -> wrappingUp.add(new AfterCall(e.agent(), e.call())));
            } else {
                heardOfAgent(event);
            }
        }
    }

    private void heardOfAgent(RoutingEvent event) {
        if (event instanceof RoutingEvent.AgentSignedIn e) {
            signedIn.remove(e.agent());
            signedIn.add(e.agent());
        } else if (event instanceof RoutingEvent.AgentSignedOut e) {
            List.of(signedIn, paused, inOtherCalls).forEach(agents -> agents.remove(e.agent()));
            wrappingUp.removeIf(work -> work.agent().equals(e.agent()));
        } else if (event instanceof RoutingEvent.AgentPaused e) {
            paused.add(e.agent());
        } else if (event instanceof RoutingEvent.AgentResumed e) {
            paused.removeIf(e.agent()::equals);
        } else if (event instanceof RoutingEvent.WrapUpEnded e) {
            wrappingUp.remove(new AfterCall(e.agent(), e.call()));
        } else if (event instanceof RoutingEvent.OtherCallBegan e) {
            inOtherCalls.add(e.agent());
        } else if (event instanceof RoutingEvent.OtherCallEnded e) {
            inOtherCalls.remove(e.agent());
        }
    }

    public RoutingCommand next() {
        now = later();
        if (versions == 0 || random.nextInt(150) == 0) {
            return new RoutingCommand.ApplyPolicy(now, policies.policy(++versions));
        }
        int dice = random.nextInt(100);
        if (dice < 28) {
            return queued.size() < mostInLine ? enqueue() : ofCallInLine();
        } else if (dice < 54) {
            return offers.isEmpty() ? signIn() : answer();
        } else if (dice < 63) {
            return talking.isEmpty() ? signIn() : end();
        } else if (dice < 67) {
            return signIn();
        } else if (dice < 81) {
            return ofAgent();
        } else if (dice < 87) {
            return ofCallInLine();
        } else if (dice < 91) {
            return ofPlaceOrColleague();
        } else if (dice < 94) {
            return misplaced();
        }
        return new RoutingCommand.PassTime(now);
    }

    private Instant later() {
        Optional<Instant> due = deadline.filter(at -> at.isAfter(now));
        int dice = random.nextInt(100);
        if (dice < 45) {
            return now;
        } else if (dice < 55) {
            return now.plusNanos(1 + random.nextInt(3));
        } else if (dice < 61) {
            return now.plusNanos(random.nextInt(3_000_000));
        } else if (dice < 70) {
            return now.plusMillis(random.nextInt(1_000));
        } else if (dice < 82) {
            return now.plusMillis(random.nextInt(6_000));
        } else if (dice < 94) {
            return due.orElse(now);
        } else if (dice < 97) {
            return due.map(at -> at.minusNanos(1)).orElse(now);
        } else if (dice < 99) {
            return now.plusSeconds(random.nextInt(120));
        }
        return now.plusSeconds(random.nextInt(4_000));
    }

    private RoutingCommand enqueue() {
        CallId call = random.nextInt(20) == 0 ? call() : new CallId("call" + calls++);
        Optional<Preferred> preferred =
                random.nextInt(5) > 0
                        ? Optional.empty()
                        : Optional.of(
                                new Preferred(
                                        agent(),
                                        random.nextBoolean()
                                                ? Duration.ZERO
                                                : policies.positive()));
        Optional<Instant> since =
                random.nextInt(8) > 0
                        ? Optional.empty()
                        : Optional.of(now.minusMillis(random.nextInt(200_000)));
        SkillNeed need = policies.need(random.nextInt(3));
        RoutingCommand.EnqueueCall entry =
                new RoutingCommand.EnqueueCall(
                        now, call, policies.queue(), priority(), need, preferred, since);
        return random.nextInt(12) == 0 ? new RoutingCommand.EnqueuePlace(entry, "+4950") : entry;
    }

    private RoutingCommand answer() {
        RoutingEvent.CallOffered offer = policies.one(offers);
        if (random.nextInt(3) > 0) {
            return new RoutingCommand.AcceptOffer(now, offer.agent(), offer.call());
        }
        Refusal why = policies.one(List.of(Refusal.values()));
        return new RoutingCommand.RefuseOffer(now, offer.agent(), offer.call(), why);
    }

    private RoutingCommand end() {
        CallId call = policies.one(talking);
        if (random.nextInt(8) == 0) {
            return new RoutingCommand.SignOutAgent(now, among(signedIn));
        }
        return switch (random.nextInt(10)) {
            case 0 -> transfer(call, Optional.empty());
            case 1 -> transfer(call, Optional.of(among(signedIn)));
            case 2 -> new RoutingCommand.HandOver(now, call, policies.one(talking));
            case 3, 4 -> new RoutingCommand.GiveBack(now, call);
            case 5 -> readmit(call);
            default -> new RoutingCommand.EndCall(now, call);
        };
    }

    private RoutingCommand transfer(CallId call, Optional<AgentId> to) {
        return new RoutingCommand.TransferCall(
                now,
                call,
                policies.queue(),
                priority(),
                policies.need(1),
                random.nextBoolean(),
                to);
    }

    private RoutingCommand readmit(CallId call) {
        Optional<Instant> since =
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(now.minusMillis(random.nextInt(200_000)));
        return new RoutingCommand.Readmit(
                now,
                random.nextInt(4) == 0 ? new CallId("call" + calls++) : call,
                policies.queue(),
                priority(),
                policies.need(1),
                since);
    }

    private RoutingCommand ofPlaceOrColleague() {
        int dice = random.nextInt(5);
        if (dice < 2) {
            return takeUp();
        } else if (dice == 2 && !placesTaken.isEmpty()) {
            return new RoutingCommand.RetryPlace(now, policies.one(placesTaken), notBefore());
        } else if (dice == 3 && talking.size() > 1) {
            return new RoutingCommand.HandOver(now, policies.one(talking), policies.one(talking));
        }
        CallId place = kept.isEmpty() ? call() : policies.one(kept);
        return random.nextInt(4) == 0
                ? new RoutingCommand.TakePlace(now, place)
                : new RoutingCommand.DeferPlace(now, place, notBefore());
    }

    private RoutingCommand takeUp() {
        CallId call = random.nextInt(20) == 0 ? call() : new CallId("call" + calls++);
        Optional<String> number =
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of("+4940" + random.nextInt(1_000));
        return new RoutingCommand.TakeUp(
                now, among(signedIn), call, policies.queue(), priority(), number);
    }

    /// Mostly soon, and now and then not in future.
    private Instant notBefore() {
        return random.nextInt(5) == 0
                ? now.minusMillis(random.nextInt(2))
                : now.plus(policies.positive());
    }

    private RoutingCommand signIn() {
        AgentId agent = agent();
        if (!paused.isEmpty()) {
            return new RoutingCommand.ResumeAgent(now, policies.one(paused));
        } else if (!inOtherCalls.isEmpty() && random.nextBoolean()) {
            return new RoutingCommand.ReportOtherCall(now, policies.one(inOtherCalls), false);
        } else if (signedIn.contains(agent) && random.nextInt(4) > 0) {
            return new RoutingCommand.PassTime(now);
        }
        return new RoutingCommand.SignInAgent(now, agent, profile());
    }

    private RoutingCommand ofAgent() {
        AgentId agent = among(signedIn);
        String reason = "reason" + random.nextInt(2);
        return switch (random.nextInt(12)) {
            case 0 -> new RoutingCommand.SignOutAgent(now, agent);
            case 1, 2 -> new RoutingCommand.ChangeProfile(now, agent, profile());
            case 3 -> new RoutingCommand.PauseAgent(now, agent, reason);
            case 4, 5 -> new RoutingCommand.PauseAfterCall(now, agent, reason);
            case 6 -> new RoutingCommand.ResumeAgent(now, among(paused));
            case 7 -> {
                AfterCall work = afterCall();
                yield new RoutingCommand.EndWrapUp(now, work.agent(), work.call());
            }
            case 8 -> {
                AfterCall work = afterCall();
                yield new RoutingCommand.ExtendWrapUp(
                        now,
                        work.agent(),
                        work.call(),
                        random.nextInt(8) == 0 ? Duration.ofHours(24) : policies.positive());
            }
            case 9 -> new RoutingCommand.ReportOtherCall(now, agent, true);
            default -> new RoutingCommand.ReportOtherCall(now, among(inOtherCalls), false);
        };
    }

    /// Some there is, and now and then some that there may not be.
    private AfterCall afterCall() {
        return wrappingUp.isEmpty() || random.nextInt(20) == 0
                ? new AfterCall(agent(), call())
                : policies.one(wrappingUp);
    }

    /// One of these, and now and then somebody else.
    private AgentId among(List<AgentId> some) {
        return some.isEmpty() || random.nextInt(20) == 0 ? agent() : policies.one(some);
    }

    private RoutingCommand ofCallInLine() {
        CallId call = queued.isEmpty() ? call() : policies.one(queued);
        return switch (random.nextInt(8)) {
            case 0 -> leave();
            case 1 -> new RoutingCommand.KeepPlace(now, call, "+4930" + random.nextInt(1_000));
            case 2, 3 -> new RoutingCommand.Reprioritize(now, call, priority());
            case 4, 5 ->
                    new RoutingCommand.MoveCall(now, call, policies.queue(), random.nextBoolean());
            case 6 -> new RoutingCommand.OpenQueue(now, policies.queue(), random.nextInt(3) > 0);
            default -> new RoutingCommand.PullCall(now, agent(), call);
        };
    }

    private RoutingCommand leave() {
        CallId call = queued.isEmpty() ? call() : policies.one(queued);
        return new RoutingCommand.LeaveQueue(
                now, call, policies.one(List.of(LeaveReason.values())));
    }

    private RoutingCommand misplaced() {
        return switch (random.nextInt(12)) {
            case 0 -> new RoutingCommand.AcceptOffer(now, agent(), call());
            case 1 -> new RoutingCommand.RefuseOffer(now, agent(), call(), Refusal.BUSY);
            case 2 -> new RoutingCommand.EndCall(now, call());
            case 3 -> new RoutingCommand.LeaveQueue(now, call(), LeaveReason.ABANDONED);
            case 4 -> new RoutingCommand.KeepPlace(now, call(), "+49301");
            case 5 -> new RoutingCommand.Reprioritize(now, call(), priority());
            case 6 -> new RoutingCommand.MoveCall(now, call(), policies.queue(), true);
            case 7 ->
                    new RoutingCommand.TransferCall(
                            now, call(), policies.queue(), 0, SkillNeed.none(), true);
            case 8 -> new RoutingCommand.HandOver(now, call(), call());
            case 9 -> new RoutingCommand.RetryPlace(now, call(), notBefore());
            case 10 -> new RoutingCommand.DeferPlace(now, call(), notBefore());
            default -> new RoutingCommand.PullCall(now, agent(), call());
        };
    }

    private RoutingProfile profile() {
        return random.nextInt(3) > 0 ? policies.one(usual) : policies.profile();
    }

    private int priority() {
        return random.nextInt(20) == 0 ? random.nextInt(100) - 50 : random.nextInt(4);
    }

    private AgentId agent() {
        return new AgentId("agent" + random.nextInt(agents));
    }

    private CallId call() {
        return new CallId("call" + random.nextInt(calls + 1));
    }
}
