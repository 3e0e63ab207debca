package org.strowger.engine.call;

import static org.strowger.engine.call.DeskAnswer.answer;
import static org.strowger.engine.call.DeskAnswer.refused;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.strowger.engine.call.CoreAnswers.Question.Kind;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingCommand.MoveCall;
import org.strowger.engine.routing.RoutingCommand.PauseAfterCall;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.PullCall;
import org.strowger.engine.routing.RoutingCommand.Reprioritize;
import org.strowger.engine.routing.RoutingCommand.ResumeAgent;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;

/// Where people's commands are checked and carried out: who may do what, and to whom.
///
/// An agent may do what concerns themselves and their own talks; a supervisor what concerns agents
/// of their teams, their talks, and calls that wait for nobody yet; the operator anything.
final class CommandDesk {
    private final Desk desk;
    private final Function<CallId, Optional<CallSession>> sessions;
    private final Broadcasts broadcasts;
    private final AgentBook agents;
    private final CoreAnswers core;
    private final Attendance attendance;
    private final WrapUps wrapUps;
    private final Faults faults;

    CommandDesk(
            Desk desk,
            Function<CallId, Optional<CallSession>> sessions,
            Broadcasts broadcasts,
            AgentBook agents,
            CoreAnswers core,
            Attendance attendance,
            WrapUps wrapUps,
            Faults faults) {
        this.desk = desk;
        this.sessions = sessions;
        this.broadcasts = broadcasts;
        this.agents = agents;
        this.core = core;
        this.attendance = attendance;
        this.wrapUps = wrapUps;
        this.faults = faults;
    }

    /// Carries out a command, or says why not. There is always an answer: a fault of this program
    /// is one too.
    Future<DeskAnswer> carryOut(DeskCommand command) {
        try {
            return decide(command).otherwise(fault -> failed(command, fault));
        } catch (RuntimeException fault) {
            return answer(failed(command, fault));
        }
    }

    private DeskAnswer failed(DeskCommand command, Throwable fault) {
        faults.note("a command " + command.getClass().getSimpleName(), fault);
        return refused(Reason.FAULT, "the switch could not carry it out; its log says why");
    }

    private Future<DeskAnswer> decide(DeskCommand command) {
        return switch (command) {
            case DeskCommand.Hold(var by, var call) -> talk(by, call, Talk::hold);
            case DeskCommand.Resume(var by, var call) -> talk(by, call, Talk::resume);
            case DeskCommand.Mute(var by, var call, var muted) ->
                    talk(by, call, talk -> talk.mute(muted));
            case DeskCommand.HangUp(var by, var call) -> hangUp(by, call);
            case DeskCommand.Consult(var by, var call, var to) ->
                    later(by, call, talk -> talk.consult(to));
            case DeskCommand.EndConsultation(var by, var call) ->
                    talk(by, call, Talk::endConsultation);
            case DeskCommand.JoinAll(var by, var call) -> talk(by, call, Talk::joinAll);
            case DeskCommand.Transfer(var by, var call, var to) ->
                    later(by, call, talk -> talk.transfer(to));
            case DeskCommand.CompleteTransfer(var by, var call) -> later(by, call, Talk::complete);
            case DeskCommand.Recording recording -> record(recording);
            case DeskCommand.PauseRecording(var by, var call, var paused) ->
                    session(by, call, session -> session.pauseRecording(paused));
            case DeskCommand.SignIn(var by, var agent, var phone) ->
                    of(by, agent, profile -> attendance.signIn(profile, phone));
            case DeskCommand.SignOut(var by, var agent) -> of(by, agent, _ -> signOut(by, agent));
            case DeskCommand.Pause pause -> of(pause.by(), pause.agent(), _ -> pause(pause));
            case DeskCommand.Ready(var by, var agent) -> of(by, agent, _ -> ready(by, agent));
            case DeskCommand.ExtendWrapUp(var by, var agent, var call, var time) ->
                    of(
                            by,
                            agent,
                            _ ->
                                    wrapUps.extend(
                                            agent, call, agents.work(agent).wrappingUp(), time));
            case DeskCommand.Dispose(var by, var agent, var call, var reason, var note) ->
                    of(by, agent, _ -> answer(wrapUps.dispose(agent, call, reason, note)));
            case DeskCommand.MoveCall move -> move(move);
            case DeskCommand.PullCall pull -> pull(pull);
            case DeskCommand.Reprioritise change -> reprioritise(change);
            case DeskCommand.ListenTo listen -> answer(listen(listen));
            case DeskCommand.ChangeEar(var by, var agent, var ear) ->
                    Future.succeededFuture(desk.listeners().change(by, agent, ear));
            case DeskCommand.StopListening(var by) ->
                    Future.succeededFuture(desk.listeners().stop(by));
            case DeskCommand.Broadcast broadcast -> broadcasts.carryOut(broadcast);
            case DeskCommand.PlaceCall(var by, var agent, var queue, var number) ->
                    mayConcern(by, agent)
                            ? desk.callbacks().placeCall(agent, queue, number, Optional.empty())
                            : Future.succeededFuture(
                                    refused(Reason.NOT_ALLOWED, "the agent is somebody else's"));
            case DeskCommand.CancelCallback(var by, var call) ->
                    supervising(by, () -> answer(desk.callbacks().cancel(call)));
        };
    }

