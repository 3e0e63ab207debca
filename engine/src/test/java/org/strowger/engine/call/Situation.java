package org.strowger.engine.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;

/// Where a call and the agents of a centre can be, and the way there.
///
/// @param says in a sentence
record Situation(String name, String says, Consumer<TriedCentre> way) {
    private static final Actor OPERATOR = new Actor.Operator();
    private static final Place TO_BEN = new Place.ToAgent(TriedCentre.BEN);
    private static final Place TO_SALES = new Place.ToQueue(TriedCentre.SALES);
    private static final Place TO_OUTSIDE = new Place.Outside(TriedCentre.OUTSIDE);

    /// All of them, from the first ring to the last.
    static List<Situation> all() {
        return List.of(
                of("Signed out", "No agent is there, and nobody calls.", _ -> {}),
                of("Ready", "anna is ready, and nobody calls.", Situation::ready),
                of(
                        "Dialling a code",
                        "anna's phone has dialled *14, and she is asked for which reason she pauses.",
                        Situation::code),
                of(
                        "Dialled a code",
                        "anna has pressed 1 and hears that she is paused.",
                        c -> {
                            code(c);
                            c.presses("code", '1');
                            c.presses("code", '#');
                        }),
                of(
                        "Offered outside",
                        "The telephone outside rings of carla, who works there.",
                        Situation::offeredOutside),
                of(
                        "Asked to press 1",
                        "Somebody, or a machine, has answered there and has not pressed 1.",
                        c -> {
                            offeredOutside(c);
                            c.answers("carla");
                        }),
                of(
                        "Talking to an agent outside",
                        "carla has pressed 1.",
                        c -> {
                            offeredOutside(c);
                            c.answers("carla");
                            c.presses("carla", '1');
                        }),
                of("Arrived", "The caller's telephone rings still.", c -> c.rings("line")),
                of("Menu", "The caller hears a question.", c -> c.arrivesAndHears("menu")),
                of(
                        "Before a message",
                        "The caller hears what to do.",
                        c -> c.arrivesAndHears("mailbox")),
                of(
                        "The beep",
                        "The caller hears the beep.",
                        c -> {
                            c.arrivesAndHears("mailbox");
                            c.hasHeardIt("caller");
                        }),
                of("Leaving a message", "The caller speaks after the beep.", Situation::dictating),
                of(
                        "A message waits",
                        "The caller has left a message for support and is gone; no agent is there.",
                        Situation::messageLeft),
                of(
                        "A message is offered",
                        "anna's phone rings for the message.",
                        Situation::messageOffered),
                of(
                        "A message is announced",
                        "anna has answered and hears that it is a message.",
                        Situation::messageAnnounced),
                of(
                        "A message is heard",
                        "anna hears the message.",
                        c -> {
                            messageAnnounced(c);
                            c.hasHeardIt("anna");
                        }),
                of(
                        "What to do with a message",
                        "anna hears which keys to press.",
                        Situation::messageKeys),
                of(
                        "Nobody presses a key",
                        "anna has heard which keys to press.",
                        c -> {
                            messageKeys(c);
                            c.hasHeardIt("anna");
                        }),
                of(
                        "A message is done with",
                        "anna has pressed 3 and hears that it is noted.",
                        c -> {
                            messageKeys(c);
                            c.presses("anna", '3');
                        }),
                of(
                        "Calling who left the message",
                        "anna has pressed 2; the customer's telephone rings.",
                        Situation::messageCalling),
                of(
                        "Talking to who left the message",
                        "The customer has answered.",
                        c -> {
                            messageCalling(c);
                            c.answers("outside");
                        }),
                of(
                        "A place is kept",
                        "The caller wants to be called back and is gone; no agent is there.",
                        Situation::placeKept),
                of(
                        "A kept place is offered",
                        "anna's phone rings for it.",
                        Situation::placeOffered),
                of(
                        "Calling back",
                        "anna has answered; the customer's telephone rings.",
                        Situation::callingBack),
                of(
                        "Calling back, confirming",
                        "The customer has answered and has to press 1.",
                        Situation::confirming),
                of(
                        "Called back",
                        "The customer has pressed 1 and talks to anna.",
                        c -> {
                            confirming(c);
                            c.presses("outside", '1');
                        }),
                of(
                        "Called back in vain",
                        "The customer was busy; anna hears that.",
                        c -> {
                            callingBack(c);
                            c.isBusy("outside");
                        }),
                of(
                        "To be called back again",
                        "The customer was busy, and is tried again later.",
                        c -> {
                            callingBack(c);
                            c.isBusy("outside");
                            c.hasHeardIt("anna");
                        }),
                of(
                        "Calling the customer first",
                        "A queue calls its customers before any agent; the customer's telephone rings.",
                        Situation::customerFirst),
                of(
                        "Calling the customer first, confirming",
                        "The customer has answered and has to press 1.",
                        Situation::customerFirstConfirming),
                of(
                        "The customer waits again",
                        "The customer has pressed 1 and waits for an agent.",
                        c -> {
                            customerFirstConfirming(c);
                            c.presses("outside", '1');
                        }),
                of(
                        "A promise of before",
                        "A process that ended had promised to call a customer back, and has begun again.",
                        TriedCentre::promisedBefore),
                of(
                        "A promise that fits in no line",
                        "As before, but the routing core does not know the queue.",
                        Situation::promiseOutside),
                of(
                        "Calling out, ringing the agent",
                        "anna wants to call somebody on behalf of sales; her phone rings.",
                        Situation::callingOut),
                of(
                        "Calling out",
                        "anna has answered; the customer's telephone rings.",
                        c -> {
                            callingOut(c);
                            c.answers("anna");
                        }),
                of(
                        "Called out",
                        "The customer has answered.",
                        c -> {
                            callingOut(c);
                            c.answers("anna");
                            c.answers("outside");
                        }),
                of(
                        "Called again",
                        "The caller has a place kept, and rings again.",
                        c -> {
                            placeKept(c);
                            inLine(c);
                        }),
                of(
                        "A promise taken back",
                        "The caller has a place kept, and somebody took it back.",
                        c -> {
                            placeKept(c);
                            c.asks(
                                    new DeskCommand.CancelCallback(
                                            OPERATOR, new CallId("caller-callback")));
                        }),
                of("In line", "No agent is there; the caller hears music.", Situation::inLine),
                of("Offered", "anna's phone rings for the caller.", Situation::offered),
                of(
                        "Offered to a second agent",
                        "anna did not answer; ben's phone rings.",
                        Situation::offeredAgain),
                of(
                        "Taken too late",
                        "anna answered when the ring was over, and the core takes it for an answer to the next, which rings.",
                        Situation::takenLate),
                of(
                        "Whisper",
                        "anna has answered and hears what the call is about.",
                        Situation::whisper),
                of("Talking", "anna and the caller talk.", Situation::talking),
                of(
                        "About to be listened to",
                        "The phone rings of somebody who wants to listen to anna, who talks.",
                        Situation::listenerRings),
                of(
                        "Listened to",
                        "Somebody listens to anna.",
                        c -> {
                            listenerRings(c);
                            c.answers("desk");
                        }),
                of(
                        "Listened to no more",
                        "Somebody listened to anna and has stopped.",
                        c -> {
                            listenerRings(c);
                            c.answers("desk");
                            c.asks(new DeskCommand.StopListening(OPERATOR));
                        }),
                of("Recording", "anna and the caller talk and are recorded.", Situation::recording),
                of("Held", "anna has put the caller on hold.", Situation::held),
                of(
                        "Held by the phone",
                        "anna's phone has put its call on hold.",
                        Situation::heldByPhone),
                of(
                        "Calling a colleague by phone",
                        "anna's phone holds the caller and calls ben, whose phone rings.",
                        Situation::callingByPhone),
                of(
                        "Asking a colleague by phone",
                        "As before, and ben has answered.",
                        Situation::askingByPhone),
                of(
                        "Joined by phone",
                        "As before, and anna's phone has joined the caller and ben.",
                        c -> {
                            askingByPhone(c);
                            c.joins();
                        }),
                of(
                        "Calling a colleague",
                        "The caller holds while ben's phone rings for anna.",
                        c -> consult(c, TO_BEN)),
                of(
                        "Calling a queue",
                        "The caller holds while anna waits for whoever of sales is next; nobody is there.",
                        Situation::consultingQueue),
                of(
                        "Calling outside",
                        "The caller holds while a telephone outside rings for anna.",
                        Situation::consultingOutside),
                of(
                        "Consulting a colleague",
                        "The caller holds while anna talks to ben.",
                        Situation::withColleague),
                of(
                        "Consulting outside",
                        "The caller holds while anna talks to somebody outside.",
                        Situation::withOutside),
                of("Conference", "Caller, anna and ben talk.", Situation::conference),
                of(
                        "Conference with outside",
                        "Caller, anna and somebody outside talk.",
                        Situation::conferenceOutside),
                of(
                        "Given to a colleague",
                        "anna asked ben and gave the caller to him.",
                        Situation::handedOver),
                of(
                        "Given to somebody outside",
                        "anna asked somebody outside and left the caller to them.",
                        Situation::leftOutside),
                of(
                        "Transferred to a colleague",
                        "anna sent the caller to ben, whose phone rings.",
                        Situation::transferredToBen),
                of(
                        "Transferred to a queue",
                        "anna sent the caller to sales, where nobody is.",
                        Situation::transferredToSales),
                of(
                        "Transferred outside",
                        "anna sent the caller to a telephone outside, which rings.",
                        Situation::transferredOutside),
                of(
                        "Sent outside by the flow",
                        "The flow calls a telephone outside for the caller.",
                        c -> c.arrivesAndHears("outside")),
                of(
                        "Sent outside and back",
                        "As before, and the caller comes back when that talk is over.",
                        c -> c.arrivesAndHears("outside-and-back")),
                of(
                        "Talking outside",
                        "The flow has connected the caller to somebody outside.",
                        c -> {
                            c.arrivesAndHears("outside");
                            c.answers("outside");
                        }),
                of(
                        "Talking outside, to come back",
                        "As before, and the caller comes back when that talk is over.",
                        c -> {
                            c.arrivesAndHears("outside-and-back");
                            c.answers("outside");
                        }),
                of(
                        "Sent to an agent by the flow",
                        "The flow rings anna's phone without a queue.",
                        Situation::directlyToAnna),
                of(
                        "Talking to an agent directly",
                        "As before, and anna has answered.",
                        c -> {
                            directlyToAnna(c);
                            c.answers("anna");
                        }),
                of(
                        "Sent to an agent outside by the flow",
                        "The flow rang carla, who works outside and has yet to press 1.",
                        c -> {
                            c.asks(
                                    new DeskCommand.SignIn(
                                            OPERATOR, TriedCentre.CARLA, Optional.empty()));
                            c.arrivesAndHears("to-carla");
                            c.answers("carla");
                        }),
                of(
                        "After the talk",
                        "anna has hung up; the caller goes on in the flow.",
                        c -> {
                            talking(c);
                            c.hangsUp("anna");
                        }),
                of(
                        "The caller is gone",
                        "The caller hung up while anna's phone rang.",
                        c -> {
                            offered(c);
                            c.hangsUp("caller");
                        }),
                of(
                        "The flow goes on",
                        "The caller is gone, and another system has not answered the flow.",
                        c -> {
                            c.arrivesAndHears("afterwards");
                            c.hangsUp("caller");
                        }));
    }

