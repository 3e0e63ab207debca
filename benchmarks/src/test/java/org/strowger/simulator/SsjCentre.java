package org.strowger.simulator;

import java.util.ArrayDeque;
import org.strowger.simulator.SimulationRate.Round;
import umontreal.ssj.randvar.ExponentialGen;
import umontreal.ssj.rng.MRG32k3a;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/// M/M/100+M by SSJ (Stochastic Simulation in Java, Université de Montréal), in its event view,
/// with its usual event list and generator: no routing, only a line and a count of agents.
final class SsjCentre {
    private static final int AGENTS = 100;
    private static final double CALLS_PER_MINUTE = 20;
    private static final double TALKS_PER_MINUTE = 0.2;
    private static final double HANG_UPS_PER_MINUTE = 0.5;
    private static final int CALLS = 1_000_000;

    private final Simulator simulator = new Simulator();
    private final ExponentialGen arrivals = new ExponentialGen(new MRG32k3a(), CALLS_PER_MINUTE);
    private final ExponentialGen talks = new ExponentialGen(new MRG32k3a(), TALKS_PER_MINUTE);
    private final ExponentialGen patience = new ExponentialGen(new MRG32k3a(), HANG_UPS_PER_MINUTE);
    private final ArrayDeque<HangUp> line = new ArrayDeque<>();
    private int busy;
    private int came;
    private int waited;
    private int gone;

    private SsjCentre() {}

    /// Plays a million calls.
    static Round play(int round) {
        SsjCentre centre = new SsjCentre();
        centre.simulator.init();
        centre.new Arrival().schedule(centre.arrivals.nextDouble());
        centre.simulator.start();
        return new Round(CALLS, (double) centre.waited / CALLS, (double) centre.gone / CALLS);
    }

    private void talk() {
        busy++;
        new End().schedule(talks.nextDouble());
    }

    private final class Arrival extends Event {
        Arrival() {
            super(simulator);
        }

        @Override
        public void actions() {
            if (++came == CALLS) {
                simulator.stop();
                return;
            }
            new Arrival().schedule(arrivals.nextDouble());
            if (busy < AGENTS) {
                talk();
                return;
            }
            waited++;
            HangUp hangUp = new HangUp();
            hangUp.schedule(patience.nextDouble());
            line.add(hangUp);
        }
    }

    private final class End extends Event {
        End() {
            super(simulator);
        }

        @Override
        public void actions() {
            busy--;
            HangUp first = line.poll();
            if (first != null) {
                first.cancel();
                talk();
            }
        }
    }

    private final class HangUp extends Event {
        HangUp() {
            super(simulator);
        }

        @Override
        public void actions() {
            line.remove(this);
            gone++;
        }
    }
}
