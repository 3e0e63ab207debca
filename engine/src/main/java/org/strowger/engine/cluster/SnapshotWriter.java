package org.strowger.engine.cluster;

import java.io.DataOutputStream;
import java.io.IOException;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Occupancy;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.QueueState;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;

/// Writes snapshots in version 4 of the event form; [SnapshotReader] reads them.
final class SnapshotWriter extends PolicyWriter {
    SnapshotWriter(DataOutputStream out) {
        super(out);
    }

    void snapshot(RoutingSnapshot v) throws IOException {
        instant(v.at());
        policy(v.policy());
        out.writeLong(v.offers());
        list(v.queues(), this::queueState);
        list(v.calls(), this::callInLine);
        list(v.agents(), this::signedInAgent);
    }

    private void queueState(QueueState v) throws IOException {
        queue(v.id());
        optional(v.closingRules(), this::rules);
        optional(v.opened(), this::flag);
        optional(v.unstaffedSince(), this::instant);
        optional(v.lastOffered(), this::agent);
    }

    private void callInLine(CallInLine v) throws IOException {
        call(v.id());
        queue(v.queue());
        number(v.priority());
        instant(v.since());
        instant(v.enteredAt());
        need(v.need());
        optional(v.preferred(), this::preferred);
        number(v.step());
        instant(v.stepSince());
        map(v.refusals(), this::agent, this::instant);
        optional(v.callbackNumber(), this::text);
        optional(v.notBefore(), this::instant);
        optional(v.takenUpBy(), this::agent);
    }

    private void signedInAgent(SignedInAgent v) throws IOException {
        agent(v.id());
        profile(v.profile());
        instant(v.idleSince());
        list(v.contacts(), this::contact);
        optional(v.restsUntil(), this::instant);
        optional(v.pauseReason(), this::sharedText);
        optional(v.pauseDeferred(), this::sharedText);
        flag(v.signingOut());
        flag(v.otherCall());
        number(v.calls());
        number(v.missed());
        occupancy(v.occupancy());
    }

    private void contact(Contact v) throws IOException {
        call(v.call());
        queue(v.queue());
        instant(v.since());
        sharedText(v.channel());
        number(v.units());
        phase(v.phase());
        optional(v.place(), this::callInLine);
    }

    private void phase(Phase phase) throws IOException {
        switch (phase) {
            case Phase.Ringing(var expiresAt) -> {
                out.writeByte(1);
                instant(expiresAt);
            }
            case Phase.Talking() -> out.writeByte(2);
            case Phase.WrapUp(var until) -> {
                out.writeByte(3);
                instant(until);
            }
        }
    }

    private void occupancy(Occupancy v) throws IOException {
        out.writeLong(Double.doubleToRawLongBits(v.level()));
        instant(v.at());
    }
}
