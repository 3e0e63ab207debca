package org.strowger.telephony.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A telephone: baresip without sound devices, which says a WAV file and records what it hears.
///
/// ```
/// try (Baresip ann = Baresip.phone("ann").registersAt("127.0.0.1:5060", "secret").answersAlone().start()) {
///     ann.awaitRegistered();
/// ```
///
/// Every wait has a bound, and a wait in vain says what did happen. It uses ports of its own on
/// 127.0.0.1, so many can run side by side. Written for baresip 1.0.0, which sends keys as RFC 4733
/// events only; keys by SIP INFO are [Sipp]'s work.
public final class Baresip implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int RATE = 8_000;

    /// baresip hangs up when its file ends, so the file is said again and again for this long.
    private static final int LONGEST_CALL_SECONDS = 180;

    /// Even if nobody closes it, it ends by itself.
    private static final String LIFETIME_SECONDS = "900";

    private final String name;
    private final String address;
    private final Path folder;
    private final PeerProcess process;
    private final BaresipControl control;

    private Baresip(
            String name, String address, Path folder, PeerProcess process, BaresipControl control) {
        this.name = name;
        this.address = address;
        this.folder = folder;
        this.process = process;
        this.control = control;
    }

    /// A telephone yet to be started, with one user and PCMU.
    public static Phone phone(String user) {
        return new Phone(user);
    }

    /// What a telephone shall be like.
    public static final class Phone {
        private final String user;
        private final List<String> codecs = new ArrayList<>(List.of("PCMU"));
        private String server = "";
        private String password = "";
        private String transport = "udp";
        private String answermode = "manual";
        private @Nullable Path voice;
        private int registrationSeconds = 600;

        private Phone(String user) {
            this.user = user;
        }

        /// Registers as `sip:user@server`; without this it does not register.
        public Phone registersAt(String server, String password) {
            this.server = server;
            this.password = password;
            return this;
        }

        public Phone registersFor(Duration expiry) {
            registrationSeconds = Math.toIntExact(expiry.toSeconds());
            return this;
        }

        public Phone overTcp() {
            transport = "tcp";
            return this;
        }

        /// Says this file over and over; without it, it is silent.
        public Phone says(Path wav) {
            voice = wav;
            return this;
        }

        /// Offers and accepts PCMA too, as its second choice.
        public Phone alsoSpeaksPcma() {
            codecs.add("PCMA");
            return this;
        }

        /// Answers every call at once, as an agent's headset does.
        public Phone answersAlone() {
            answermode = "auto";
            return this;
        }

        public Baresip start() {
            int port = Ports.freeRun(2); // the second is where it listens for TLS
            String address = "127.0.0.1:" + port;
            int controlPort = Ports.free();
            Path folder = PeerProcess.newFolder("baresip");
            write(folder, address, controlPort);
            PeerProcess process =
                    PeerProcess.start(
                            folder,
                            "baresip",
                            List.of(
                                    "baresip",
                                    "-4",
                                    "-f",
                                    folder.toString(),
                                    "-t",
                                    LIFETIME_SECONDS));
            try {
                BaresipControl control = BaresipControl.connect(process, controlPort, PATIENCE);
                control.command("uanew", account(address), PATIENCE);
                return new Baresip(user, address, folder, process, control);
            } catch (RuntimeException e) {
                process.close();
                throw e;
            }
        }

        private String account(String address) {
            boolean registers = !server.isEmpty();
            return "<sip:%s@%s;transport=%s>;auth_user=%s;auth_pass=%s;regint=%d;answermode=%s;audio_codecs=%s"
                    .formatted(
                            user,
                            registers ? server : address,
                            transport,
                            user,
                            password,
                            registers ? registrationSeconds : 0,
                            answermode,
                            String.join(",", codecs));
        }

        private void write(Path folder, String address, int controlPort) {
            Path source = folder.resolve("voice.wav");
            Wav.write(source, repeated(voice == null ? new short[RATE] : Wav.read(voice)));
            try {
                Files.writeString(folder.resolve("accounts"), "");
                Files.writeString(
                        folder.resolve("config"),
                        """
                        sip_listen %1$s
                        net_interface 127.0.0.1
                        rtp_ports 40000-59999
                        call_local_timeout 120
                        call_max_calls 4
                        audio_player nil
                        audio_alert nil
                        audio_source aufile,%2$s
                        jitter_buffer_delay 1-5
                        module_path %3$s
                        module g711.so
                        module sndfile.so
                        module aufile.so
                        module_tmp account.so
                        module_app menu.so
                        module_app ctrl_tcp.so
                        menu_bell no
                        ringback_disabled yes
                        ctrl_tcp_listen 127.0.0.1:%4$d
                        snd_path %5$s
                        """
                                .formatted(address, source, modules(), controlPort, folder));
            } catch (IOException e) {
                throw new UncheckedIOException("configuration of " + user, e);
            }
        }

        /// Where distributions keep baresip's modules.
        private static Path modules() {
            return Stream.of(
                            "/usr/lib/baresip/modules",
                            "/usr/lib64/baresip/modules",
                            "/usr/local/lib/baresip/modules",
                            "/opt/homebrew/lib/baresip/modules")
                    .map(Path::of)
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElse(Path.of("/usr/lib/baresip/modules"));
        }

        private static short[] repeated(short[] once) {
            short[] all = new short[LONGEST_CALL_SECONDS * RATE];
            for (int i = 0; i < all.length && once.length > 0; i++) {
                all[i] = once[i % once.length];
            }
            return all;
        }
    }

    /// Where it can be called without a registrar.
    public String uri() {
        return "sip:" + name + "@" + address;
    }

    public void awaitRegistered() {
        control.await("REGISTER_OK", PATIENCE);
    }

    public void awaitRegistrationRefused() {
        control.await("REGISTER_FAIL", PATIENCE);
    }

    public void dial(String uri) {
        control.command("dial", uri, PATIENCE);
    }

    /// Waits until somebody calls.
    public void awaitIncoming() {
        control.await("CALL_INCOMING", PATIENCE);
    }

    public void accept() {
        control.command("accept", "", PATIENCE);
    }

    /// Waits until the far end says that it rings.
    public void awaitRinging() {
        control.await("CALL_RINGING", PATIENCE);
    }

    public void awaitEstablished() {
        awaitEstablished(PATIENCE);
    }

    public void awaitEstablished(Duration within) {
        control.await("CALL_ESTABLISHED", within);
    }

    /// Waits until the call is over and returns why, as baresip puts it (`486 Busy Here`).
    public String awaitClosed() {
        return awaitClosed(PATIENCE);
    }

    public String awaitClosed(Duration within) {
        return control.await("CALL_CLOSED", within).detail();
    }

    /// Presses a key in the call that is up: an RFC 4733 event.
    public void press(char key) {
        control.command("sndcode", String.valueOf(key), PATIENCE);
    }

    /// Waits until the far end has pressed a key and returns which.
    public char awaitKey() {
        return control.await("CALL_DTMF_START", PATIENCE).detail().charAt(0);
    }

    /// Puts the call on hold by a re-INVITE. Signalling only: between two baresip 1.0.0 neither
    /// side hears anything more in this call, not even after [#resume].
    public void hold() {
        control.command("hold", "", PATIENCE);
    }

    /// Takes the call from hold by a re-INVITE.
    public void resume() {
        control.command("resume", "", PATIENCE);
    }

    /// Asks the far end of its call to call somebody else instead: REFER.
    public void transfer(String uri) {
        control.command("transfer", uri, PATIENCE);
    }

    public void hangUp() {
        control.command("hangup", "", PATIENCE);
    }

    /// Everything that happened so far: `CALL_ESTABLISHED sip:...`.
    public List<String> events() {
        return control.seen();
    }

    /// What it heard in its latest call, up to now. Time in it is time for which audio arrived.
    public Recording recording() {
        List<Recording> all = recordings();
        return all.isEmpty() ? Recording.of(new short[0]) : all.getLast();
    }

    /// What it heard, one recording for each call, oldest first. Calls that begin within the same
    /// second share one: baresip names the files by the second.
    public List<Recording> recordings() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-dec.wav"))
                    .sorted()
                    .map(Recording::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("recordings of " + name, e);
        }
    }

    /// Waits until what it hears satisfies the test, and returns the recording that did.
    public Recording awaitHeard(String what, Duration within, Predicate<Recording> test) {
        process.awaitThat(name + " hears " + what, within, () -> test.test(recording()));
        return recording();
    }

    @Override
    public void close() {
        control.close();
        process.close();
    }

    @Override
    public String toString() {
        return uri();
    }
}