    private Future<DeskAnswer> talk(Actor by, CallId call, Function<Talk, DeskAnswer> what) {
        return later(by, call, talk -> Future.succeededFuture(what.apply(talk)));
    }

    private Future<DeskAnswer> session(
            Actor by, CallId call, Function<CallSession, DeskAnswer> what) {
        return talk(
                by,
                call,
                _ ->
                        sessions.apply(call)
                                .map(what)
                                .orElseGet(() -> refused(Reason.UNKNOWN_CALL, "no call " + call)));
    }

    /// What a queue always records its agents do not stop; they may pause it.
    private Future<DeskAnswer> record(DeskCommand.Recording recording) {
        boolean isAlways =
                desk.talks()
                        .of(recording.call())
                        .map(talk -> desk.rules().handling(talk.queue()).recording())
                        .filter(RecordingRule::isOfEveryTalk)
                        .isPresent();
        if (isAlways && !recording.on() && recording.by() instanceof Actor.OfAgent) {
            return answer(
                    refused(
                            Reason.NOT_ALLOWED,
                            "the queue's calls are always recorded: pause it while secrets are"
                                    + " said"));
        }
        return session(recording.by(), recording.call(), session -> session.record(recording.on()));
    }

    private Future<DeskAnswer> later(
            Actor by, CallId call, Function<Talk, Future<DeskAnswer>> what) {
        Optional<Talk> talk = desk.talks().of(call);
        if (talk.isEmpty()) {
            return Future.succeededFuture(
                    refused(Reason.UNKNOWN_CALL, "nobody talks with the caller of " + call));
        }
        if (!mayConcern(by, talk.get().agent())) {
            return Future.succeededFuture(
                    refused(Reason.NOT_ALLOWED, "the talk is somebody else's"));
        }
        return what.apply(talk.get());
    }

    /// An agent may be on the line without anybody to talk to.
    private Future<DeskAnswer> hangUp(Actor by, CallId call) {
        Optional<AgentAlone> alone =
                desk.callbacks().alone(call).or(() -> desk.messages().alone(call));
        if (alone.isEmpty()) {
            return talk(by, call, Talk::hangUp);
        }
        if (!mayConcern(by, alone.get().agent())) {
            return answer(refused(Reason.NOT_ALLOWED, "the call is somebody else's"));
        }
        alone.get().hangUp().run();
        return answer(new DeskAnswer.Done());
    }

    // Agents.

    private Future<DeskAnswer> of(
            Actor by, AgentId agent, Function<AgentProfile, Future<DeskAnswer>> what) {
        Optional<AgentProfile> profile = desk.agent(agent);
        if (profile.isEmpty() && steersOthers(by)) {
            return answer(refused(Reason.UNKNOWN_AGENT, "there is no agent " + agent));
        }
        if (profile.isEmpty() || !mayConcern(by, agent)) {
            return answer(refused(Reason.NOT_ALLOWED, "the agent is somebody else's"));
        }
        return what.apply(profile.get());
    }

    private Future<DeskAnswer> signOut(Actor by, AgentId agent) {
        return wrapUps.leave(by, agent, () -> attendance.signOut(agent));
    }

    private Future<DeskAnswer> pause(DeskCommand.Pause pause) {
        List<String> reasons = desk.rules().pauses();
        if (!reasons.contains(pause.reason())) {
            return answer(
                    refused(
                            Reason.BAD_VALUE,
                            "expected one of the reasons " + String.join(", ", reasons)));
        }
        return core.ask(
                CoreAnswers.about(Kind.PAUSE, pause.agent(), pause.reason()),
                at ->
                        pause.afterCall()
                                ? new PauseAfterCall(at, pause.agent(), pause.reason())
                                : new PauseAgent(at, pause.agent(), pause.reason()));
    }