    private static Situation of(String name, String says, Consumer<TriedCentre> way) {
        return new Situation(name, says, way);
    }

    private static void ready(TriedCentre c) {
        c.signsIn(TriedCentre.ANNA);
    }

    private static void dictating(TriedCentre c) {
        c.arrivesAndHears("mailbox");
        c.hasHeardIt("caller");
        c.hasHeardIt("caller");
    }

    private static void messageLeft(TriedCentre c) {
        dictating(c);
        c.says("caller");
        c.hangsUp("caller");
    }

    private static void messageOffered(TriedCentre c) {
        messageLeft(c);
        ready(c);
    }

    private static void messageAnnounced(TriedCentre c) {
        messageOffered(c);
        c.answers("anna");
    }

    private static void messageKeys(TriedCentre c) {
        messageAnnounced(c);
        c.hasHeardIt("anna");
        c.hasHeardIt("anna");
    }

    private static void messageCalling(TriedCentre c) {
        messageKeys(c);
        c.presses("anna", '2');
    }

    private static void placeKept(TriedCentre c) {
        c.arrivesAndHears("callback");
        c.hangsUp("caller");
    }

    private static void placeOffered(TriedCentre c) {
        placeKept(c);
        ready(c);
    }

    private static void callingBack(TriedCentre c) {
        placeOffered(c);
        c.answers("anna");
    }

