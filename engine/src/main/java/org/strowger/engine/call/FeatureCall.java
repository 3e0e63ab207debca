package org.strowger.engine.call;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.call.FeatureCodes.Feature;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.StopPlaying;

/// A call of a phone that dialled a feature code: asks what it has to know, does it, says what it
/// did and hangs up. What is typed is never logged.
final class FeatureCall implements LegOwner, Desk.Sleeper {
    /// After this long a silence a number is complete.
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /// How long a question takes at most to be said and answered, whatever is said of its playback.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LegId leg;
    private final Endpoint phone;
    private final Feature feature;
    private final Deque<String> typedAhead;
    private final CommandCount commands;
    private final Desk desk;
    private final Staff staff;
    private Stage stage = new Stage.Arrived();
    private int wrongPins;

    /// What the call is doing.
    private sealed interface Stage {
        record Arrived() implements Stage {}

        /// @param then is given what was typed
        record Asking(CommandId playback, TypedNumber typed, Consumer<String> then)
                implements Stage {}

        /// A command is being carried out.
        record Waiting() implements Stage {}

        /// The last words.
        record Saying(CommandId playback) implements Stage {}

        record Over() implements Stage {}
    }

    /// Who is who at a phone, and what they can have done.
    interface Staff {
        /// Who sits at a phone, or else whose it is.
        Optional<AgentProfile> personAt(Endpoint phone);

        /// Whose phone it is.
        Optional<AgentProfile> ownerOf(Endpoint phone);

        /// The supervisor whose phone it is, or who sits there.
        Optional<Supervisor> supervisorAt(Endpoint phone);

        Optional<AgentProfile> agentNumbered(String number);

        Optional<Supervisor> supervisorNumbered(String number);

        PinGuard pins();

        /// The call whose disposition is meant.
        Optional<CallId> callToDispose(AgentId agent);

        /// The reasons to choose from for a call.
        List<String> dispositions(AgentId agent, CallId call);

        Future<DeskAnswer> carryOut(DeskCommand command);
    }

    /// @param typedAhead what was dialled behind the code
    FeatureCall(
            LegId leg,
            Endpoint phone,
            Feature feature,
            List<String> typedAhead,
            Desk desk,
            Staff staff) {
        this.leg = leg;
        this.phone = phone;
        this.feature = feature;
        this.typedAhead = new ArrayDeque<>(typedAhead);
        this.commands = new CommandCount(leg);
        this.desk = desk;
        this.staff = staff;
    }

    void begin() {
        desk.owns(leg, this);
        desk.send(new Answer(commands.next(), leg));
    }

    // What the features do.

    @Override
    public void legAnswered(LegId answered) {
        switch (feature) {
            case SIGN_IN -> signIn();
            case SIGN_OUT ->
                    asAgent(
                            agent ->
                                    carryOut(
                                            new DeskCommand.SignOut(by(agent), agent.id()),
                                            Announcement.SIGNED_OUT));
            case READY ->
                    asAgent(
                            agent ->
                                    carryOut(
                                            new DeskCommand.Ready(by(agent), agent.id()),
                                            Announcement.NOW_READY));
            case PAUSE -> asAgent(this::pause);
            case DISPOSITION -> asAgent(this::dispose);
            case LISTEN -> asSupervisor(supervisor -> listen(supervisor, Ear.MONITOR));
            case WHISPER -> asSupervisor(supervisor -> listen(supervisor, Ear.WHISPER));
            case BARGE -> asSupervisor(supervisor -> listen(supervisor, Ear.BARGE));
        }
    }

    private static Actor by(AgentProfile agent) {
        return new Actor.OfAgent(agent.id());
    }

    private void asAgent(Consumer<AgentProfile> what) {
        staff.personAt(phone).ifPresentOrElse(what, () -> sayLast(Announcement.NOT_POSSIBLE));
    }

