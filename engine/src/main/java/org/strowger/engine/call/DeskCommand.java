package org.strowger.engine.call;

import java.time.Duration;
import java.util.Optional;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;

/// What people ask for at a node: agents, their supervisors, the operator. The answer is a
/// [DeskAnswer].
///
/// A call is named by its id, an agent by theirs; both may be anything, and are refused when nobody
/// has them.
public sealed interface DeskCommand {
    Actor by();

    // What agents do, or supervisors for them.

    /// Makes the agent available, at the phone that is theirs or at another.
    ///
    /// @param phone where the agent sits; their own phone, or their telephone outside, when absent
    record SignIn(Actor by, AgentId agent, Optional<Endpoint> phone) implements DeskCommand {}

    /// Takes the agent away; a talk goes on to its end. Agents do not leave before they have said
    /// what came of a call whose queue requires it; of others it is taken without.
    record SignOut(Actor by, AgentId agent) implements DeskCommand {}

    /// No calls, for one of the reasons that the centre has.
    record Pause(Actor by, AgentId agent, String reason, boolean afterCall)
            implements DeskCommand {}

    /// Calls again: ends a pause, and all after-call work unless a disposition is missing.
    record Ready(Actor by, AgentId agent) implements DeskCommand {}

    /// More time for after-call work.
    ///
    /// @param call whose; may be absent while the agent has no other, and is asked for otherwise
    record ExtendWrapUp(Actor by, AgentId agent, Optional<CallId> call, Duration time)
            implements DeskCommand {}

    /// Says what came of a call that the agent had last or has now.
    ///
    /// @param reason one of its queue's
    /// @param note free text, at most 2,000 characters
    record Dispose(Actor by, AgentId agent, CallId call, String reason, String note)
            implements DeskCommand {}

    /// Calls a customer on behalf of a queue.
    record PlaceCall(Actor by, AgentId agent, QueueId queue, String number)
            implements DeskCommand {}

    /// Takes the promise back to call a customer, who is not told. For those who steer calls in
    /// line.
    ///
    /// @param call the callback's
    record CancelCallback(Actor by, CallId call) implements DeskCommand {}

    // What is done with a talk.

    /// The customer hears music, and the agent nothing.
    record Hold(Actor by, CallId call) implements DeskCommand {}

    record Resume(Actor by, CallId call) implements DeskCommand {}

    /// Takes the customer elsewhere at once, and ends the talk.
    record Transfer(Actor by, CallId call, Place to) implements DeskCommand {}

    /// Calls somebody while the customer holds.
    record Consult(Actor by, CallId call, Place to) implements DeskCommand {}

    /// The customer and the one who was consulted go on without the agent.
    record CompleteTransfer(Actor by, CallId call) implements DeskCommand {}

    /// Ends the consultation; the customer holds on.
    record EndConsultation(Actor by, CallId call) implements DeskCommand {}

    /// Customer, agent and the one who was consulted all hear each other.
    record JoinAll(Actor by, CallId call) implements DeskCommand {}

    /// Nobody hears the agent, or everybody does again.
    record Mute(Actor by, CallId call, boolean muted) implements DeskCommand {}

    /// Hangs up the agent's telephone, as the agent may themselves: the customer goes on with the
    /// one who was consulted and has answered, or else in the flow.
    record HangUp(Actor by, CallId call) implements DeskCommand {}

    /// Records the talk from now on, or no longer. Where a queue always records, agents do not end
    /// it.
    record Recording(Actor by, CallId call, boolean on) implements DeskCommand {}

    /// The recording holds silence from now on, or what is said again.
    record PauseRecording(Actor by, CallId call, boolean paused) implements DeskCommand {}

    // What supervisors do.

    /// Calls the supervisor's phone and lets them hear an agent's talk, and the agent's next ones
    /// until they hang up, or may no longer.
    ///
    /// @param phone the supervisor's own, where they sit, or a shared one where nobody does
    record ListenTo(Actor by, AgentId agent, Ear ear, Endpoint phone) implements DeskCommand {}

    /// Changes who hears a supervisor who listens.
    record ChangeEar(Actor by, AgentId agent, Ear ear) implements DeskCommand {}

    /// Ends what [ListenTo] began.
    record StopListening(Actor by) implements DeskCommand {}

    record MoveCall(Actor by, CallId call, QueueId queue) implements DeskCommand {}

    record PullCall(Actor by, AgentId agent, CallId call) implements DeskCommand {}

    record Reprioritise(Actor by, CallId call, int priority) implements DeskCommand {}

    /// Everybody in the queue's line hears a recording of the centre, or a text, once.
    record Broadcast(Actor by, QueueId queue, Announced what) implements DeskCommand {}

    /// What is announced.
    sealed interface Announced {
        /// A recording in the centre's folder.
        record OfRecording(String id) implements Announced {}

        /// Spoken by the synthesizer, at most 500 characters.
        record OfText(String text) implements Announced {}
    }
}
