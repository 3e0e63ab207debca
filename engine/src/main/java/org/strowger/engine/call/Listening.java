package org.strowger.engine.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.routing.AgentId;
import org.strowger.telephony.Destination;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Listen;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;
import org.strowger.telephony.TelephonyCommand.Play;

/// A person's listening to an agent: to the talk that the agent has, and to the next ones, until
/// the person hangs up or the agent signs out. It follows the agent, not the customer.
///
/// Keys say who hears the person: 4 nobody, 5 the agent, 6 the customer too, as many telephone
/// systems have it (Asterisk's ChanSpy with its option `d`).
final class Listening implements LegOwner {
    private static final Duration RING_TIME = Duration.ofSeconds(30);

    private final LegId leg;
    private final AgentProfile agent;
    private final CommandCount commands;
    private final Desk desk;
    private final Runnable whenOver;
    private final Consumer<Talk> watcher = this::talkBegan;
    private Ear ear;
    private State state = State.RINGING;

    private enum State {
        RINGING,
        UP,
        OVER
    }

    /// @param leg the person's
    /// @param commands goes on counting the leg's
    /// @param whenOver run once
    Listening(
            LegId leg,
            CommandCount commands,
            AgentProfile agent,
            Ear ear,
            Desk desk,
            Runnable whenOver) {
        this.leg = leg;
        this.agent = agent;
        this.ear = ear;
        this.commands = commands;
        this.desk = desk;
        this.whenOver = whenOver;
    }

    AgentId agent() {
        return agent.id();
    }

    /// Calls the person, who sees the agent's name.
    void call(Destination phone) {
        desk.owns(leg, this);
        Party shown = new Party(agent.number().orElse(""), agent.name());
        desk.send(new Dial(commands.next(), leg, phone, shown, RING_TIME, true));
    }

    /// The person is on the line.
    void begin() {
        desk.owns(leg, this);
        hears();
    }

    /// Has these hear the person from now on.
    void hear(Ear now) {
        ear = now;
        talk().ifPresent(this::talkBegan);
    }

    private Optional<Talk> talk() {
        return desk.talks().ofAgent(agent.id());
    }

    private void talkBegan(Talk talk) {
        if (state == State.UP && talk.agent().equals(agent.id())) {
            desk.send(new Listen(commands.next(), leg, talk.leg(), ear));
        }
    }

    /// Hangs the person up.
    void end() {
        if (state != State.OVER) {
            HangupCause cause = state == State.UP ? HangupCause.NORMAL : HangupCause.CANCELLED;
            desk.send(new Hangup(commands.next(), leg, cause));
            over();
        }
    }

    private void over() {
        state = State.OVER;
        desk.talks().ignore(watcher);
        whenOver.run();
    }

    @Override
    public void legAnswered(LegId answered) {
        if (state == State.RINGING) {
            hears();
        }
    }

    private void hears() {
        state = State.UP;
        desk.talks().watch(watcher);
        talk().ifPresentOrElse(this::talkBegan, this::sayThatNobodyTalks);
    }

    private void sayThatNobodyTalks() {
        desk.send(
                new Play(
                        commands.next(),
                        leg,
                        List.of(desk.services().announcement(Announcement.NOBODY_TALKS))));
    }

    @Override
    public void legOver(LegId gone, HangupCause cause) {
        desk.gone(gone);
        if (state != State.OVER) {
            over();
        }
    }

    @Override
    public void digitPressed(LegId from, char digit) {
        switch (digit) {
            case '4' -> hear(Ear.MONITOR);
            case '5' -> hear(Ear.WHISPER);
            case '6' -> hear(Ear.BARGE);
            default -> {}
        }
    }
}
