package org.strowger.engine.call;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.call.DeskCommand.Announced;
import org.strowger.engine.call.DeskCommand.Broadcast;
import org.strowger.engine.routing.QueueId;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.telephony.Sound;

/// Announcements to everybody who stands in a queue's line with a telephone in the hand.
///
/// The sound is made once, and heard by all. It interrupts the music and nothing else: who hears
/// something of the flow hears it afterwards. A call is offered to agents all the while.
final class Broadcasts {
    private static final int LONGEST_TEXT = 500;
    private static final Pattern RECORDING = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final Desk desk;
    private final Supplier<Collection<CallSession>> sessions;

    Broadcasts(Desk desk, Supplier<Collection<CallSession>> sessions) {
        this.desk = desk;
        this.sessions = sessions;
    }

    Future<DeskAnswer> carryOut(Broadcast broadcast) {
        if (!mayBroadcast(broadcast.by())) {
            return refused(Reason.NOT_ALLOWED, "only supervisors announce to a queue");
        }
        if (!canBeSaid(broadcast.what())) {
            return refused(
                    Reason.BAD_VALUE,
                    "expected the name of a recording, or a text of 1 to 500 characters");
        }
        return desk.figures(new TreeSet<>(List.of(broadcast.queue().value())))
                .compose(known -> announce(broadcast, known));
    }

    private boolean mayBroadcast(Actor by) {
        return switch (by) {
            case Actor.Operator() -> true;
            case Actor.OfSupervisor(var id) -> desk.rules().supervisor(id).isPresent();
            case Actor.OfAgent _ -> false;
        };
    }

    private static boolean canBeSaid(Announced what) {
        return switch (what) {
            case Announced.OfRecording(var id) -> RECORDING.matcher(id).matches();
            case Announced.OfText(var text) -> !text.isBlank() && text.length() <= LONGEST_TEXT;
        };
    }

    private Future<DeskAnswer> announce(
            Broadcast broadcast, SortedMap<String, QueueFigures> known) {
        if (known.isEmpty()) {
            return refused(Reason.UNKNOWN_QUEUE, "there is no queue " + broadcast.queue());
        }
        return desk.services()
                .sound(broadcast.what())
                .compose(
                        sound -> onLoop(broadcast.queue(), sound),
                        why -> refused(Reason.BAD_VALUE, String.valueOf(why.getMessage())));
    }

    private Future<DeskAnswer> onLoop(QueueId queue, Sound sound) {
        return Future.future(
                answer ->
                        desk.onLoop(
                                () -> {
                                    announce(queue, sound);
                                    answer.complete(new DeskAnswer.Done());
                                }));
    }

    private void announce(QueueId queue, Sound sound) {
        sessions.get().stream()
                .sorted(Comparator.comparing(CallSession::id))
                .forEach(session -> session.announce(queue, sound));
    }

    private static Future<DeskAnswer> refused(Reason reason, String message) {
        return Future.succeededFuture(new DeskAnswer.Refused(reason, message));
    }
}