    private static void confirming(TriedCentre c) {
        callingBack(c);
        c.answers("outside");
    }

    private static void customerFirst(TriedCentre c) {
        c.rules(RecordingRule.ON_DEMAND, CallbackRules.Dial.CUSTOMER_FIRST);
        placeOffered(c);
    }

    private static void customerFirstConfirming(TriedCentre c) {
        customerFirst(c);
        c.answers("outside");
    }

    private static void promiseOutside(TriedCentre c) {
        c.promisedBefore();
        c.asksTheCore(
                at -> new RoutingCommand.ApplyPolicy(at, TriedCentre.policy(TriedCentre.SALES)));
        c.agrees();
    }

    private static void callingOut(TriedCentre c) {
        ready(c);
        c.asks(
                new DeskCommand.PlaceCall(
                        OPERATOR, TriedCentre.ANNA, TriedCentre.SALES, TriedCentre.OUTSIDE));
    }

    private static void listenerRings(TriedCentre c) {
        talking(c);
        c.asks(
                new DeskCommand.ListenTo(
                        OPERATOR, TriedCentre.ANNA, Ear.MONITOR, new Endpoint("desk")));
    }

    private static void code(TriedCentre c) {
        ready(c);
        c.dials(TriedCentre.ANNA, "*14");
    }

