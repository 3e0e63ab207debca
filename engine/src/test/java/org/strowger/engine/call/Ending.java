package org.strowger.engine.call;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.strowger.engine.call.LiveNetwork.Leg;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.routing.AgentId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.TelephonyEvent;

/// A way in which all that goes on in a centre comes to its end.
enum Ending {
    CALLER_HANGS_UP {
        @Override
        void begin(TriedCentre centre) {
            centre.network.leg("caller").ifPresent(leg -> end(centre, leg, HangupCause.NORMAL));
        }
    },
    EVERYBODY_ELSE_HANGS_UP {
        @Override
        void begin(TriedCentre centre) {
            for (Leg leg : centre.network.legs()) {
                if (!leg.name.equals("caller")) {
                    end(centre, leg, HangupCause.NO_ANSWER);
                    centre.settle();
                }
            }
        }
    },
    NETWORK_FAILS {
        @Override
        void begin(TriedCentre centre) {
            for (Leg leg : centre.network.legs()) {
                end(centre, leg, HangupCause.NETWORK_FAILURE);
            }
        }
    },
    NOBODY_DOES_ANYTHING {
        @Override
        void begin(TriedCentre centre) {
            for (int i = 0; i < 10 && centre.due().isPresent(); i++) {
                centre.passTime();
                centre.settle();
            }
        }
    };

    private static final int LONG = 40;

    abstract void begin(TriedCentre centre);

    /// Lets everything end, and says what is not as it must be then; nothing when all is well.
    List<String> of(TriedCentre centre) {
        List<String> problems = new ArrayList<>();
        centre.settle();
        problems.addAll(unheard(centre));
        begin(centre);
        centre.settle();
        problems.addAll(unheard(centre));
        leave(centre);
        problems.addAll(left(centre));
        problems.addAll(centre.network.faults());
        return problems;
    }

    /// What the caller does not hear although the call says so.
    private static List<String> unheard(TriedCentre centre) {
        Optional<String> heard = centre.network.leg("caller").map(Leg::hears);
        Optional<CallView> call = centre.call();
        if (heard.isEmpty() || call.isEmpty()) {
            return List.of();
        }
        boolean isSo =
                switch (call.get().state()) {
                    case TALKING ->
                            call.get().agents().stream()
                                    .anyMatch(agent -> heard.get().startsWith(agent.value()));
                    case HELD, CONSULTING -> heard.get().equals("music");
                    case IN_CONFERENCE -> heard.get().equals("the conference");
                    case IN_LINE, OFFERED, ELSEWHERE -> !heard.get().equals("silence");
                    case ARRIVED, IN_FLOW, CALLING_CUSTOMER, OVER -> true;
                };
        return isSo ? List.of() : List.of(call.get().state() + ", but hears " + heard.get());
    }

    private static void end(TriedCentre centre, Leg leg, HangupCause cause) {
        boolean rings = leg.isDialled && leg.state == LiveNetwork.State.RINGING;
        centre.network(
                rings
                        ? new TelephonyEvent.LegFailed(centre.now(), leg.id, cause)
                        : new TelephonyEvent.LegEnded(centre.now(), leg.id, cause));
    }

    /// Callers and those who listen go at last, messages are heard, agents go home, and time
    /// passes.
    private static void leave(TriedCentre centre) {
        centre.agrees();
        CALLER_HANGS_UP.begin(centre);
        centre.settle();
        hearMessages(centre);
        for (AgentId agent : List.of(TriedCentre.ANNA, TriedCentre.BEN)) {
            centre.leaves(agent);
        }
        centre.asks(new DeskCommand.SignOut(new Actor.Operator(), TriedCentre.CARLA));
        othersLeave(centre);
        for (int i = 0; i < LONG && centre.due().isPresent(); i++) {
            centre.passTime();
            centre.settle();
            othersLeave(centre);
        }
    }

    /// No customer who is called stays, nobody listens for ever, and words come to their end.
    private static void othersLeave(TriedCentre centre) {
        for (int i = 0; i < LONG && centre.network.legs().stream().anyMatch(Ending::goes); i++) {
            Leg leg = centre.network.legs().stream().filter(Ending::goes).findFirst().orElseThrow();
            if (leg.playing.isEmpty() || leg.name.startsWith("outside")) {
                end(centre, leg, HangupCause.NO_ANSWER);
                centre.settle();
            } else {
                centre.hasHeardIt(leg.name);
            }
        }
    }

    private static boolean goes(Leg leg) {
        return leg.name.startsWith("outside")
                || leg.name.equals("desk")
                || leg.name.equals("code")
                || leg.name.equals("own")
                || leg.playing.isPresent();
    }

    private static void hearMessages(TriedCentre centre) {
        if (centre.services.waiting.isEmpty()) {
            return;
        }
        centre.opens();
        centre.signsIn(TriedCentre.BEN);
        for (int i = 0; i < LONG && !centre.services.waiting.isEmpty(); i++) {
            centre.passTime();
            centre.settle();
            for (Leg leg : centre.network.legs()) {
                centre.answers(leg.name);
                centre.hasHeardIt(leg.name);
            }
        }
    }

    private static List<String> left(TriedCentre centre) {
        List<String> left = new ArrayList<>();
        centre.network.legs().forEach(leg -> left.add("a leg: " + leg.name + ", " + leg.state));
        if (!centre.kept().equals(new CallSessions.Kept(0, 0, 0))) {
            left.add("" + centre.kept());
        }
        if (!centre.routing.snapshot().calls().isEmpty()) {
            left.add("in line: " + centre.routing.snapshot().calls());
        }
        centre.agents()
                .forEach(
                        (agent, doing) -> {
                            if (!Set.of("signed out", "ready", "ready, paused").contains(doing)) {
                                left.add(agent + " is left " + doing);
                            }
                        });
        contacts(centre, left);
        if (centre.answers().stream().anyMatch(answer -> !answer.isComplete())) {
            left.add("a command without an answer");
        }
        return left;
    }

    /// A call and the call back that came of it have one name and are two contacts.
    private static void contacts(TriedCentre centre, List<String> left) {
        List<Contact> ofCallers =
                centre.services.contacts.stream()
                        .filter(contact -> !contact.dialled().equals(TriedCentre.OUTSIDE))
                        .toList();
        if (ofCallers.size() != centre.calls()) {
            left.add(ofCallers.size() + " contacts of " + centre.calls() + " calls");
        }
        Set<Object> others = new HashSet<>();
        for (Contact contact : centre.services.contacts) {
            if (!others.add(List.of(contact.call(), contact.dialled()))) {
                left.add("two contacts of " + contact.call());
            }
        }
        if (!centre.services.waiting.isEmpty()) {
            left.add("nobody heard " + centre.services.waiting);
        }
    }
}
