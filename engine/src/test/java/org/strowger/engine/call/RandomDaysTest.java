package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.dip.DipOutcome;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;
import org.strowger.telephony.TelephonyEvent.EndpointLost;
import org.strowger.telephony.TelephonyEvent.EndpointRegistered;
import org.strowger.telephony.TelephonyEvent.LegHeld;
import org.strowger.telephony.TelephonyEvent.LegResumed;
import org.strowger.telephony.TelephonyEvent.RecordingEnded;
import org.strowger.telephony.TelephonyEvent.TransferRequested;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;

/// Days in which everything happens at any moment: several callers, agents who do whatever they can
/// do, telephones that answer, fail and hang up, and a routing core whose answers come late.
///
/// Whatever happened, at the end of a day everything was given back, each call left one contact,
/// and no agent talks to nobody.
class RandomDaysTest extends CallsTest {
    private static final String EVERYTHING =
            """
            flow: main-line
            schema: 1
            language: en-GB
            start: main
            vars: { tape: string, pin: { type: string, secret: true } }
            nodes:
              main:
                menu:
                  prompt: goodbye
                  choices: { 1: support, 2: sales, 3: outside, 4: colleague, 5: box, 6: crm, 7: pay, 8: gone, 9: taped }
                  input: { first_digit: 1m, attempts: 1 }
                  give_up: hangup
              support: { queue: { name: support, max_wait: 23h, on_timeout: sales, on_full: box, keys: { 7: box } }, next: main }
              sales: { queue: { name: sales, announce_place: 1h, on_full: sorry } }
              outside: { transfer: { dial: "'+442071838750'", mode: attended, on_busy: sorry, on_no_answer: box }, next: main }
              gone: { transfer: { dial: "'+442071838750'", mode: blind }, next: sorry }
              colleague: { transfer: { agent: anna, mode: attended, on_busy: support, on_no_answer: sorry }, next: sales }
              box: { voicemail: { box: general, prompt: goodbye }, next: hangup }
              taped: { record: { into: tape, prompt: goodbye, beep: false, on_empty: sorry }, next: support }
              crm: { http: { url: "https://crm.example/x", timeout: 30s, wait_audio: goodbye }, on_error: sorry, next: support }
              pay: { collect: { into: pin, prompt: goodbye, max: 4, secret: true, give_up: hangup, input: { first_digit: 1m } }, next: hangup }
              sorry: { say: { prompt: not-valid, barge_in: false }, next: hangup }
            """;

    private static final AgentId CARLA = new AgentId("carla");
    private static final List<AgentId> AGENTS = List.of(ANNA, BEN, CARLA);
    private static final Actor OPERATOR = new Actor.Operator();
    private static final String OUTSIDE = "+442071838750";
    private static final List<HangupCause> CAUSES =
            List.of(
                    HangupCause.BUSY,
                    HangupCause.NO_ANSWER,
                    HangupCause.REJECTED,
                    HangupCause.UNREACHABLE);

    private static final Set<CallView.State> TALKING =
            EnumSet.of(
                    CallView.State.TALKING,
                    CallView.State.HELD,
                    CallView.State.CONSULTING,
                    CallView.State.IN_CONFERENCE);

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    /// All on the test's own thread, so that a day is what its seed says.
    @Override
    Loop loop() {
        Loop timers = super.loop();
        return new Loop() {
            @Override
            public void soon(Runnable task) {
                RandomDaysTest.this.run(task);
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                return timers.after(delay, task);
            }
        };
    }

    private void run(Runnable task) {
        tasks.add(task);
        if (running) {
            return;
        }
        running = true;
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        running = false;
    }

    @BeforeEach
    void everythingCanHappen() throws Exception {
        Files.writeString(folder.resolve("main-line.yaml"), EVERYTHING);
        reload();
        CentreRules standard = CentreRules.standard();
        SortedMap<org.strowger.engine.routing.QueueId, QueueHandling> queues = new TreeMap<>();
        queues.put(SUPPORT, recorded(RecordingRule.ALWAYS));
        sessions.apply(
                new CentreRules(
                        queues,
                        standard.supervisors(),
                        List.of(new Endpoint("desk")),
                        Optional.of(
                                new Trunk(
                                        "sip:{number}@192.0.2.10:5060",
                                        Optional.empty(),
                                        100_000,
                                        3)),
                        standard.pauses(),
                        standard.featureCodes(),
                        List.of("+4420")),
                List.of(configured(ANNA), configured(BEN), configured(CARLA)));
        services.whispers.add(SALES);
        rules(
                "days",
                QueuePolicy.builder()
                        .ringTime(RING)
                        .wrapUp(Duration.ofSeconds(5))
                        .missed(new QueuePolicy.Missed(Duration.ofSeconds(1), Duration.ZERO, 0))
                        .maxLength(2));
    }

