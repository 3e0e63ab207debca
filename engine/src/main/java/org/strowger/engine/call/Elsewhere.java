package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.flow.FlowInput.TransferFailed;
import org.strowger.telephony.Destination;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyCommand.Bridge;

/// A customer's stay with a telephone that no queue offered the call to, and what follows it.
final class Elsewhere implements OutsideCall.Caller {
    private final LegId customer;
    private final OutsideCall other;
    private final Then then;
    private final Optional<AgentId> agent;
    private final CommandCount commands;
    private final Desk desk;
    private final Host host;

    /// What follows.
    sealed interface Then {
        /// The flow asked for it.
        ///
        /// @param comesBack whether the flow goes on when it was answered and is over
        record OfFlow(boolean comesBack) implements Then {}

        /// An agent transferred the customer there; if nobody answers, they are in line again.
        ///
        /// @param since when the agent did
        record OfAgent(QueueId queue, Instant since) implements Then {}

        /// An agent asked somebody there, and left the customer with them; then the flow goes on.
        record AfterAgent() implements Then {}
    }

    /// The call whose customer it is.
    interface Host {
        /// Somebody has answered there, and the two hear each other.
        ///
        /// @param isOfFlow whether the flow asked for it
        /// @param agent whose telephone it is, unless it is somebody's outside
        void answeredElsewhere(boolean isOfFlow, Optional<AgentId> agent);

        /// Nobody answered where the flow wanted the customer to be.
        void nobodyElsewhere(TransferFailed.Reason reason);

        /// Nobody answered where an agent wanted the customer to be.
        void nobodyElsewhere(QueueId queue, Instant since);

        /// The other has hung up.
        ///
        /// @param comesBack whether the flow goes on
        void leftElsewhere(boolean comesBack);
    }

    /// Somewhere that is called.
    ///
    /// @param agent whose telephone it is, unless it is somebody's outside
    /// @param whenOver run once, however it ends
    Elsewhere(
            LegId customer,
            Then then,
            Optional<AgentId> agent,
            CommandCount commands,
            Desk desk,
            Host host,
            Runnable whenOver) {
        this.customer = customer;
        this.then = then;
        this.agent = agent;
        this.commands = commands;
        this.desk = desk;
        this.host = host;
        this.other = new OutsideCall(commands, desk, this, whenOver);
    }

    /// With somebody whom an agent has asked, and whom the customer hears already.
    ///
    /// @param agent whose telephone it is, unless it is somebody's outside
    Elsewhere(
            LegId customer,
            OutsideCall other,
            Optional<AgentId> agent,
            CommandCount commands,
            Desk desk,
            Host host) {
        this.customer = customer;
        this.then = new Then.AfterAgent();
        this.agent = agent;
        this.commands = commands;
        this.desk = desk;
        this.host = host;
        this.other = other;
        other.belongsTo(this);
    }

    void dial(Destination to, Party from, Duration ringTime, boolean autoAnswer) {
        other.dial(to, from, ringTime, autoAnswer);
    }

    /// As [OutsideCall#takesLine].
    boolean takesLine(Reach reach) {
        return other.takesLine(reach);
    }

    void dial(Reach reach, Party from, Duration ringTime) {
        other.dial(reach, from, ringTime);
    }

    Optional<AgentId> agent() {
        return agent;
    }

    boolean isUp() {
        return other.isUp();
    }

    void hangUp() {
        other.hangUp();
    }

    @Override
    public void answered(OutsideCall call) {
        desk.send(new Bridge(commands.next(), customer, call.leg()));
        host.answeredElsewhere(then instanceof Then.OfFlow, agent);
    }

    @Override
    public void failed(OutsideCall call, HangupCause cause) {
        switch (then) {
            case Then.OfFlow _ -> host.nobodyElsewhere(reason(cause));
            case Then.OfAgent(var queue, var since) -> host.nobodyElsewhere(queue, since);
            case Then.AfterAgent _ -> host.leftElsewhere(true); // It was answered before.
        }
    }

    private static TransferFailed.Reason reason(HangupCause cause) {
        return switch (cause) {
            case BUSY, REJECTED -> TransferFailed.Reason.BUSY;
            case NO_ANSWER, UNREACHABLE -> TransferFailed.Reason.NO_ANSWER;
            case NORMAL,
                    CANCELLED,
                    UNKNOWN_NUMBER,
                    NO_COMMON_CODEC,
                    CONGESTION,
                    NETWORK_FAILURE,
                    SHUTDOWN ->
                    TransferFailed.Reason.FAILED;
        };
    }

    @Override
    public void over(OutsideCall call) {
        host.leftElsewhere(
                switch (then) {
                    case Then.OfFlow(var comesBack) -> comesBack;
                    case Then.OfAgent _ -> false;
                    case Then.AfterAgent _ -> true;
                });
    }

    @Override
    public void keyPressed(OutsideCall call, char key) {}
}
