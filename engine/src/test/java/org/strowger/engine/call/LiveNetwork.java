package org.strowger.engine.call;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.ConferenceId;
import org.strowger.telephony.Destination;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.Telephony;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.CommandFailed;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.TelephonyEvent.PlaybackEnded;
import org.strowger.telephony.TelephonyEvent.RecordingEnded;

/// A telephone network that knows its legs, answers what it is asked, and holds its answers back
/// until the test takes them. What it is asked is written down in the words of a person, legs by
/// the names of those at their ends.
final class LiveNetwork implements Telephony {
    private static final Pattern DIALLED_LEG = Pattern.compile("[\\w-]+/[\\w/-]*\\w");

    private final InstantSource clock;
    private final Map<LegId, Leg> legs = new LinkedHashMap<>();
    private final Deque<TelephonyEvent> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Destination> dialled = new ArrayList<>();

    enum State {
        RINGING,
        UP,
        OVER
    }

    /// One leg, and what it hears.
    static final class Leg {
        final LegId id;
        final String name;
        final boolean isDialled;
        State state = State.RINGING;
        Optional<CommandId> playing = Optional.empty();
        String words = "";
        boolean music;
        Optional<Leg> with = Optional.empty();
        Optional<ConferenceId> room = Optional.empty();
        Optional<RecordingId> recording = Optional.empty();

        Leg(LegId id, String name, boolean isDialled) {
            this.id = id;
            this.name = name;
            this.isDialled = isDialled;
        }

        String hears() {
            if (state != State.UP) {
                return "";
            }
            if (playing.isPresent()) {
                return words;
            }
            if (with.isPresent()) {
                return with.get().name;
            }
            return room.isPresent() ? "the conference" : music ? "music" : "silence";
        }
    }

    LiveNetwork(InstantSource clock) {
        this.clock = clock;
    }

    // What it is asked.

    @Override
    public void send(TelephonyCommand command) {
        switch (command) {
            case TelephonyCommand.Dial c -> dial(c);
            case TelephonyCommand.Answer c ->
                    answers.add(new LegAnswered(clock.instant(), c.leg()));
            case TelephonyCommand.Hangup c -> hangUp(c);
            case TelephonyCommand.ListLegs _ -> {}
            case TelephonyCommand.Play c -> up(c, c.leg(), leg -> play(leg, c));
            case TelephonyCommand.StopPlaying c -> up(c, c.leg(), this::stopPlaying);
            case TelephonyCommand.StartMusic c -> up(c, c.leg(), leg -> leg.music = true);
            case TelephonyCommand.StopMusic c -> up(c, c.leg(), leg -> leg.music = false);
            case TelephonyCommand.Bridge c ->
                    up(c, c.leg(), leg -> up(c, c.other(), other -> bridge(leg, other)));
            case TelephonyCommand.Unbridge c -> up(c, c.leg(), LiveNetwork::part);
            case TelephonyCommand.JoinConference c ->
                    up(
                            c,
                            c.leg(),
                            leg -> {
                                connect(leg);
                                leg.room = Optional.of(c.conference());
                            });
            case TelephonyCommand.LeaveConference c ->
                    up(c, c.leg(), leg -> leg.room = Optional.empty());
            case TelephonyCommand.Record c ->
                    up(
                            c,
                            c.leg(),
                            leg -> {
                                stopRecording(leg);
                                leg.recording = Optional.of(c.recording());
                            });
            case TelephonyCommand.StopRecording c -> up(c, c.leg(), this::stopRecording);
            case TelephonyCommand.SendDigits c -> up(c, c.leg(), _ -> {});
            case TelephonyCommand.Listen c -> up(c, c.leg(), this::connect);
            case TelephonyCommand.StopListening c -> up(c, c.leg(), _ -> {});
            case TelephonyCommand.Mute c -> up(c, c.leg(), _ -> {});
            case TelephonyCommand.PauseRecording c -> up(c, c.leg(), _ -> {});
            case TelephonyCommand.AnswerTransfer c -> up(c, c.leg(), _ -> {});
        }
        asked.add(told(command));
    }

    private String told(TelephonyCommand command) {
        String words = CallsTest.withoutPath(FakeTelephony.told(command));
        return DIALLED_LEG
                .matcher(words)
                .replaceAll(
                        found ->
                                Optional.ofNullable(legs.get(new LegId(found.group())))
                                        .map(leg -> leg.name)
                                        .orElse(found.group()));
    }

    private void dial(TelephonyCommand.Dial dial) {
        dialled.add(dial.to());
        String who =
                switch (dial.to()) {
                    case Destination.Phone(var endpoint) -> endpoint.name();
                    case Destination.Address(var uri) ->
                            uri.contains(TriedCentre.CARLAS) ? "carla" : "outside";
                };
        if (leg(who).isPresent()) {
            who += "'";
        }
        legs.put(dial.leg(), new Leg(dial.leg(), who, true));
    }

