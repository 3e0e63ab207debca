package org.strowger.engine.call;

import org.strowger.engine.routing.CallId;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.LegId;

/// Numbers the commands of one call, and names the legs that are dialled for it.
final class CommandCount {
    private final String legs;
    private int commands;

    CommandCount(CallId call) {
        this.legs = call.value();
    }

    /// Of a part of a call, that has legs of its own.
    ///
    /// @param part never used for the call before
    CommandCount(CallId call, String part) {
        this.legs = call.value() + "/" + part;
    }

    /// Legs are named after the customer's leg: a call may have had another count before.
    CommandCount(LegId customer) {
        this.legs = customer.value();
    }

    CommandId next() {
        commands++;
        return new CommandId(Integer.toString(commands));
    }

    LegId leg() {
        return new LegId(legs + "/" + next().value());
    }
}
