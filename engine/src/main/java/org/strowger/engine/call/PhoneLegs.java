package org.strowger.engine.call;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.strowger.telephony.Destination;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyEvent.CallArrived;

/// Which of the legs there are at the moment are of which of the centre's phones.
final class PhoneLegs {
    /// Looked up only.
    private final Map<LegId, Endpoint> phones = new HashMap<>();

    void arrived(CallArrived call) {
        call.phone().ifPresent(phone -> phones.put(call.leg(), phone));
    }

    void asked(TelephonyCommand command) {
        if (command instanceof Dial dial && dial.to() instanceof Destination.Phone(var phone)) {
            phones.put(dial.leg(), phone);
        }
    }

    void over(LegId leg) {
        phones.remove(leg);
    }

    Optional<Endpoint> phone(LegId leg) {
        return Optional.ofNullable(phones.get(leg));
    }
}
