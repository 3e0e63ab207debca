package org.strowger.flow.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.strowger.yaml.Problem;

/// One file of each product, shaped as its documentation has them, and what becomes of each.
final class Samples {
    private Samples() {}

    record Sample(Format format, String folder, String file) {
        String text() {
            return resource(folder + "/" + file);
        }

        Imported imported() {
            return FlowImport.read(format, file, text());
        }
    }

    static List<Sample> all() {
        return List.of(
                new Sample(Format.FREESWITCH, "freeswitch", "ivr.conf.xml"),
                new Sample(Format.TWIML, "twiml", "voice.xml"),
                new Sample(Format.STUDIO, "studio", "main_line.json"),
                new Sample(Format.CONNECT, "connect", "main_line.json"),
                new Sample(Format.FREEPBX, "freepbx", "ivr.json"),
                new Sample(Format.FREEPBX, "freepbx", "ivr.csv"),
                new Sample(Format.VOICEXML, "voicexml", "main.vxml"));
    }

    static Imported.Ok ok(Imported imported) {
        return switch (imported) {
            case Imported.Ok ok -> ok;
            case Imported.Refused(List<Problem> problems) ->
                    throw new AssertionError(problems.toString());
        };
    }

    static Imported.Ok imported(Format format, String text) {
        return ok(FlowImport.read(format, "test", text));
    }

    static List<String> notes(Imported.Ok imported) {
        return imported.notes().stream().map(Note::toString).toList();
    }

    static String lines(List<Note> notes) {
        return notes.stream().map(note -> note + "\n").collect(Collectors.joining());
    }

    static String resource(String path) {
        String full = "/import/" + path;
        try (InputStream text = Samples.class.getResourceAsStream(full)) {
            return new String(
                    Objects.requireNonNull(text, full).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(full, unreadable);
        }
    }
}