    /// Ends the pause and the after-call work that there are. What is missing of the one keeps
    /// nobody in the other.
    private Future<DeskAnswer> ready(Actor by, AgentId agent) {
        AtWork work = agents.work(agent);
        if (!work.isPaused()) {
            return work.isWrappingUp()
                    ? wrapUps.end(by, agent, work.wrappingUp())
                    : answer(nothingToEnd(work));
        }
        boolean isKept = by instanceof Actor.OfAgent && wrapUps.isMissing(agent);
        Future<DeskAnswer> resumed =
                core.ask(
                        CoreAnswers.about(Kind.RESUME, agent),
                        at -> new ResumeAgent(at, agent),
                        CommandRejected.Reason.NOT_PAUSED);
        return work.isWrappingUp() && !isKept
                ? resumed.compose(
                        answer ->
                                answer instanceof DeskAnswer.Done
                                        ? wrapUps.end(by, agent, work.wrappingUp())
                                        : answer(answer))
                : resumed;
    }

    private static DeskAnswer nothingToEnd(AtWork work) {
        return work.isSignedIn()
                ? new DeskAnswer.Done()
                : refused(Reason.WRONG_STATE, "the agent is not signed in");
    }

    /// A phone that answers by itself is a microphone: it is the listener's own, or nobody's.
    private DeskAnswer listen(DeskCommand.ListenTo listen) {
        if (!attendance.isOurs(listen.phone())) {
            return refused(Reason.UNKNOWN_PHONE, "expected a phone that is registered");
        }
        if (!attendance.isFreeFor(person(listen.by()), listen.phone())) {
            return refused(Reason.NOT_ALLOWED, "the phone is somebody else's, or they sit at it");
        }
        return desk.listeners().listen(listen.by(), listen.agent(), listen.ear(), listen.phone());
    }

    private static Optional<String> person(Actor by) {
        return switch (by) {
            case Actor.Operator() -> Optional.empty();
            case Actor.OfAgent(var id) -> Optional.of(id.value());
            case Actor.OfSupervisor(var id) -> Optional.of(id);
        };
    }

    // Calls in line.

    private Future<DeskAnswer> move(DeskCommand.MoveCall move) {
        return supervising(
                move.by(),
                () ->
                        core.ask(
                                CoreAnswers.about(Kind.MOVE, move.call()),
                                at -> new MoveCall(at, move.call(), move.queue(), true),
                                CommandRejected.Reason.ALREADY_SO));
    }

    private Future<DeskAnswer> reprioritise(DeskCommand.Reprioritise change) {
        return supervising(
                change.by(),
                () ->
                        core.ask(
                                CoreAnswers.about(Kind.REPRIORITISE, change.call()),
                                at -> new Reprioritize(at, change.call(), change.priority()),
                                CommandRejected.Reason.ALREADY_SO));
    }

    private Future<DeskAnswer> pull(DeskCommand.PullCall pull) {
        return supervising(
                pull.by(),
                () ->
                        of(
                                pull.by(),
                                pull.agent(),
                                _ ->
                                        core.ask(
                                                CoreAnswers.about(
                                                        Kind.PULL, pull.agent(), pull.call()),
                                                at ->
                                                        new PullCall(
                                                                at, pull.agent(), pull.call()))));
    }

    private Future<DeskAnswer> supervising(Actor by, Supplier<Future<DeskAnswer>> what) {
        return steersOthers(by)
                ? what.get()
                : answer(refused(Reason.NOT_ALLOWED, "only supervisors steer calls in line"));
    }

    // Who may do what, and see whom.

    /// Whether it is somebody who steers others.
    private boolean steersOthers(Actor by) {
        return switch (by) {
            case Actor.Operator() -> true;
            case Actor.OfAgent _ -> false;
            case Actor.OfSupervisor(var id) -> desk.rules().supervisor(id).isPresent();
        };
    }

    /// Whether the one who asks may see a call that rings at these agents, or talks to them.
    boolean maySee(Actor by, List<AgentId> ofAgents) {
        return ofAgents.isEmpty()
                ? steersOthers(by)
                : ofAgents.stream().anyMatch(agent -> mayConcern(by, agent));
    }

    /// Whether the one who commands may do what concerns an agent.
    boolean mayConcern(Actor by, AgentId agent) {
        return switch (by) {
            case Actor.Operator() -> true;
            case Actor.OfAgent(var self) -> self.equals(agent);
            case Actor.OfSupervisor(var id) -> desk.rules().steers(id, desk.agent(agent));
        };
    }
}
