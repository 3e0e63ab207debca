package org.strowger.telephony.sip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.telephony.CallContract;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.TelephonyListener;

class SipCallIT extends CallContract {
    @TempDir private Path folder;

    @Override
    protected Network start(
            Map<String, String> phones, TelephonyListener listener, RecordingStore recordings)
            throws IOException {
        return SipContract.start(folder, phones, listener, recordings);
    }
}
