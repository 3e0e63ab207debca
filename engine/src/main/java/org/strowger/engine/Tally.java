package org.strowger.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.strowger.flow.FlowEvent;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.TelephonyListener;

/// How many calls came, and how many things went wrong in them, since the start of the node.
///
/// - `strowger.calls.arrived`: calls that came, those of agents' phones included
/// - `strowger.calls.errors`: nodes of flows that could not do what they say (a data dip that
///   failed is one), and legs that ended for want of a port, a codec or a network
///
/// It hears what happens on the telephone network first, and hands it on.
final class Tally implements TelephonyListener {
    private final TelephonyListener next;
    private final Counter calls;
    private final Counter errors;

    Tally(TelephonyListener next, MeterRegistry meters) {
        this.next = next;
        calls = meters.counter("strowger.calls.arrived");
        errors = meters.counter("strowger.calls.errors");
    }

    @Override
    public void on(TelephonyEvent event) {
        if (event instanceof CallArrived) {
            calls.increment();
        } else if (event instanceof LegFailed failed) {
            ended(failed.cause());
        } else if (event instanceof LegEnded ended) {
            ended(ended.cause());
        }
        next.on(event);
    }

    /// Hears what happens in flows.
    void on(FlowEvent event) {
        if (event instanceof FlowEvent.NodeFailed) {
            errors.increment();
        }
    }

    private void ended(HangupCause cause) {
        boolean isError =
                switch (cause) {
                    case NO_COMMON_CODEC, CONGESTION, NETWORK_FAILURE -> true;
                    case NORMAL,
                            BUSY,
                            REJECTED,
                            NO_ANSWER,
                            CANCELLED,
                            UNKNOWN_NUMBER,
                            UNREACHABLE,
                            SHUTDOWN ->
                            false;
                };
        if (isError) {
            errors.increment();
        }
    }

    long calls() {
        return (long) calls.count();
    }

    long errors() {
        return (long) errors.count();
    }
}
