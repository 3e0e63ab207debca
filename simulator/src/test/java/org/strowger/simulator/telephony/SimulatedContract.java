package org.strowger.simulator.telephony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Operator;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.Telephone;
import org.strowger.telephony.Telephony;
import org.strowger.telephony.TelephonyContract.Network;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;
import org.strowger.telephony.TelephonyListener;
import org.strowger.telephony.peers.Recording;

/// The simulated network as the contract wants it, with somebody at each telephone who does what
/// the test does.
final class SimulatedContract implements Network {
    private final WallLoop loop = new WallLoop();
    private final AtomicInteger calls = new AtomicInteger();
    private final SimulatedTelephony telephony;
    private boolean isClosed;

    SimulatedContract(TelephonyListener listener, RecordingStore recordings) {
        telephony =
                new SimulatedTelephony(
                        loop, InstantSource.system(), listener, recordings, _ -> Optional.empty());
    }

    @Override
    public Telephony telephony() {
        return telephony;
    }

    @Override
    public Telephone telephone(Telephone.Make make) {
        Person person = new Person(make);
        person.plugIn();
        return person;
    }

    @Override
    public void assertNothingLeft() {
        loop.now(() -> assertEquals(0, telephony.legs()));
    }

    @Override
    public void close() {
        loop.now(telephony::close);
        loop.close();
        isClosed = true;
    }

    private final class Person implements Telephone, FarEnd, Subscriber {
        private final Make make;
        private final Optional<Endpoint> phone;
        private final AtomicReference<@Nullable Line> line = new AtomicReference<>();
        private final BlockingQueue<String> happened = new LinkedBlockingQueue<>();
        private final BlockingQueue<Character> keys = new LinkedBlockingQueue<>();

        Person(Make make) {
            this.make = make;
            phone =
                    make.password().isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Endpoint(make.name()));
        }

        void plugIn() {
            phone.ifPresent(own -> loop.now(() -> telephony.register(own, this)));
        }

        private Line line() {
            Line there = line.get();
            if (there == null) {
                throw new AssertionError(make.name() + " has no call");
            }
            return there;
        }

        @Override
        public FarEnd rings(Line itsLine, org.strowger.telephony.TelephonyCommand.Dial call) {
            line.set(itsLine);
            happened.add("rings");
            if (make.answersAlone()) {
                itsLine.answer();
            }
            return this;
        }

        @Override
        public void talks() {
            happened.add("talks");
        }

        @Override
        public void key(char key) {
            keys.add(key);
        }

        @Override
        public void over(HangupCause cause) {
            happened.add("over");
        }

        @Override
        public void dial(String number) {
            LegId leg = new LegId("call-" + calls.incrementAndGet());
            Party party = new Party(make.name(), "");
            loop.now(() -> line.set(telephony.call(leg, party, number, phone, this)));
        }

        private void await(String what) {
            long until = System.nanoTime() + Operator.SOON.toNanos();
            try {
                String next = "";
                while (!next.equals(what)) {
                    next = happened.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                    assertTrue(next != null, () -> make.name() + " waits in vain: " + what);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void awaitRung() {
            await("rings");
        }

        @Override
        public void awaitTalking() {
            await("talks");
        }

        @Override
        public void awaitOver() {
            await("over");
        }

        @Override
        public char awaitKey() {
            try {
                Character key = keys.poll(Operator.SOON.toMillis(), TimeUnit.MILLISECONDS);
                assertTrue(key != null, "no key comes");
                return key;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void answer() {
            loop.now(() -> line().answer());
        }

        @Override
        public void hangUp() {
            loop.now(() -> line().hangUp());
        }

        @Override
        public void press(char key) {
            loop.now(() -> line().press(key));
        }

        @Override
        public void hold() {
            loop.now(() -> line().hold());
        }

        @Override
        public void resume() {
            loop.now(() -> line().resume());
        }

        @Override
        public void transfer(String number) {
            loop.now(() -> line().transfer(new Target.Number(number)));
        }

        @Override
        public Recording heard() {
            throw new UnsupportedOperationException("nothing is heard on a simulated telephone");
        }

        /// Nothing is left to close once the network is gone.
        @Override
        public void close() {
            if (!isClosed) {
                phone.ifPresent(own -> loop.now(() -> telephony.unregister(own)));
            }
        }
    }
}
