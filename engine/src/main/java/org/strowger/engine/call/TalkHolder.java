package org.strowger.engine.call;

import io.vertx.core.Future;
import java.util.Optional;
import org.strowger.engine.routing.AgentId;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;

/// Whose talk it is: who has the customer.
interface TalkHolder {
    /// Customer and agent hear each other for the first time.
    void talkBegan(Talk talk);

    /// The agent was gone before customer and agent heard each other: the customer waits on.
    void agentLost(Talk talk);

    /// Customer and agent are connected in another way than before.
    void talkChanged(Talk talk);

    /// A colleague has the customer now.
    void goesOnWithColleague(Talk talk);

    /// Nobody has the customer: the colleague to whom they were being handed over is gone, and the
    /// agent has left them or is let go. The core has them in a talk still.
    void nobodyHas(Talk talk);

    /// The agent's side ended it; the customer is still there.
    void talkEnded(Talk talk);

    /// The agent has left and the customer goes on with somebody whom the agent called.
    ///
    /// @param colleague who it is, unless it is somebody outside
    void goesOnWith(Talk talk, OutsideCall other, Optional<AgentId> colleague);

    /// Takes the customer somewhere else; the talk is told by [Talk#leaveForTransfer].
    Future<DeskAnswer> transfer(Talk talk, Place to);

    /// Whether the talk is about to end by a transfer that the core has not answered.
    boolean isTransferring();

    /// The agent's phone asks for a transfer.
    void transferRequested(Talk talk, Target target);
}
