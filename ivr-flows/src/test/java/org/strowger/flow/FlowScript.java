package org.strowger.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Plays the inputs of a script to a flow and writes the script anew with what really happened.
///
/// After each input a second run is restored from the first one's snapshot; it must go on alike.
final class FlowScript {
    private FlowRun run;
    private final Flow flow;

    private FlowScript(Flow flow) {
        this.flow = flow;
        this.run = FlowRun.of(flow);
    }

    static String run(Flow flow, String script) {
        FlowScript played = new FlowScript(flow);
        return script.lines().map(played::play).collect(Collectors.joining("\n", "", "\n"));
    }

    private String play(String line) {
        String said = line.substring(0, line.indexOf(" ->"));
        List<FlowAction> actions = handle(input(said.split(" ", -1)));
        String done = actions.stream().map(FlowScript::shown).collect(Collectors.joining(", "));
        String until = run.nextDeadline().map(deadline -> "until " + seconds(deadline)).orElse("");
        return (said + " -> " + done + " " + until).replace("  ", " ").stripTrailing();
    }

    private List<FlowAction> handle(FlowInput input) {
        FlowRun restored = FlowRun.restore(flow, run.snapshot());
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
            case "start" -> new FlowInput.Started(at);
            case "key" -> new FlowInput.DigitPressed(at, words[2].charAt(0));
            case "played" -> new FlowInput.PromptsPlayed(at, Integer.parseInt(words[2]));
            case "place" -> new FlowInput.PlaceTold(at, Integer.parseInt(words[2]));
            case "talk" -> new FlowInput.TalkBegan(at);
            case "talked" -> new FlowInput.TalkEnded(at);
            case "refused" ->
                    new FlowInput.QueueRefused(at, FlowInput.QueueRefused.Reason.valueOf(words[2]));
            case "time" -> new FlowInput.TimePassed(at);
            case "hangup" -> new FlowInput.CallerHungUp(at);
            default -> throw new IllegalArgumentException(words[1]);
        };
    }

    private static String shown(FlowAction action) {
        return switch (action) {
            case FlowAction.Play(int playback, List<Prompt> prompts) ->
                    "play " + playback + " " + prompts.stream().map(FlowScript::shown).toList();
            case FlowAction.StopPlaying() -> "stop";
            case FlowAction.StartMusic(Prompt music) -> "music " + shown(music);
            case FlowAction.EnterQueue enter ->
                    "enter " + enter.name() + " " + enter.priority() + " " + enter.skills();
            case FlowAction.AskPlace() -> "ask place";
            case FlowAction.LeaveQueue(var reason) -> "leave " + reason;
            case FlowAction.HangUp(var reason) -> "hang up " + reason;
        };
    }

    private static String shown(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Recorded(String id) -> id;
            case Prompt.Text(String text) -> '"' + text + '"';
            case Prompt.Number(int value) -> String.valueOf(value);
        };
    }

    private static String seconds(Instant at) {
        BigDecimal seconds = BigDecimal.valueOf(at.toEpochMilli(), 3);
        return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    }
}