    private static QueueHandling recorded(RecordingRule rule) {
        QueueHandling standard = QueueHandling.standard();
        return new QueueHandling(
                standard.callback(),
                standard.dispositions(),
                rule,
                standard.whisper(),
                standard.script(),
                standard.screenPop(),
                standard.shortAbandon(),
                standard.autoAnswer(),
                standard.serviceLevel());
    }

    @Test
    void everyDayEndsWithNothingLeftAndOneContactOfEachCall() throws Exception {
        days(0, 2_000);
    }

    /// `-Dslow -Drandom.days=COUNT`.
    @Test
    @Tag("slow")
    void manyDaysEndWithNothingLeft() throws Exception {
        days(1_000_000, Integer.getInteger("random.days", 100_000));
    }

    private void days(int first, int count) throws Exception {
        for (int seed = first; seed < first + count; seed++) {
            Day day = new Day(seed);
            try {
                day.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("day " + seed + " of " + day.diary, e);
            }
        }
    }

    /// One day, as its seed has it.
    private final class Day {
        private static final int STEPS = 120;
        private static final int CALLERS = 4;

        private final int seed;
        private final Random random;
        final List<String> diary = new ArrayList<>();
        private final SortedMap<LegId, Phone> phones = new TreeMap<>();
        private final List<Tape> tapes = new ArrayList<>();
        private final Deque<List<RoutingEvent>> news = new ArrayDeque<>();
        private int callers;

