package org.strowger.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.flow.expression.Value;

/// Plays the inputs of a script to a flow and writes the script anew with what really happened.
///
/// After each input a second run is restored from the first one's snapshot; it must go on alike.
final class FlowScript {
    private FlowRun run;
    private final FlowBook book;

    private FlowScript(FlowBook book) {
        this.book = book;
        this.run = FlowRun.of(book);
    }

    static String run(Flow flow, String script) {
        return run(FlowBook.of(flow), script);
    }

    static String run(FlowBook book, String script) {
        FlowScript played = new FlowScript(book);
        return script.lines().map(played::play).collect(Collectors.joining("\n", "", "\n"));
    }

    private String play(String line) {
        String said = line.substring(0, line.indexOf(" ->"));
        List<FlowAction> actions = handle(input(said.split(" ", -1)));
        String done =
                actions.stream()
                        .map(FlowScript::shown)
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(", "));
        String until = run.nextDeadline().map(deadline -> "until " + seconds(deadline)).orElse("");
        return (said + " -> " + done + " " + until).replace("  ", " ").stripTrailing();
    }

    private List<FlowAction> handle(FlowInput input) {
        if (book.asksSecrets()) {
            return run.handle(input); // What is secret does not outlive a snapshot.
        }
        FlowRun restored = FlowRun.restore(book, run.snapshot());
        assertEquals(run.nextDeadline(), restored.nextDeadline());
        assertEquals(run.node(), restored.node());
        List<FlowAction> actions = run.handle(input);
        assertEquals(actions, restored.handle(input));
        assertEquals(run.snapshot(), restored.snapshot());
        run = restored;
        return actions;
    }

    private static FlowInput input(String[] words) {
        Instant at =
                Instant.ofEpochMilli(new BigDecimal(words[0]).movePointRight(3).longValueExact());
        return switch (words[1]) {
            case "start" -> new FlowInput.Started(at, facts(words));
            case "key" -> new FlowInput.DigitPressed(at, words[2].charAt(0));
            case "played" -> new FlowInput.PromptsPlayed(at, Integer.parseInt(words[2]));
            case "place" -> new FlowInput.PlaceTold(at, Integer.parseInt(words[2]), wait(words));
            case "queues" -> new FlowInput.QueuesTold(at, queues(words));
            case "fetched" -> new FlowInput.Fetched(at, Integer.parseInt(words[2]), fields(words));
            case "unfetched" -> new FlowInput.FetchFailed(at, Integer.parseInt(words[2]), "500");
            case "talk" -> new FlowInput.TalkBegan(at);
            case "talked" -> new FlowInput.TalkEnded(at);
            case "refused" ->
                    new FlowInput.QueueRefused(at, FlowInput.QueueRefused.Reason.valueOf(words[2]));
            case "letgo" -> new FlowInput.LetGo(at);
            case "recorded" ->
                    new FlowInput.RecordingEnded(
                            at,
                            Integer.parseInt(words[2]),
                            Duration.ofSeconds(Long.parseLong(words[3])));
            case "untransferred" ->
                    new FlowInput.TransferFailed(
                            at, FlowInput.TransferFailed.Reason.valueOf(words[2]));
            case "kept" -> new FlowInput.PlaceKept(at, Boolean.parseBoolean(words[2]));
            case "time" -> new FlowInput.TimePassed(at);
            case "hangup" -> new FlowInput.CallerHungUp(at);
            default -> throw new IllegalArgumentException(words[1]);
        };
    }

    /// `start CALLER CLOSED-CALENDAR`
    private static CallFacts facts(String[] words) {
        SortedSet<String> closed = new TreeSet<>();
        if (words.length > 3) {
            closed.add(words[3]);
        }
        return new CallFacts("c1", words.length > 2 ? words[2] : "", "Ann", "100", closed);
    }

    private static Optional<Duration> wait(String[] words) {
        return words.length > 3
                ? Optional.of(Duration.ofSeconds(Long.parseLong(words[3])))
                : Optional.empty();
    }

    /// `queues NAME WAITING READY SECONDS`
    private static SortedMap<String, QueueFigures> queues(String[] words) {
        SortedMap<String, QueueFigures> queues = new TreeMap<>();
        if (words.length > 2) {
            queues.put(
                    words[2],
                    new QueueFigures(
                            Integer.parseInt(words[3]),
                            Integer.parseInt(words[4]),
                            Duration.ofSeconds(Long.parseLong(words[5]))));
        }
        return queues;
    }

    /// `fetched NUMBER field=value ...`, numbers being doubles
    private static SortedMap<String, Value> fields(String[] words) {
        SortedMap<String, Value> fields = new TreeMap<>();
        for (int i = 3; i < words.length; i++) {
            int is = words[i].indexOf('=');
            String text = words[i].substring(is + 1);
            fields.put(
                    words[i].substring(0, is),
                    Character.isDigit(text.charAt(0))
                            ? new Value.Decimal(Double.parseDouble(text))
                            : new Value.Text(text));
        }
        return fields;
    }

    private static Optional<String> shown(FlowAction action) {
        return switch (action) {
            case FlowAction.Play(int playback, var utterances) ->
                    Optional.of(
                            "play "
                                    + playback
                                    + " "
                                    + utterances.stream().map(FlowScript::shown).toList());
            case FlowAction.StopPlaying() -> Optional.of("stop");
            case FlowAction.StartMusic(var music) -> Optional.of("music " + shown(music));
            case FlowAction.EnterQueue(var line) -> Optional.of("enter " + shown(line));
            case FlowAction.AskPlace() -> Optional.of("ask place");
            case FlowAction.AskQueues(var queues) -> Optional.of("ask queues " + queues);
            case FlowAction.LeaveQueue(var reason) -> Optional.of("leave " + reason);
            case FlowAction.Fetch fetch ->
                    Optional.of(
                            "fetch %d %s %s%s"
                                    .formatted(
                                            fetch.fetch(),
                                            fetch.method(),
                                            fetch.url(),
                                            fetch.body().map(b -> " " + b.reveal()).orElse("")));
            case FlowAction.CancelFetch(int fetch) -> Optional.of("cancel fetch " + fetch);
            case FlowAction.StartRecording tape ->
                    Optional.of(
                            "record %d %s%s%s"
                                    .formatted(
                                            tape.recording(),
                                            tape.id(),
                                            tape.box().map(b -> " box " + b).orElse(""),
                                            tape.queue().map(q -> " queue " + q).orElse("")));
            case FlowAction.Transfer(var to, boolean attended, _) ->
                    Optional.of("transfer " + shown(to) + (attended ? " attended" : ""));
            case FlowAction.KeepPlace(var line, var number, _) ->
                    Optional.of("keep " + shown(line) + " for " + number);
            case FlowAction.HideKeys(boolean hidden) ->
                    Optional.of(hidden ? "hide keys" : "show keys");
            case FlowAction.Report(var event) -> shown(event);
            case FlowAction.HangUp(var reason) -> Optional.of("hang up " + reason);
        };
    }

    /// Of the events only those that no other action shows.
    private static Optional<String> shown(FlowEvent event) {
        return switch (event) {
            case FlowEvent.NodeEntered _, FlowEvent.NodeLeft _ -> Optional.empty();
            case FlowEvent.NodeFailed failed ->
                    Optional.of("failed " + failed.node() + ": " + failed.reason());
            case FlowEvent.SurveyAnswered answered ->
                    Optional.of("answered " + answered.question() + "=" + answered.answer());
            case FlowEvent.LanguageChosen(var language) -> Optional.of("language " + language);
        };
    }

    private static String shown(FlowAction.LinePlace line) {
        return line.queue()
                + " "
                + line.priority()
                + " "
                + line.skills()
                + line.prefer().map(agent -> " prefer " + agent).orElse("");
    }

    private static String shown(FlowAction.Destination to) {
        return switch (to) {
            case FlowAction.Destination.Number(var number, boolean checked) ->
                    number + (checked ? "" : " unchecked");
            case FlowAction.Destination.Agent(var agent) -> "agent " + agent;
        };
    }

    private static String shown(Utterance utterance) {
        return switch (utterance) {
            case Utterance.Recording(_, String id) -> id;
            case Utterance.Speech(var language, var text, _) ->
                    '"' + text + '"' + (language.equals("de-DE") ? "@de" : "");
            case Utterance.Spoken(var language, var word) ->
                    '<' + word.text() + '>' + (language.equals("de-DE") ? "@de" : "");
            case Utterance.Silence(var lasts) -> lasts.toString();
        };
    }

    private static String seconds(Instant at) {
        BigDecimal seconds = BigDecimal.valueOf(at.toEpochMilli(), 3);
        return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    }
}
