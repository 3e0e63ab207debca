package org.strowger.telephony.sip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.TalkContract;
import org.strowger.telephony.TelephonyListener;

class SipTalkIT extends TalkContract {
    @TempDir private Path folder;

    @Override
    protected Network start(
            Map<String, String> phones, TelephonyListener listener, RecordingStore recordings)
            throws IOException {
        return SipContract.start(folder, phones, listener, recordings);
    }
}
