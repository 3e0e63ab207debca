package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.strowger.engine.call.LiveNetwork.Leg;
import org.strowger.engine.call.TriedCentre.First;
import org.strowger.engine.flow.FlowLibrary;
import org.strowger.engine.flow.PromptLibrary;
import org.strowger.engine.flow.SilentSpeech;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.flow.check.Surroundings;
import org.strowger.telephony.Destination;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.DigitPressed;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.PlaybackEnded;
import org.strowger.telephony.TelephonyEvent.TransferRequested;

/// Whoever says whatever, nobody is called but numbers that the centre allows: flows that dial what
/// callers typed or claim to be, telephones that transfer, agents who dial, promises to call back.
/// S11 of the research on reliability.
class TollFraudTest {
    private static final List<String> FLOWS =
            List.of(
                    "dials-typed",
                    "dials-caller",
                    "dials-joined",
                    "calls-back-typed",
                    "calls-back-caller",
                    "waits");

    private static final String TYPED =
            """
            start: ask
            vars: { n: string }
            nodes:
              ask: { collect: { into: n, prompt: goodbye, max: 20, give_up: hangup, input: { first_digit: 1m } }, next: go }
            """;

    private static final List<AgentId> AGENTS = List.of(TriedCentre.ANNA, TriedCentre.BEN);
    private static final String ALLOWED = "+4420";

    /// Where the trunk of the centre is, and nothing but a number in front.
    private static final Pattern OF_THE_TRUNK =
            Pattern.compile("sip:(\\+4420[0-9]{0,28})@192\\.0\\.2\\.10:5060");

    /// What has cost others a fortune, or might.
    private static final List<String> EVIL =
            List.of(
                    "+4420%s",
                    "+4420*21*%s#",
                    "+44%s",
                    "%s",
                    "004420%s",
                    "+4420%s@evil.example",
                    "+4420%s;phone-context=+1900",
                    "+4420%s?Replaces=a",
                    "+4420%s%%40evil.example",
                    "sip:+4420%s@evil.example",
                    "sip:%s@evil.example",
                    "tel:+1900%s",
                    "*72%s",
                    "9%s",
                    "9+1900%s",
                    "9+4420%s",
                    "+ 4420%s",
                    " +4420%s",
                    "+4420 %s\r\nTo: <sip:1900@evil.example>",
                    "+4420\n%s",
                    "+44\uff12\uff10%s",
                    "\u202e+4420%s",
                    "+4420\u0000%s",
                    "<sip:%s@evil>",
                    "+1900%s,+4420",
                    "");

    @TempDir Path folder;
    private FlowLibrary flows;
    private final Logger log = (Logger) LoggerFactory.getLogger("org.strowger");
    private final Optional<Level> before = Optional.ofNullable(log.getLevel());
    private int called;

    @BeforeEach
    void publish() throws IOException {
        log.setLevel(Level.ERROR);
        write("dials-typed", TYPED + "  go: { transfer: { dial: n }, next: hangup }\n");
        write(
                "dials-joined",
                TYPED + "  go: { transfer: { dial: \"'+44' + n\" }, next: hangup }\n");
        write(
                "calls-back-typed",
                TYPED
                        + "  go: { callback: { queue: support, number: \"'+' + n\", expires: 1h, on_refused: hangup }, next: hangup }\n");
        write(
                "dials-caller",
                "start: go\nnodes:\n  go: { transfer: { dial: caller.number, mode: attended }, next: hangup }\n");
        write(
                "calls-back-caller",
                "start: go\nnodes:\n  go: { callback: { queue: support, expires: 1h, on_refused: hangup }, next: hangup }\n");
        write("waits", "start: line\nnodes:\n  line: { queue: { name: support } }\n");
        flows =
                new FlowLibrary(
                        folder,
                        folder.resolve("calendars"),
                        Surroundings.unknown(),
                        new PromptLibrary(
                                folder.resolve("prompts"),
                                folder.resolve("spoken"),
                                new SilentSpeech()));
        flows.reload();
        assertEquals(List.of(), flows.problems());
    }

    private void write(String flow, String text) throws IOException {
        Files.writeString(
                folder.resolve(flow + ".yaml"),
                "flow: %s\nschema: 1\nlanguage: en-GB\n%s".formatted(flow, text));
    }

    @AfterEach
    void logAsBefore() {
        log.setLevel(before.orElse(null));
    }

    @Test
    void nobodyIsCalledButNumbersThatAreAllowed() {
        attempts(0, 150);
        assertTrue(called > 10, "those that are allowed are called: " + called);
    }

    /// `-Dslow -Dfraud.attempts=COUNT`.
    @Test
    @Tag("slow")
    void nobodyIsCalledHoweverOftenItIsTried() {
        attempts(1_000_000, Integer.getInteger("fraud.attempts", 10_000));
    }

