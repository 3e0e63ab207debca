package org.strowger.simulator.telephony;

import java.util.Map;
import org.strowger.telephony.CallContract;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.TelephonyListener;

class SimulatedCallTest extends CallContract {
    @Override
    protected Network start(
            Map<String, String> phones, TelephonyListener listener, RecordingStore recordings) {
        return new SimulatedContract(listener, recordings);
    }

    @Override
    protected boolean carriesSound() {
        return false;
    }
}