    /// At their own phone people are believed to be who they are.
    private void signIn() {
        Optional<AgentProfile> owner = staff.ownerOf(phone);
        if (owner.isPresent()) {
            signIn(owner.get());
        } else if (desk.rules().phones().contains(phone)) {
            identify(staff::agentNumbered, AgentProfile::pin, this::signIn);
        } else {
            sayLast(Announcement.NOT_POSSIBLE);
        }
    }

    private void signIn(AgentProfile agent) {
        carryOut(
                new DeskCommand.SignIn(by(agent), agent.id(), Optional.of(phone)),
                Announcement.SIGNED_IN);
    }

    private void pause(AgentProfile agent) {
        choose(
                Announcement.ENTER_PAUSE_REASON,
                desk.rules().pauses(),
                reason ->
                        carryOut(
                                new DeskCommand.Pause(by(agent), agent.id(), reason, false),
                                Announcement.NOW_PAUSED));
    }

    private void dispose(AgentProfile agent) {
        Optional<CallId> call = staff.callToDispose(agent.id());
        List<String> reasons =
                call.map(last -> staff.dispositions(agent.id(), last)).orElse(List.of());
        if (reasons.isEmpty()) {
            sayLast(Announcement.NOT_POSSIBLE);
            return;
        }
        ask(
                Announcement.ENTER_DISPOSITION,
                typed ->
                        chosen(
                                reasons,
                                typed,
                                reason ->
                                        carryOut(
                                                new DeskCommand.Dispose(
                                                        by(agent),
                                                        agent.id(),
                                                        call.orElseThrow(),
                                                        reason,
                                                        ""),
                                                Announcement.NOTED)));
    }

    /// One of several, by its number; the only one without asking.
    private void choose(Announcement question, List<String> choices, Consumer<String> then) {
        if (choices.size() == 1) {
            then.accept(choices.getFirst());
        } else {
            ask(question, typed -> chosen(choices, typed, then));
        }
    }

    private void chosen(List<String> choices, String typed, Consumer<String> then) {
        int number = TypedNumber.choice(typed).orElse(0);
        if (number >= 1 && number <= choices.size()) {
            then.accept(choices.get(number - 1));
        } else {
            sayLast(Announcement.NOT_POSSIBLE);
        }
    }

    // Supervisors.

    private void asSupervisor(Consumer<Supervisor> what) {
        Optional<Supervisor> known = staff.supervisorAt(phone);
        if (known.isPresent()) {
            what.accept(known.get());
        } else {
            identify(staff::supervisorNumbered, Supervisor::pin, what);
        }
    }

    /// The call becomes the listening.
    private void listen(Supervisor supervisor, Ear ear) {
        ask(
                Announcement.ENTER_AGENT_NUMBER,
                number ->
                        staff.agentNumbered(number)
                                .filter(supervisor::steers)
                                .ifPresentOrElse(
                                        agent -> listen(supervisor, agent.id(), ear),
                                        () -> sayLast(Announcement.NOT_ALLOWED)));
    }

    private void listen(Supervisor supervisor, AgentId agent, Ear ear) {
        Actor by = new Actor.OfSupervisor(supervisor.id());
        switch (desk.listeners().listen(by, agent, ear, leg, commands)) {
            case DeskAnswer.Done() -> {
                stage = new Stage.Over();
                desk.wake(this, Optional.empty());
            }
            case DeskAnswer.Refused refused -> sayLast(words(refused));
        }
    }

    // Who it is.

    /// Asks for a number and its pin. Whether the number or the pin was wrong is not told.
    private <T> void identify(
            Function<String, Optional<T>> numbered,
            Function<T, Optional<Pin>> pinOf,
            Consumer<T> then) {
        if (staff.pins().isBarred(phone, desk.now())) {
            sayLast(Announcement.NOT_ALLOWED);
            return;
        }
        ask(
                Announcement.ENTER_AGENT_NUMBER,
                number ->
                        ask(
                                Announcement.ENTER_PIN,
                                pin -> {
                                    Optional<T> who = numbered.apply(number);
                                    if (staff.pins()
                                            .proves(
                                                    phone,
                                                    number,
                                                    who.flatMap(pinOf),
                                                    pin,
                                                    desk.now())) {
                                        then.accept(who.orElseThrow());
                                    } else {
                                        wrong(() -> identify(numbered, pinOf, then));
                                    }
                                }));
    }