    private void attempts(int first, int count) {
        for (int seed = first; seed < first + count; seed++) {
            Attempt attempt = new Attempt(seed);
            try {
                attempt.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("attempt " + seed + ": " + attempt.diary, e);
            }
        }
    }

    /// What one stranger and two agents say in an hour.
    private final class Attempt {
        private static final int STEPS = 40;

        private final Random random;
        private final TriedCentre centre;
        private final List<String> diary = new ArrayList<>();
        private int looked;

        Attempt(int seed) {
            random = new Random(seed);
            centre = new TriedCentre(flows, First.CORE, _ -> {});
        }

        void run() {
            AGENTS.forEach(centre::signsIn);
            for (int i = 0; i < STEPS; i++) {
                step();
                centre.settle();
                look();
            }
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0, 1 -> strangerCalls();
                case 2 -> agentDials();
                case 3, 4 -> onSome(leg -> centre.network(new LegAnswered(centre.now(), leg.id)));
                case 5 -> onSome(this::types);
                case 6 ->
                        onSome(
                                leg -> {
                                    String to = evil();
                                    diary.add("%s is to go to %s".formatted(leg.name, to));
                                    centre.network(
                                            new TransferRequested(
                                                    centre.now(),
                                                    leg.id,
                                                    new TransferRequested.Target.Number(to)));
                                });
                case 7, 8 -> agentCommands();
                case 9 ->
                        onSome(
                                leg ->
                                        leg.playing.ifPresent(
                                                playback ->
                                                        centre.network(
                                                                new PlaybackEnded(
                                                                        centre.now(),
                                                                        leg.id,
                                                                        playback,
                                                                        true))));
                case 10 ->
                        onSome(
                                leg ->
                                        centre.network(
                                                new LegEnded(
                                                        centre.now(), leg.id, HangupCause.NORMAL)));
                default -> {
                    centre.clock.pass(Duration.ofSeconds(random.nextInt(20)));
                    centre.passTime();
                }
            }
        }

        private void strangerCalls() {
            String from = evil();
            String flow = one(FLOWS);
            diary.add("%s calls %s".formatted(from, flow));
            LegId leg = new LegId("stranger-" + diary.size());
            centre.network(new CallArrived(centre.now(), leg, new Party(from, evil()), flow));
        }

        private void agentDials() {
            String number = evil();
            AgentId agent = one(AGENTS);
            diary.add("%s dials %s".formatted(agent, number));
            centre.network(
                    new CallArrived(
                            centre.now(),
                            new LegId("dials-" + diary.size()),
                            new Party("", agent.value()),
                            number,
                            Optional.of(new Endpoint(agent.value()))));
        }

        private void types(Leg leg) {
            String keys = evil().replaceAll("[^0-9*#]", "") + "#1";
            diary.add("%s types %s".formatted(leg.name, keys));
            keys.chars()
                    .forEach(
                            key ->
                                    centre.network(
                                            new DigitPressed(centre.now(), leg.id, (char) key)));
        }

        private void agentCommands() {
            AgentId agent = one(AGENTS);
            Actor by = new Actor.OfAgent(agent);
            CallId call =
                    centre.call().map(CallView::id).orElse(new CallId("stranger-" + diary.size()));
            String number = evil();
            DeskCommand command =
                    switch (random.nextInt(3)) {
                        case 0 -> new DeskCommand.PlaceCall(by, agent, TriedCentre.SUPPORT, number);
                        case 1 -> new DeskCommand.Transfer(by, call, new Place.Outside(number));
                        default -> new DeskCommand.Consult(by, call, new Place.Outside(number));
                    };
            diary.add(command.toString());
            centre.commands(command);
        }

        private void onSome(Consumer<Leg> what) {
            List<Leg> there =
                    centre.network.legs().stream()
                            .filter(leg -> leg.state != LiveNetwork.State.OVER)
                            .toList();
            if (!there.isEmpty()) {
                what.accept(one(there));
            }
        }

        private String evil() {
            StringBuilder digits = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                digits.append(random.nextInt(10));
            }
            return one(EVIL).formatted(digits);
        }

        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        private void look() {
            List<Destination> dialled = centre.network.dialled();
            for (Destination to : dialled.subList(looked, dialled.size())) {
                switch (to) {
                    case Destination.Phone(var phone) ->
                            assertTrue(AGENTS.contains(new AgentId(phone.name())), to::toString);
                    case Destination.Address(var uri) -> {
                        assertTrue(
                                OF_THE_TRUNK.matcher(uri).matches(),
                                () ->
                                        "outside the numbers that begin with "
                                                + ALLOWED
                                                + ": "
                                                + uri);
                        called++;
                    }
                }
            }
            looked = dialled.size();
        }
    }
}
