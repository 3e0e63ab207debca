package org.strowger.simulator.soak;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.strowger.engine.Engine;
import org.strowger.engine.call.Actor;
import org.strowger.engine.call.CallView;
import org.strowger.engine.call.DeskAnswer;
import org.strowger.engine.call.DeskCommand;
import org.strowger.engine.call.Place;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;

/// The desks of all agents: what they do with their talks by command, as the script has it. Lives
/// on one thread.
///
/// A command may lose a race with a hang-up, so a refusal is no fault; an answer that never comes
/// is one.
final class Desks {
    private static final Duration LOOKS_EVERY = Duration.ofMillis(200);
    private static final Duration A_MOMENT = Duration.ofMillis(400);
    private static final Duration CONSULTATION = Duration.ofMillis(2_500);
    private static final Duration ABSENCE = Duration.ofSeconds(3);
    private static final String REASON = "break";

    private final Engine engine;
    private final Script script;
    private final int agents;
    private final ScheduledExecutorService later;
    private final Counts answers = new Counts();
    private final Set<CallId> begun = new HashSet<>();
    private long asked;
    private long answered;

    /// @param later the one thread on which the desks live
    Desks(Engine engine, Script script, int agents, ScheduledExecutorService later) {
        this.engine = engine;
        this.script = script;
        this.agents = agents;
        this.later = later;
    }

    void open() {
        later.execute(this::look);
    }

    private void look() {
        engine.calls()
                .onSuccess(calls -> later.execute(() -> look(calls)))
                .onFailure(_ -> later.execute(() -> answers.add("calls not listed")));
        after(LOOKS_EVERY, this::look);
    }

    private void look(List<CallView> calls) {
        Set<CallId> there = new HashSet<>();
        for (CallView call : calls) {
            there.add(call.id());
            if (call.state() == CallView.State.TALKING && begun.add(call.id())) {
                Script.caller(call.caller().number()).ifPresent(caller -> begin(call, caller));
            }
        }
        begun.retainAll(there);
    }

    private void begin(CallView call, int caller) {
        if (call.agents().isEmpty()) {
            return;
        }
        AgentId agent = call.agents().getFirst();
        Actor by = new Actor.OfAgent(agent);
        CallId id = call.id();
        switch (script.intention(caller).deed()) {
            case JUST_TALKS -> {}
            case HOLDS -> {
                ask(new DeskCommand.Hold(by, id));
                after(A_MOMENT, () -> ask(new DeskCommand.Resume(by, id)));
            }
            case MUTES -> {
                ask(new DeskCommand.Mute(by, id, true));
                after(A_MOMENT, () -> ask(new DeskCommand.Mute(by, id, false)));
            }
            case RECORDS -> record(by, id);
            case TRANSFERS_TO_QUEUE -> ask(new DeskCommand.Transfer(by, id, queue(caller)));
            case TRANSFERS_TO_AGENT -> ask(new DeskCommand.Transfer(by, id, colleague(caller)));
            case CONSULTS_AND_COMPLETES -> {
                ask(new DeskCommand.Consult(by, id, colleague(caller)));
                after(CONSULTATION, () -> ask(new DeskCommand.CompleteTransfer(by, id)));
            }
            case CONSULTS_AND_RETURNS -> {
                ask(new DeskCommand.Consult(by, id, queue(caller)));
                after(CONSULTATION, () -> ask(new DeskCommand.EndConsultation(by, id)));
            }
            case CONSULTS_AND_JOINS -> {
                ask(new DeskCommand.Consult(by, id, colleague(caller)));
                after(CONSULTATION, () -> ask(new DeskCommand.JoinAll(by, id)));
            }
            case PAUSES -> {
                ask(new DeskCommand.Pause(by, agent, REASON, true));
                after(ABSENCE, () -> ask(new DeskCommand.Ready(by, agent)));
            }
            case SIGNS_OUT -> {
                ask(new DeskCommand.SignOut(by, agent));
                after(ABSENCE, () -> ask(new DeskCommand.SignIn(by, agent, Optional.empty())));
            }
        }
    }

    private void record(Actor by, CallId call) {
        ask(new DeskCommand.Recording(by, call, true));
        after(A_MOMENT, () -> ask(new DeskCommand.PauseRecording(by, call, true)));
        after(A_MOMENT.multipliedBy(2), () -> ask(new DeskCommand.PauseRecording(by, call, false)));
        after(A_MOMENT.multipliedBy(3), () -> ask(new DeskCommand.Recording(by, call, false)));
    }

    private static Place queue(int caller) {
        return new Place.ToQueue(new QueueId(caller % 2 == 0 ? "support" : "sales"));
    }

    private Place colleague(int caller) {
        int expert = caller % SoakFolder.experts(agents);
        return new Place.ToAgent(new AgentId(SoakFolder.agent(agents - expert)));
    }

    private void ask(DeskCommand command) {
        asked++;
        String name = command.getClass().getSimpleName();
        engine.carryOut(command)
                .onSuccess(answer -> later.execute(() -> answered(name, answer)))
                .onFailure(e -> later.execute(() -> failed(name, e)));
    }

    private void answered(String name, DeskAnswer answer) {
        answered++;
        answers.add(
                switch (answer) {
                    case DeskAnswer.Done() -> name + " done";
                    case DeskAnswer.Refused(var reason, _) -> name + " " + reason;
                });
    }

    private void failed(String name, Throwable why) {
        answered++;
        answers.add(name + " FAILED " + why.getClass().getSimpleName());
    }

    private void after(Duration time, Runnable task) {
        Future<?> _ = later.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// What came of the commands, and how many were not answered.
    Counts answers() {
        Counts all = new Counts();
        answers.byName().forEach(all::add);
        all.add("unanswered", asked - answered);
        return all;
    }
}
