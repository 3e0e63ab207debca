package org.strowger.telephony.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.strowger.telephony.ConferenceId;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;
import org.strowger.telephony.media.MediaMeters.Drop;

final class SwitchboardTest {
    private static final List<Ear> EARS = List.of(Ear.values());
    private static final ConferenceId ROOM = new ConferenceId("room");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Switchboard switchboard = new Switchboard(new MediaMeters(meters));

    @Test
    void aConferenceThatIsFullTakesNobodyMore() {
        for (int i = 0; i < Room.MOST_MEMBERS; i++) {
            Jack member = plugIn();
            switchboard.join(member, ROOM);
            assertTrue(member.engaged());
        }
        Jack late = plugIn();
        switchboard.join(late, ROOM);
        assertFalse(late.engaged());
        assertEquals(1, meters.get("strowger.rtp.conferences.full").counter().count());
    }

    @Test
    void onlyWhomSomebodyMixesOrRecordsIsWanted() {
        Jack anna = plugIn();
        Jack ben = plugIn();
        Jack carla = plugIn();
        switchboard.bridge(anna, ben);
        switchboard.refresh();
        assertEquals(Set.of(), wanted(anna, ben, carla));
        switchboard.listen(carla, anna, Ear.MONITOR);
        switchboard.refresh();
        assertTrue(anna.relays() && ben.relays());
        assertEquals(Set.of(anna, ben), wanted(anna, ben, carla));
        switchboard.listen(carla, anna, Ear.WHISPER);
        switchboard.refresh();
        assertTrue(!anna.relays() && ben.relays());
        switchboard.part(carla);
        ben.record(true);
        switchboard.refresh();
        assertTrue(anna.relays() && ben.relays());
        assertEquals(Set.of(anna, ben), wanted(anna, ben, carla));
        ben.record(false);
        switchboard.refresh();
        assertEquals(Set.of(), wanted(anna, ben, carla));
    }

    @Test
    void whateverIsAskedEverybodyHearsWhomTheRulesSay() {
        var random = new Random(42);
        var jacks = new ArrayList<Jack>();
        for (int i = 0; i < 9; i++) {
            jacks.add(plugIn());
        }
        for (int i = 0; i < 10_000; i++) {
            Jack one = jacks.get(random.nextInt(jacks.size()));
            Jack other = jacks.get(random.nextInt(jacks.size()));
            if (one == other) {
                continue;
            }
            switch (random.nextInt(8)) {
                case 0, 1 -> switchboard.bridge(one, other);
                case 2 -> switchboard.join(one, new ConferenceId("room" + random.nextInt(2)));
                case 3, 4 -> switchboard.listen(one, other, EARS.get(random.nextInt(3)));
                case 5 -> switchboard.part(one);
                case 6 -> one.play(random.nextInt(4) == 0);
                default -> {
                    switchboard.remove(one);
                    jacks.remove(one);
                    jacks.add(plugIn());
                }
            }
            switchboard.refresh();
            for (Jack jack : jacks) {
                assertEquals(heardBy(jack, jacks), Set.copyOf(jack.voices()));
            }
        }
        jacks.forEach(switchboard::remove);
        assertEquals(0, switchboard.conferences());
        for (Jack jack : jacks) {
            assertFalse(jack.engaged());
            assertTrue(jack.listeners.isEmpty());
        }
    }

    /// The rules, said from the other side: for each other jack, whether its voice comes through.
    private static Set<Jack> heardBy(Jack jack, List<Jack> all) {
        var ears = new LinkedHashSet<Jack>();
        for (Jack ear = jack; ear != null && ears.add(ear) && !ear.playing(); ear = ear.target) {
            // One ear after another, as far as each of them listens on.
        }
        var heard = new LinkedHashSet<Jack>();
        for (Jack voice : all) {
            boolean comesThrough =
                    ears.stream()
                            .filter(ear -> !ear.playing())
                            .anyMatch(ear -> reaches(voice, ear));
            if (voice != jack && comesThrough) {
                heard.add(voice);
            }
        }
        return heard;
    }

    private static boolean reaches(Jack voice, Jack ear) {
        Jack target = voice.target;
        boolean toTarget = target == ear && voice.ear != Ear.MONITOR;
        boolean toItsPartners = target != null && voice.ear == Ear.BARGE && talk(target, ear);
        return talk(voice, ear) || ear.target == voice || toTarget || toItsPartners;
    }

    private static boolean talk(Jack one, Jack other) {
        return one != other && (one.peer == other || (one.room != null && one.room == other.room));
    }

    private Set<Jack> wanted(Jack... jacks) {
        var wanted = new LinkedHashSet<Jack>();
        for (Jack jack : jacks) {
            if (jack.wanted()) {
                wanted.add(jack);
            }
        }
        return wanted;
    }

    private Jack plugIn() {
        var jack = new Jack(new DeadLine(), switchboard);
        jack.send(true);
        switchboard.add(jack);
        return jack;
    }

    private static final class DeadLine implements Jack.Line {
        @Override
        public @Nullable Drop relay(RtpPacket packet, Codec codec) {
            return null;
        }

        @Override
        public @Nullable Drop relayKey(RtpPacket packet) {
            return null;
        }

        @Override
        public void press(char key) {}
    }
}
