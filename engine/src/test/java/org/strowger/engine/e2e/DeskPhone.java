package org.strowger.engine.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.strowger.engine.e2e.Handset.Tone;
import org.strowger.telephony.peers.Baresip;
import org.strowger.telephony.peers.Recording;
import org.strowger.telephony.peers.Tones;

/// A telephone of another maker on a desk, which has registered and proves its calls: what is
/// dialled and typed there, and what is heard.
final class DeskPhone implements AutoCloseable {
    private static final double ALIKE = 0.9;

    private final Baresip phone;

    private DeskPhone(Baresip phone) {
        this.phone = phone;
    }

    /// One at which nobody speaks.
    static DeskPhone at(Centre centre, String name) {
        return registered(Baresip.phone(name).registersAt(centre.address(), name + "-secret"));
    }

    /// One at which somebody says a tone.
    ///
    /// @param folder where the tone is kept
    static DeskPhone at(Centre centre, String name, Tone tone, Path folder) {
        Path voice = Tones.wav(folder.resolve(name + "-voice.wav"), tone.hertz(), 1);
        return registered(
                Baresip.phone(name).registersAt(centre.address(), name + "-secret").says(voice));
    }

    private static DeskPhone registered(Baresip.Phone plan) {
        DeskPhone phone = new DeskPhone(plan.start());
        phone.phone.awaitRegistered();
        return phone;
    }

    void answers() {
        phone.awaitIncoming();
        phone.accept();
        phone.awaitEstablished();
    }

    void dials(String uri) {
        phone.dial(uri);
        phone.awaitEstablished();
    }

    void types(String keys) {
        keys.chars().forEach(key -> phone.press((char) key));
    }

    void hangsUp() {
        phone.hangUp();
        phone.awaitClosed();
    }

    /// Waits until its call is over and returns why, in its own words.
    String awaitOver() {
        return phone.awaitClosed();
    }

    // Its keys for a call that is up.

    /// By a re-INVITE whose audio only goes out, as RFC 3264 section 8.4 has it.
    void holds() {
        phone.hold();
    }

    void resumes() {
        phone.resume();
    }

    /// By REFER.
    void transfersTo(String uri) {
        phone.transfer(uri);
    }

    // What is heard.

    /// Waits until it has heard an announcement of the centre in its latest call.
    void hears(String said) {
        short[] words = Handset.beginning(Centre.prompt(said));
        phone.awaitHeard(said, Centre.SOON, heard -> heard.contains(words, ALIKE));
    }

    /// Waits until it hears these tones and no other, in what arrives from now on.
    void hears(Tone... tones) {
        Heard before = heard();
        NavigableSet<String> wanted = new TreeSet<>(Stream.of(tones).map(Tone::word).toList());
        Front.await(
                phone + " hears " + wanted,
                () -> Tone.lately(heard().since(before)),
                wanted::equals);
    }

    private Heard heard() {
        return new Heard(phone.recordings());
    }

    /// What it has heard in all its calls up to a moment, call by call.
    private record Heard(List<Recording> calls) {
        /// What it has heard in its latest call and not before.
        Recording since(Heard before) {
            Recording now = latest();
            return calls.size() > before.calls.size()
                    ? now
                    : now.part(before.latest().duration(), now.duration());
        }

        private Recording latest() {
            return calls.isEmpty() ? Recording.of(new short[0]) : calls.getLast();
        }
    }

    @Override
    public void close() {
        phone.close();
    }
}
