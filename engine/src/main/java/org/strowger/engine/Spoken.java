package org.strowger.engine;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.call.DeskCommand;
import org.strowger.engine.call.Whisper;
import org.strowger.engine.flow.Announcements;
import org.strowger.engine.flow.PromptLibrary;
import org.strowger.engine.flow.PromptSynthesizer;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Sound;

/// Where a centre's words come from: recordings in the settings' folder, or a voice that speaks
/// what has none. Reads files or speaks, and so takes its time.
///
/// @param synthesizer speaks the texts that have no recording
record Spoken(PromptSynthesizer synthesizer) {
    PromptLibrary library(EngineSettings of) {
        return new PromptLibrary(of.prompts(), of.data().resolve("spoken"), synthesizer);
    }

    /// What calls are told whatever their flow says.
    Announcements announcements(EngineSettings of) throws StartFailure {
        try {
            return Announcements.in(library(of));
        } catch (IOException e) {
            throw new StartFailure("an announcement cannot be read: " + e.getMessage(), e);
        }
    }

    /// What agents hear before callers of some queues are connected.
    SortedMap<QueueId, Sound> whispers(EngineSettings of) throws StartFailure {
        PromptLibrary library = library(of);
        SortedMap<QueueId, Sound> sounds = new TreeMap<>();
        for (var queue : of.rules().queues().entrySet()) {
            if (queue.getValue().whisper().isPresent()) {
                sounds.put(queue.getKey(), whisper(library, queue.getValue().whisper().get()));
            }
        }
        return sounds;
    }

    private static Sound whisper(PromptLibrary library, Whisper whisper) throws StartFailure {
        try {
            return switch (whisper) {
                case Whisper.Text(var words) -> Announcements.text(library, words);
                case Whisper.Recording(var id) -> Announcements.recording(library, id);
            };
        } catch (IOException e) {
            throw new StartFailure("a whisper cannot be said: " + e.getMessage(), e);
        }
    }

    /// What somebody has announced to a line.
    ///
    /// @throws IOException when there is no such sound; the message says why, for people
    Sound announced(EngineSettings of, DeskCommand.Announced what) throws IOException {
        PromptLibrary library = library(of);
        return switch (what) {
            case DeskCommand.Announced.OfText(var words) -> Announcements.text(library, words);
            case DeskCommand.Announced.OfRecording(var id) -> Announcements.recording(library, id);
        };
    }
}
