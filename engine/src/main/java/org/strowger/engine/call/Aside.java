package org.strowger.engine.call;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Play;

/// What a caller in line hears beside what the flow says: announced when the flow is silent, and
/// once more when a prompt of the flow cut it short.
final class Aside {
    private final LegId caller;
    private final CommandCount commands;
    private final Desk desk;
    private final BooleanSupplier isInLine;
    private Optional<CommandId> flowPlays = Optional.empty();
    private Optional<Words> waiting = Optional.empty();
    private Optional<Said> said = Optional.empty();

    /// @param again whether they were cut short before
    private record Words(Sound sound, boolean again) {}

    private record Said(CommandId playback, Words words) {}

    Aside(LegId caller, CommandCount commands, Desk desk, BooleanSupplier isInLine) {
        this.caller = caller;
        this.commands = commands;
        this.desk = desk;
        this.isInLine = isInLine;
    }

    /// Of several that wait only the last is heard.
    void announce(Sound sound) {
        waiting = Optional.of(new Words(sound, false));
        goOn();
    }

    /// The flow begins to say something.
    void flowPlays(CommandId playback) {
        flowPlays = Optional.of(playback);
        if (waiting.isEmpty()) {
            waiting =
                    said.map(Said::words)
                            .filter(words -> !words.again())
                            .map(words -> new Words(words.sound(), true));
        }
        said = Optional.empty();
    }

    /// The flow ended what it was saying.
    void flowIsSilent() {
        flowPlays = Optional.empty();
    }

    void ended(CommandId playback) {
        flowPlays = flowPlays.filter(plays -> !plays.equals(playback));
        said = said.filter(s -> !s.playback().equals(playback));
    }

    /// The flow has said what it has to say for now.
    void goOn() {
        if (!isInLine.getAsBoolean()) {
            waiting = Optional.empty();
        } else if (flowPlays.isEmpty() && waiting.isPresent()) {
            Said now = new Said(commands.next(), waiting.get());
            said = Optional.of(now);
            waiting = Optional.empty();
            desk.send(new Play(now.playback(), caller, List.of(now.words().sound())));
        }
    }
}