    private static void offeredOutside(TriedCentre c) {
        c.asks(new DeskCommand.SignIn(OPERATOR, TriedCentre.CARLA, Optional.empty()));
        inLine(c);
    }

    private static void inLine(TriedCentre c) {
        c.arrivesAndHears("menu");
        c.presses("caller", '1');
    }

    private static void offered(TriedCentre c) {
        ready(c);
        inLine(c);
    }

    private static void offeredAgain(TriedCentre c) {
        offered(c);
        c.signsIn(TriedCentre.BEN);
        c.refuses("anna");
    }

    private static void takenLate(TriedCentre c) {
        c.asksTheCore(
                at ->
                        new RoutingCommand.ApplyPolicy(
                                at,
                                TriedCentre.policy(
                                        Duration.ZERO, TriedCentre.SUPPORT, TriedCentre.SALES)));
        offered(c);
        c.answersTooLate("anna");
    }

    private static void whisper(TriedCentre c) {
        c.services.whispers.add(TriedCentre.SUPPORT);
        offered(c);
        c.answers("anna");
    }

    private static void talking(TriedCentre c) {
        offered(c);
        c.answers("anna");
    }

    private static void recording(TriedCentre c) {
        c.rules(RecordingRule.ALWAYS);
        talking(c);
    }

    private static void held(TriedCentre c) {
        talking(c);
        c.asks(new DeskCommand.Hold(OPERATOR, TriedCentre.CALL));
    }

    private static void heldByPhone(TriedCentre c) {
        talking(c);
        c.holds("anna");
    }

    private static void callingByPhone(TriedCentre c) {
        heldByPhone(c);
        c.signsIn(TriedCentre.BEN);
        c.calls(TriedCentre.ANNA, TriedCentre.BENS);
    }

    private static void askingByPhone(TriedCentre c) {
        callingByPhone(c);
        c.answers("ben");
    }

    private static void consult(TriedCentre c, Place whom) {
        talking(c);
        c.signsIn(TriedCentre.BEN);
        c.asks(new DeskCommand.Consult(OPERATOR, TriedCentre.CALL, whom));
    }

    private static void consultingQueue(TriedCentre c) {
        talking(c);
        c.asks(new DeskCommand.Consult(OPERATOR, TriedCentre.CALL, TO_SALES));
    }

    private static void consultingOutside(TriedCentre c) {
        talking(c);
        c.asks(new DeskCommand.Consult(OPERATOR, TriedCentre.CALL, TO_OUTSIDE));
    }

    private static void withColleague(TriedCentre c) {
        consult(c, TO_BEN);
        c.answers("ben");
    }

    private static void withOutside(TriedCentre c) {
        consultingOutside(c);
        c.answers("outside");
    }

    private static void conference(TriedCentre c) {
        withColleague(c);
        c.asks(new DeskCommand.JoinAll(OPERATOR, TriedCentre.CALL));
    }

    private static void conferenceOutside(TriedCentre c) {
        withOutside(c);
        c.asks(new DeskCommand.JoinAll(OPERATOR, TriedCentre.CALL));
    }

    private static void handedOver(TriedCentre c) {
        withColleague(c);
        c.asks(new DeskCommand.CompleteTransfer(OPERATOR, TriedCentre.CALL));
    }

    private static void leftOutside(TriedCentre c) {
        withOutside(c);
        c.asks(new DeskCommand.CompleteTransfer(OPERATOR, TriedCentre.CALL));
    }

    private static void transferredToBen(TriedCentre c) {
        talking(c);
        c.signsIn(TriedCentre.BEN);
        c.asks(new DeskCommand.Transfer(OPERATOR, TriedCentre.CALL, TO_BEN));
    }

    private static void transferredToSales(TriedCentre c) {
        talking(c);
        c.asks(new DeskCommand.Transfer(OPERATOR, TriedCentre.CALL, TO_SALES));
    }

    private static void transferredOutside(TriedCentre c) {
        talking(c);
        c.asks(new DeskCommand.Transfer(OPERATOR, TriedCentre.CALL, TO_OUTSIDE));
    }

    private static void directlyToAnna(TriedCentre c) {
        ready(c);
        c.arrivesAndHears("to-anna");
    }
}