    private void hangUp(TelephonyCommand.Hangup hangup) {
        Leg leg = legs.get(hangup.leg());
        if (leg == null || leg.state == State.OVER) {
            fail(hangup, hangup.leg(), CommandFailed.Reason.NO_SUCH_LEG);
        } else {
            answers.add(new LegEnded(clock.instant(), leg.id, HangupCause.NORMAL));
        }
    }

    private void fail(TelephonyCommand command, LegId leg, CommandFailed.Reason reason) {
        answers.add(new CommandFailed(clock.instant(), leg, command.id(), reason));
    }

    private void up(TelephonyCommand command, LegId id, java.util.function.Consumer<Leg> what) {
        Leg leg = known(id);
        if (leg == null || leg.state == State.OVER) {
            fail(command, id, CommandFailed.Reason.NO_SUCH_LEG);
        } else if (leg.state == State.RINGING) {
            fail(command, id, CommandFailed.Reason.WRONG_STATE);
            faults.add("not answered yet: " + told(command));
        } else {
            what.accept(leg);
        }
    }

    private void play(Leg leg, TelephonyCommand.Play play) {
        stopPlaying(leg);
        leg.playing = Optional.of(play.id());
        leg.words = told(play).replace("play ", "").replaceAll(" to [^ ]*$", "");
    }

    private void stopPlaying(Leg leg) {
        leg.playing.ifPresent(
                playback ->
                        answers.add(new PlaybackEnded(clock.instant(), leg.id, playback, false)));
        leg.playing = Optional.empty();
    }

    private void bridge(Leg leg, Leg other) {
        connect(leg);
        connect(other);
        leg.with = Optional.of(other);
        other.with = Optional.of(leg);
    }

    /// Nothing that the leg heard before is heard in what it is connected to now.
    private void connect(Leg leg) {
        stopPlaying(leg);
        part(leg);
        leg.music = false;
        leg.room = Optional.empty();
    }

    private static void part(Leg leg) {
        leg.with.ifPresent(other -> other.with = Optional.empty());
        leg.with = Optional.empty();
    }

    private void stopRecording(Leg leg) {
        leg.recording.ifPresent(
                recording ->
                        answers.add(
                                new RecordingEnded(
                                        clock.instant(),
                                        leg.id,
                                        recording,
                                        Duration.ofSeconds(3),
                                        true)));
        leg.recording = Optional.empty();
    }

    // What it tells.

    boolean hasAnswers() {
        return !answers.isEmpty();
    }

    /// The next thing that it has to tell, unless something else made it untrue meanwhile.
    Optional<TelephonyEvent> answer() {
        return Optional.ofNullable(answers.poll()).map(this::asItIs).filter(this::happens);
    }

    /// A leg that was hung up while it rang has failed, unless it was answered just before.
    private TelephonyEvent asItIs(TelephonyEvent event) {
        return event instanceof LegEnded(var at, var id, _)
                        && known(id).isDialled
                        && known(id).state == State.RINGING
                ? new LegFailed(at, id, HangupCause.CANCELLED)
                : event;
    }

    /// Brings the legs up to date with what a far end does; false when that is over.
    boolean happens(TelephonyEvent event) {
        return switch (event) {
            case TelephonyEvent.CallArrived e -> {
                legs.put(e.leg(), new Leg(e.leg(), e.leg().value(), false));
                yield true;
            }
            case LegAnswered e -> change(e.leg(), State.RINGING, State.UP);
            case LegFailed e -> change(e.leg(), State.RINGING, State.OVER);
            case LegEnded e -> end(e.leg());
            case PlaybackEnded e -> {
                Leg leg = known(e.leg());
                if (leg.playing.equals(Optional.of(e.playback()))) {
                    leg.playing = Optional.empty();
                }
                yield leg.state == State.UP;
            }
            case RecordingEnded e -> {
                Leg leg = known(e.leg());
                if (leg.recording.equals(Optional.of(e.recording()))) {
                    leg.recording = Optional.empty();
                }
                yield true;
            }
            case TelephonyEvent _ -> true;
        };
    }

    private Leg known(LegId id) {
        return Objects.requireNonNull(legs.get(id), id.value());
    }

    private boolean change(LegId id, State from, State to) {
        Leg leg = known(id);
        if (leg.state != from) {
            return false;
        }
        leg.state = to;
        return true;
    }

    private boolean end(LegId id) {
        Leg leg = known(id);
        if (leg.state == State.OVER) {
            return false;
        }
        leg.playing = Optional.empty();
        part(leg);
        leg.state = State.OVER;
        stopRecording(leg);
        return true;
    }

    // What the test looks at.

    /// The legs that there are, in the order in which they came. Who was called, in order.
    List<Destination> dialled() {
        return dialled;
    }

    List<Leg> legs() {
        return legs.values().stream().filter(leg -> leg.state != State.OVER).toList();
    }

    Optional<Leg> leg(String name) {
        return legs().stream().filter(leg -> leg.name.equals(name)).findFirst();
    }

    /// What was asked since the last time.
    List<String> asked() {
        List<String> since = List.copyOf(asked);
        asked.clear();
        return since;
    }

    /// What no network could do.
    List<String> faults() {
        return faults;
    }

    @Override
    public void close() {}
}
