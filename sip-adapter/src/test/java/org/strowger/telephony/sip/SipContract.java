package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.Telephone;
import org.strowger.telephony.Telephony;
import org.strowger.telephony.TelephonyContract.Network;
import org.strowger.telephony.TelephonyListener;
import org.strowger.telephony.peers.Baresip;
import org.strowger.telephony.peers.Recording;
import org.strowger.telephony.peers.Tones;
import org.strowger.telephony.sip.SipSettings.Secret;

/// The SIP network with baresip for telephones, as the contract wants it.
record SipContract(TestSwitch pbx, Path folder) implements Network {

    static SipContract start(
            Path folder,
            Map<String, String> phones,
            TelephonyListener listener,
            RecordingStore recordings)
            throws IOException {
        Map<String, Secret> secrets = new TreeMap<>();
        phones.forEach((name, password) -> secrets.put(name, new Secret(password)));
        return new SipContract(
                new TestSwitch(secrets, Optional.empty(), Optional.of(listener), recordings),
                folder);
    }

    @Override
    public Telephony telephony() {
        return pbx.telephony();
    }

    @Override
    public Telephone telephone(Telephone.Make make) {
        Baresip.Phone phone =
                Baresip.phone(make.name())
                        .says(Tones.wav(folder.resolve(make.name() + ".wav"), make.tone(), 1));
        if (make.answersAlone()) {
            phone.answersAlone();
        }
        if (!make.password().isEmpty()) {
            phone.registersAt(pbx.address(), make.password());
        }
        return new SipPhone(pbx, phone.start());
    }

    @Override
    public void assertNothingLeft() {
        pbx.assertPortsFree();
    }

    @Override
    public void close() {
        pbx.close();
        assertEquals(List.of(), TestSwitch.threadsOf(pbx.port));
    }

    private record SipPhone(TestSwitch pbx, Baresip baresip) implements Telephone {
        @Override
        public void dial(String number) {
            baresip.dial(pbx.uri(number));
        }

        @Override
        public void awaitRung() {
            baresip.awaitIncoming();
        }

        @Override
        public void answer() {
            baresip.accept();
        }

        @Override
        public void awaitTalking() {
            baresip.awaitEstablished();
        }

        @Override
        public void awaitOver() {
            baresip.awaitClosed();
        }

        @Override
        public void hangUp() {
            baresip.hangUp();
        }

        @Override
        public void press(char key) {
            baresip.press(key);
        }

        @Override
        public char awaitKey() {
            return baresip.awaitKey();
        }

        @Override
        public void hold() {
            baresip.hold();
        }

        @Override
        public void resume() {
            baresip.resume();
        }

        @Override
        public void transfer(String number) {
            baresip.transfer(pbx.uri(number));
        }

        @Override
        public Recording heard() {
            return baresip.recording();
        }

        @Override
        public void close() {
            baresip.close();
        }
    }
}