    private void wrong(Runnable again) {
        wrongPins++;
        typedAhead.clear();
        if (wrongPins < PinGuard.TRIES) {
            again.run();
        } else {
            sayLast(Announcement.NOT_ALLOWED);
        }
    }

    // Asking and saying.

    private void ask(Announcement question, Consumer<String> then) {
        if (!typedAhead.isEmpty()) {
            then.accept(typedAhead.remove());
            return;
        }
        stage = new Stage.Asking(play(question), new TypedNumber(), then);
        desk.wake(this, Optional.of(desk.now().plus(PATIENCE)));
    }

    private CommandId play(Announcement what) {
        CommandId playback = commands.next();
        Sound words = desk.services().announcement(what);
        desk.send(new Play(playback, leg, List.of(words)));
        return playback;
    }

    private void carryOut(DeskCommand command, Announcement whenDone) {
        stage = new Stage.Waiting();
        desk.wake(this, Optional.empty());
        staff.carryOut(command)
                .onSuccess(
                        answer ->
                                desk.onLoop(
                                        () -> {
                                            if (stage instanceof Stage.Waiting) {
                                                sayLast(words(answer, whenDone));
                                            }
                                        }));
    }

    private static Announcement words(DeskAnswer answer, Announcement whenDone) {
        return switch (answer) {
            case DeskAnswer.Done() -> whenDone;
            case DeskAnswer.Refused refused -> words(refused);
        };
    }

    private static Announcement words(DeskAnswer.Refused refused) {
        return refused.reason() == Reason.NOT_ALLOWED
                ? Announcement.NOT_ALLOWED
                : Announcement.NOT_POSSIBLE;
    }

    private void sayLast(Announcement what) {
        stage = new Stage.Saying(play(what));
        desk.wake(this, Optional.of(desk.now().plus(PATIENCE)));
    }

    // What happens to the leg.

    @Override
    public void digitPressed(LegId from, char key) {
        if (!(stage instanceof Stage.Asking(_, var typed, var then))) {
            return;
        }
        if (typed.isEmpty()) {
            desk.send(new StopPlaying(commands.next(), leg));
        }
        if (typed.type(key)) {
            complete(typed, then);
        } else {
            desk.wake(this, Optional.of(desk.now().plus(SILENCE)));
        }
    }

    private void complete(TypedNumber typed, Consumer<String> then) {
        stage = new Stage.Waiting();
        desk.wake(this, Optional.empty());
        then.accept(typed.digits());
    }

    @Override
    public void playbackEnded(LegId played, CommandId playback) {
        switch (stage) {
            case Stage.Asking(var question, var typed, _) -> {
                if (question.equals(playback) && typed.isEmpty()) {
                    desk.wake(this, Optional.of(desk.now().plus(SILENCE)));
                }
            }
            case Stage.Saying(var words) -> {
                if (words.equals(playback)) {
                    hangUp();
                }
            }
            case Stage.Arrived _, Stage.Waiting _, Stage.Over _ -> {}
        }
    }

    @Override
    public void timePassed() {
        switch (stage) {
            case Stage.Asking(_, var typed, var then) -> {
                if (typed.isEmpty()) {
                    sayLast(Announcement.NOT_POSSIBLE);
                } else {
                    complete(typed, then);
                }
            }
            case Stage.Saying _ -> hangUp();
            case Stage.Arrived _, Stage.Waiting _, Stage.Over _ -> {}
        }
    }

    private void hangUp() {
        desk.wake(this, Optional.empty());
        desk.send(new Hangup(commands.next(), leg, HangupCause.NORMAL));
    }

    @Override
    public void legOver(LegId gone, HangupCause cause) {
        desk.gone(gone);
        desk.wake(this, Optional.empty());
        stage = new Stage.Over();
    }
}