        Day(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() throws Exception {
            services.contacts.clear();
            for (AgentId agent : AGENTS) {
                tell(new EndpointRegistered(clock.instant(), new Endpoint(agent.value())));
            }
            tell(new EndpointRegistered(clock.instant(), new Endpoint("desk")));
            settle();
            for (int i = random.nextInt(3); i > 0; i--) {
                talk();
            }
            for (int i = 0; i < STEPS; i++) {
                step();
                look();
            }
            settle();
            nobodyTalksToNobody();
            everybodyLeaves();
            check();
        }

        /// A caller who has an agent by now, if one is there.
        private void talk() throws Exception {
            arrive();
            LegId leg = new LegId("d" + seed + "c" + callers);
            look();
            Phone caller = Optional.ofNullable(phones.get(leg)).orElseThrow();
            happen(caller);
            caller.hasPressed = true;
            tell(key(leg, random.nextInt(3) == 0 ? '2' : '1'));
            settle();
            for (Phone phone : List.copyOf(phones.values())) {
                if (!phone.isUp && !phone.isCustomer) {
                    phone.isUp = true;
                    diary.add("answered " + phone.leg);
                    tell(answered(phone.leg));
                }
            }
            settle();
        }

        private void step() throws Exception {
            switch (random.nextInt(24)) {
                case 0 -> arrive();
                case 1, 2, 3, 4, 5, 6, 7 -> telephone();
                case 8, 9, 10, 11 -> carryOut();
                case 12, 13, 14, 15 -> hear();
                case 16 -> storeTape();
                case 17 -> answerDip();
                case 18, 19, 20, 21 -> command();
                case 22 -> phoneComesOrGoes();
                default -> {
                    clock.pass(Duration.ofMillis(random.nextInt(4_000)));
                    news.add(
                            routing.carryOut(
                                    new org.strowger.engine.routing.RoutingCommand.PassTime(
                                            clock.instant())));
                }
            }
        }

        private void arrive() throws Exception {
            if (callers < CALLERS) {
                callers++;
                LegId leg = new LegId("d" + seed + "c" + callers);
                phones.put(leg, new Phone(leg, true));
                diary.add("arrives " + leg);
                tell(arrives(leg, "100"));
            }
        }

        /// Something happens at a telephone, if there is one.
        private void telephone() throws Exception {
            List<Phone> there = new ArrayList<>(phones.values());
            if (!there.isEmpty()) {
                happen(there.get(random.nextInt(there.size())));
            }
        }

        private void happen(Phone phone) throws Exception {
            LegId leg = phone.leg;
            if (!phone.isUp) {
                if (phone.isCustomer && !phone.isAnswering && !phone.isHungUp) {
                    return;
                }
                if ((random.nextInt(5) != 0 || phone.isCustomer)
                        && !(phone.isHungUp && random.nextBoolean())) {
                    phone.isUp = true;
                    diary.add("answered " + leg);
                    tell(answered(leg));
                } else {
                    over(phone);
                }
                return;
            }
            if (phone.isHungUp) {
                over(phone);
                return;
            }
            switch (random.nextInt(28)) {
                case 0 -> over(phone);
                case 1, 2, 3, 4 -> press(phone);
                case 7, 8, 9, 10 -> endPlayback(phone);
                case 5 -> {
                    phone.isHeld = !phone.isHeld;
                    diary.add("held " + leg + " " + phone.isHeld);
                    tell(
                            phone.isHeld
                                    ? new LegHeld(clock.instant(), leg)
                                    : new LegResumed(clock.instant(), leg));
                }
                case 6 -> {
                    diary.add("phone transfers " + leg);
                    tell(
                            new TransferRequested(
                                    clock.instant(),
                                    leg,
                                    new Target.Number(random.nextBoolean() ? "100" : OUTSIDE)));
                }
                default -> {}
            }
        }

        private void press(Phone phone) throws Exception {
            // Most who have just come want an agent.
            boolean isNew = phone.isCustomer && !phone.hasPressed && random.nextInt(4) != 0;
            phone.hasPressed = true;
            char key = isNew ? '1' : "1123456789#".charAt(random.nextInt(11));
            diary.add("key " + key + " " + phone.leg);
            tell(key(phone.leg, key));
        }

        private void endPlayback(Phone phone) throws Exception {
            if (!phone.playing.isEmpty()) {
                diary.add("played " + phone.leg);
                tell(played(phone.leg, phone.playing.remove()));
            }
        }

        private void over(Phone phone) throws Exception {
            phones.remove(phone.leg);
            tapes.stream().filter(t -> t.leg.equals(phone.leg)).forEach(t -> t.isOver = true);
            boolean wasDialled = !phone.isCustomer && !phone.isUp;
            diary.add("over " + phone.leg);
            HangupCause cause =
                    phone.isHungUp
                            ? HangupCause.CANCELLED
                            : CAUSES.get(random.nextInt(CAUSES.size()));
            tell(wasDialled ? failed(phone.leg, cause) : ended(phone.leg));
        }

        private void carryOut() {
            List<RoutingEvent> events = routing.carryOutOne();
            if (!events.isEmpty()) {
                news.add(events);
                diary.add("core: " + events);
            }
        }

        private void hear() throws Exception {
            if (!news.isEmpty()) {
                diary.add("heard");
                publish(news.remove());
            }
        }

        private void storeTape() throws Exception {
            Optional<Tape> over = tapes.stream().filter(t -> t.isOver).findFirst();
            if (over.isPresent()) {
                store(over.get());
            } else if (!tapes.isEmpty() && random.nextInt(4) == 0) {
                store(tapes.getFirst());
            }
        }

        private void store(Tape tape) throws Exception {
            tapes.remove(tape);
            boolean isGood = random.nextInt(4) != 0;
            diary.add("stored " + tape.id + " " + isGood);
            tell(
                    new RecordingEnded(
                            clock.instant(),
                            tape.leg,
                            tape.id,
                            isGood ? Duration.ofSeconds(3) : Duration.ZERO,
                            random.nextBoolean()));
        }

        private void answerDip() {
            FakeServices.Asked asked = services.asked.poll();
            if (asked != null) {
                boolean isAnswered = random.nextBoolean();
                diary.add("dip " + isAnswered);
                run0(
                        () ->
                                asked.then()
                                        .accept(
                                                isAnswered
                                                        ? new DipOutcome.Answered(new TreeMap<>())
                                                        : new DipOutcome.Failed("no")));
            }
        }

        private void run0(Runnable task) {
            RandomDaysTest.this.run(task);
        }

        private void phoneComesOrGoes() throws Exception {
            if (random.nextInt(4) != 0) {
                return;
            }
            Endpoint phone = new Endpoint(AGENTS.get(random.nextInt(AGENTS.size())).value());
            boolean comes = random.nextInt(3) != 0;
            diary.add("phone " + phone + " " + comes);
            tell(
                    comes
                            ? new EndpointRegistered(clock.instant(), phone)
                            : new EndpointLost(clock.instant(), phone));
        }

        private void command() throws Exception {
            CallId call = someCall();
            AgentId agent = AGENTS.get(random.nextInt(AGENTS.size()));
            DeskCommand command =
                    switch (random.nextInt(18)) {
                        case 0 -> new DeskCommand.Hold(OPERATOR, call);
                        case 1 -> new DeskCommand.Resume(OPERATOR, call);
                        case 2, 3, 4 -> new DeskCommand.Transfer(OPERATOR, call, place(agent));
                        case 5, 6, 7, 8 -> new DeskCommand.Consult(OPERATOR, call, place(agent));
                        case 9, 10 -> new DeskCommand.CompleteTransfer(OPERATOR, call);
                        case 11 -> new DeskCommand.EndConsultation(OPERATOR, call);
                        case 12 -> new DeskCommand.JoinAll(OPERATOR, call);
                        case 13 -> new DeskCommand.Mute(OPERATOR, call, random.nextBoolean());
                        case 14 -> new DeskCommand.HangUp(OPERATOR, call);
                        case 15 -> new DeskCommand.Recording(OPERATOR, call, random.nextBoolean());
                        case 16 ->
                                new DeskCommand.PauseRecording(
                                        OPERATOR, call, random.nextBoolean());
                        default ->
                                new DeskCommand.ListenTo(
                                        OPERATOR, agent, Ear.MONITOR, new Endpoint("desk"));
                    };
            var answer = sessions.carryOut(command);
            diary.add(command + ": " + (answer.isComplete() ? answer.result() : "..."));
            answers.add(answer);
        }

        private final List<io.vertx.core.Future<DeskAnswer>> answers = new ArrayList<>();

        /// One with an agent, if there is one.
        private CallId someCall() throws Exception {
            List<CallId> talking =
                    got(sessions.calls()).stream()
                            .filter(view -> TALKING.contains(view.state()))
                            .map(CallView::id)
                            .toList();
            return talking.isEmpty()
                    ? new CallId("d" + seed + "c" + (1 + random.nextInt(CALLERS)))
                    : talking.get(random.nextInt(talking.size()));
        }

        private Place place(AgentId agent) {
            return switch (random.nextInt(4)) {
                case 0 -> new Place.ToAgent(agent);
                case 1 -> new Place.ToQueue(random.nextBoolean() ? SUPPORT : SALES);
                case 2 -> new Place.ToFlow("main-line");
                default -> new Place.Outside(OUTSIDE);
            };
        }

        /// What the network was asked meanwhile.
        private void look() throws Exception {
            for (TelephonyCommand command : network.commands()) {
                diary.add("    " + FakeTelephony.told(command));
                switch (command) {
                    case TelephonyCommand.Dial(_, var leg, _, _, _, _) ->
                            phones.put(leg, new Phone(leg, false));
                    case TelephonyCommand.Answer(_, var leg) ->
                            with(leg, phone -> phone.isAnswering = true);
                    case TelephonyCommand.Hangup(_, var leg, _) ->
                            with(leg, phone -> phone.isHungUp = true);
                    case TelephonyCommand.Play(var id, var leg, _) ->
                            with(leg, phone -> phone.playing.add(id));
                    case TelephonyCommand.Record(_, var leg, var id, _, _) -> {
                        stop(leg);
                        tapes.add(new Tape(leg, id, !phones.containsKey(leg)));
                    }
                    case TelephonyCommand.StopRecording(_, var leg) -> stop(leg);
                    default -> {}
                }
            }
        }

        private void with(LegId leg, java.util.function.Consumer<Phone> then) {
            Optional.ofNullable(phones.get(leg)).ifPresent(then);
        }

        private void stop(LegId leg) {
            tapes.stream().filter(t -> t.leg.equals(leg)).forEach(t -> t.isOver = true);
        }

        /// Lets everything that is on its way arrive.
        private void settle() throws Exception {
            for (int quiet = 0; quiet < 3; ) {
                int before = diary.size();
                carryOut();
                hear();
                look();
                for (Phone phone : List.copyOf(phones.values())) {
                    if (phone.isHungUp) {
                        over(phone);
                    }
                }
                for (Tape tape : List.copyOf(tapes)) {
                    if (tape.isOver) {
                        store(tape);
                    }
                }
                look();
                quiet = diary.size() == before && news.isEmpty() ? quiet + 1 : 0;
            }
        }

        private void nobodyTalksToNobody() throws Exception {
            Map<CallId, CallView> views = new TreeMap<>();
            got(sessions.calls()).forEach(view -> views.put(view.id(), view));
            for (SignedInAgent agent : routing.snapshot().agents()) {
                agent.contacts().stream()
                        .filter(contact -> contact.phase() instanceof Phase.Talking)
                        .forEach(contact -> talks(agent.id(), contact.call(), views));
            }
            for (CallView view : views.values()) {
                if (view.state() == CallView.State.TALKING) {
                    AgentId agent = view.agents().getFirst();
                    assertTrue(
                            agent(agent).contacts().stream()
                                    .anyMatch(c -> c.call().equals(view.id())),
                            () -> "the core knows of no talk of " + agent + " in " + view);
                }
            }
        }

        private void talks(AgentId agent, CallId call, Map<CallId, CallView> views) {
            int asks = call.value().indexOf("-ask-");
            CallView view =
                    views.get(asks < 0 ? call : new CallId(call.value().substring(0, asks)));
            boolean isTrue =
                    view != null
                            && (asks < 0
                                    ? view.agents().contains(agent)
                                    : view.state() == CallView.State.CONSULTING
                                            || view.state() == CallView.State.IN_CONFERENCE);
            assertTrue(isTrue, () -> agent + " talks to nobody in " + call + ": " + view);
        }

        private void everybodyLeaves() throws Exception {
            for (Phone phone : List.copyOf(phones.values())) {
                if (phone.isCustomer || phone.leg.value().startsWith("listening")) {
                    over(phone);
                    look();
                }
            }
            settle();
            for (AgentId agent : AGENTS) {
                tell(new EndpointLost(clock.instant(), new Endpoint(agent.value())));
            }
            settle();
            clock.pass(Duration.ofMinutes(1));
            news.add(
                    routing.carryOut(
                            new org.strowger.engine.routing.RoutingCommand.PassTime(
                                    clock.instant())));
            settle();
        }

        private void check() throws Exception {
            assertEquals(Map.of(), phones, "telephones that nobody hangs up");
            assertEquals(new CallSessions.Kept(0, 0, 0), got(sessions.kept()));
            assertEquals(List.of(), routing.snapshot().calls());
            assertEquals(List.of(), routing.snapshot().agents());
            List<String> told =
                    services.contacts.stream()
                            .map(Contact::call)
                            .map(CallId::value)
                            .sorted()
                            .toList();
            List<String> came = new ArrayList<>();
            for (int caller = 1; caller <= callers; caller++) {
                came.add("d" + seed + "c" + caller);
            }
            assertEquals(came, told, "one contact of each call");
            assertTrue(
                    answers.stream().allMatch(io.vertx.core.Future::isComplete),
                    "a command that was never answered");
        }
    }

    /// A telephone of the day, from the first ring to its end.
    private static final class Phone {
        private final LegId leg;
        private final boolean isCustomer;
        private final Deque<CommandId> playing = new ArrayDeque<>();
        private boolean isAnswering;
        private boolean isUp;
        private boolean isHungUp;
        private boolean isHeld;
        private boolean hasPressed;

        Phone(LegId leg, boolean isCustomer) {
            this.leg = leg;
            this.isCustomer = isCustomer;
        }

        @Override
        public String toString() {
            return leg + (isUp ? " up" : " ringing");
        }
    }

    private static final class Tape {
        private final LegId leg;
        private final RecordingId id;
        private boolean isOver;

        Tape(LegId leg, RecordingId id, boolean isOver) {
            this.leg = leg;
            this.id = id;
            this.isOver = isOver;
        }
    }
}
