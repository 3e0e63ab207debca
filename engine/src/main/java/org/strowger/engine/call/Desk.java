package org.strowger.engine.call;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.StartMusic;

/// What all that goes on at a node's telephones shares: the two that are commanded, who is who, and
/// the time.
interface Desk extends Routing {
    void send(TelephonyCommand command);

    /// Has somebody who waits hear the centre's music on hold.
    default void holdMusic(CommandId id, LegId leg) {
        send(new StartMusic(id, leg, services().announcement(Announcement.HOLD_MUSIC)));
    }

    /// Tells the routing core a fact, sooner or later.
    void tell(Function<Instant, RoutingCommand> fact);

    /// What the centre told its calls; may be another at each asking.
    CentreRules rules();

    /// What calls need of the engine around them.
    CallServices services();

    Optional<AgentProfile> agent(AgentId agent);

    /// How the agent is reached now; empty when they are nowhere.
    Optional<Reach> reach(AgentId agent);

    /// How the agent is reached for a call of a queue.
    Optional<Reach> reach(AgentId agent, QueueId queue);

    /// An agent by an id that may be anything.
    Optional<AgentProfile> agentCalled(String id);

    /// An agent by the number that colleagues dial.
    Optional<AgentProfile> agentNumbered(String number);

    /// Whether the agent could take a call at once: in no talk, no ring, no other call.
    boolean isFree(AgentId agent);

    /// Who is in calls that no queue offered them.
    OtherCalls otherCalls();

    /// Tells a phone what became of the transfer that it asked for; refusals are counted.
    void answerTransfer(LegId phone, boolean done);

    /// Supervisors who listen.
    Listeners listeners();

    /// Records a leg; the listener hears once what came of it.
    void record(TelephonyCommand.Record command, Recordings.Listener then);

    /// What may be called outside.
    OutsideLines outside();

    /// The messages that are work for queues.
    MessageDesk messages();

    /// The promises to call customers back, and the calls to customers.
    Callbacks callbacks();

    /// The talks there are at the moment.
    Talks talks();

    /// The owner hears of the leg from now on.
    void owns(LegId leg, LegOwner owner);

    /// Who hears of the leg; nobody when its story is over.
    @Nullable LegOwner owner(LegId leg);

    /// The leg's story is over.
    void gone(LegId leg);

    /// The owner hears from now on what the routing core says of the call.
    void follows(CallId call, CallOwner owner);

    /// Nobody minds any more what the routing core says of the call.
    void left(CallId call);

    /// A call that people see.
    void began(CallSession session);

    void ended(CallSession session);

    /// Has the sleeper wake at a time, in place of the time asked for before.
    void wake(Sleeper sleeper, Optional<Instant> at);

    Instant now();

    /// Runs something later on the sessions' own event loop.
    void onLoop(Runnable task);

    /// What waits for a time.
    interface Sleeper {
        void timePassed();
    }
}
