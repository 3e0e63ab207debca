package org.strowger.engine.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.Outcome;
import org.strowger.engine.contact.Segment.Kind;
import org.strowger.engine.contact.Timeline;
import org.strowger.engine.contact.WhyFailed;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Party;

/// A customer whom the centre wanted to call and did not come to talk to.
///
/// @param since when it was promised, or an agent asked for it
record Unreached(CallId call, Party customer, QueueId queue, Instant since) {

    /// What remains of it.
    ///
    /// @param how the time went by
    /// @param by the agent who asked for the call
    Contact contact(Kind how, Optional<AgentId> by, Instant now, WhyFailed why) {
        Timeline way = new Timeline(since, how);
        way.begin(how, by, since);
        Instant end = way.end(now);
        return new Contact(
                call,
                customer,
                Optional.empty(),
                customer.number(),
                "",
                Optional.of(queue),
                Optional.empty(),
                since,
                Optional.empty(),
                end,
                Outcome.OUTBOUND_FAILED,
                Optional.empty(),
                List.of(),
                way.until(end),
                Optional.of(why));
    }

    /// Why a call reached nobody.
    static WhyFailed why(Errand.Miss miss) {
        return switch (miss) {
            case NOT_ANSWERED -> WhyFailed.NOT_ANSWERED;
            case NO_LINE -> WhyFailed.NO_LINE;
            case NOT_ALLOWED -> WhyFailed.NOT_ALLOWED;
            case NO_PLACE -> WhyFailed.LET_GO;
        };
    }
}
