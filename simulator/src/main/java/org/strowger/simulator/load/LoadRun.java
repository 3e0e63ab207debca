package org.strowger.simulator.load;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.routing.AgentId;
import org.strowger.flow.FlowBook;
import org.strowger.simulator.load.People.Moment;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.telephony.sip.SipSettings;
import org.strowger.telephony.sip.SipSettings.Registration;
import org.strowger.telephony.sip.SipTelephony;

/// One load: everybody's telephones, from the first registration to the last BYE.
final class LoadRun implements AutoCloseable {
    private static final Duration REFRESH = Duration.ofMinutes(10);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(250);

    /// What is shown is copied on the thread that calls are made on.
    private static final Duration SHOWS_EVERY = Duration.ofSeconds(1);

    private static final Duration REGISTERED_WITHIN = Duration.ofSeconds(30);
    private static final Duration FAREWELLS_WITHIN = Duration.ofSeconds(5);
    private static final String REALM = "load";

    private final Scenario scenario;
    private final EngineSettings centre;
    private final LoadPlan plan;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final ScheduledThreadPoolExecutor later =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().name("load-people").daemon().factory());
    private final SortedMap<String, Desk> desks;
    private final People people;
    private final SipTelephony phones;

    private LoadRun(Scenario scenario, EngineSettings centre, LoadPlan plan) throws IOException {
        this.scenario = scenario;
        this.centre = centre;
        this.plan = plan;
        this.later.setRemoveOnCancelPolicy(true);
        this.desks = desks(scenario, centre, plan.agents());
        Ears ears = new Ears();
        this.people = new People(later, plan, new Behaving(scenario.behaviour()), desks, ears);
        this.phones = SipTelephony.bind(settings(), people, ears, InstantSource.system(), meters);
    }

    /// What came of a load.
    ///
    /// @param passed how long calls were made that count
    /// @param stopped why it ended before its time, if it did
    record Outcome(Moment end, Duration passed, Optional<String> stopped) {}

    /// Runs a plan to its end.
    ///
    /// @param flows by the numbers that they answer
    /// @param stop asked often: whether to end now
    /// @throws IOException when there is no port, or the agents' telephones cannot register
    static Outcome run(
            Scenario scenario,
            EngineSettings centre,
            SortedMap<String, FlowBook> flows,
            LoadPlan plan,
            LoadView view,
            BooleanSupplier stop)
            throws IOException, InterruptedException {
        try (LoadRun run = new LoadRun(scenario, centre, plan)) {
            run.register(stop);
            return run.calls(flows, view, stop);
        }
    }

    /// The agents who work in the scenario and whose telephones we know.
    private static SortedMap<String, Desk> desks(
            Scenario scenario, EngineSettings centre, int most) {
        TreeSet<AgentId> working = new TreeSet<>();
        scenario.staff().forEach(member -> working.add(member.agent()));
        SortedMap<String, Desk> desks = new TreeMap<>();
        for (AgentProfile agent : centre.agents()) {
            boolean works = working.isEmpty() || working.contains(agent.id());
            if (works && agent.phone().isPresent() && desks.size() < most) {
                String user = agent.phone().get().name();
                if (centre.sip().phones().containsKey(user)) {
                    desks.put(user, new Desk(new Behaving.Agent(agent.id(), agent.routing())));
                }
            }
        }
        return desks;
    }

    private SipSettings settings() throws IOException {
        InetAddress here = plan.target().here();
        List<Registration> registrations =
                desks.keySet().stream()
                        .map(
                                user ->
                                        new Registration(
                                                plan.target().hostPort(),
                                                user,
                                                Objects.requireNonNull(
                                                        centre.sip().phones().get(user)),
                                                REFRESH))
                        .toList();
        return new SipSettings(
                here,
                plan.sipPort() == 0 ? freePort(here) : plan.sipPort(),
                plan.firstMediaPort(),
                plan.lastMediaPort(),
                REALM,
                Map.of(),
                Optional.empty(),
                registrations,
                plan.callsAtOnce() + desks.size() + 100);
    }

    /// A port that nobody has, neither for UDP nor for TCP.
    private static int freePort(InetAddress here) throws IOException {
        try (ServerSocket tcp = new ServerSocket(0, 1, here);
                DatagramSocket _ = new DatagramSocket(tcp.getLocalPort(), here)) {
            return tcp.getLocalPort();
        }
    }

    private void register(BooleanSupplier stop) throws IOException, InterruptedException {
        people.use(phones::send);
        phones.tellFarewells(people::farewell);
        phones.start();
        long latest = System.nanoTime() + REGISTERED_WITHIN.toNanos();
        while (registrations("accepted") < desks.size() && !stop.getAsBoolean()) {
            if (System.nanoTime() > latest) {
                throw new IOException(
                        "%.0f of %d telephones of agents could register, %.0f were refused: are the settings those of the target?"
                                .formatted(
                                        registrations("accepted"),
                                        desks.size(),
                                        registrations("refused")));
            }
            Thread.sleep(LOOKS_EVERY.dividedBy(5));
        }
    }

    private double registrations(String outcome) {
        return meters.counter("strowger.sip.registrations", "outcome", outcome).count();
    }

    private Outcome calls(SortedMap<String, FlowBook> flows, LoadView view, BooleanSupplier stop)
            throws InterruptedException {
        long began = System.nanoTime();
        Duration all = plan.time().plus(plan.drain());
        people.begin(new DueCalls(scenario, flows, plan.perSecond(), plan.time().toNanos()));
        Optional<String> stopped = Optional.empty();
        Duration passed = Duration.ZERO;
        Duration shown = Duration.ZERO;
        Moment now = people.moment();
        while (!now.done() && stopped.isEmpty()) {
            Thread.sleep(LOOKS_EVERY);
            passed = Duration.ofNanos(System.nanoTime() - began);
            boolean shows = passed.minus(shown).compareTo(SHOWS_EVERY) >= 0;
            if (shows || people.isDone() || passed.compareTo(all) >= 0) {
                now = people.moment();
                shown = passed;
                view.show(now, passed, plan.time(), plan.warmUp());
            }
            if (stop.getAsBoolean()) {
                stopped = Optional.of("interrupted");
            } else if (passed.compareTo(all) >= 0 && !now.done()) {
                stopped =
                        Optional.of(
                                "%d callers were still there %d s after the last call"
                                        .formatted(now.callers(), plan.drain().toSeconds()));
            }
        }
        Duration made = passed.compareTo(plan.time()) < 0 ? passed : plan.time();
        Duration counted = made.minus(plan.warmUp());
        return new Outcome(farewell(), counted.isNegative() ? Duration.ZERO : counted, stopped);
    }

    /// Ends every call, and waits a moment for the far ends to confirm it.
    private Moment farewell() throws InterruptedException {
        people.close();
        long latest = System.nanoTime() + FAREWELLS_WITHIN.toNanos();
        Moment now = people.moment();
        while ((!now.done() || now.unconfirmed() > 0 || now.listening() > 0)
                && System.nanoTime() < latest) {
            Thread.sleep(LOOKS_EVERY.dividedBy(5));
            now = people.moment();
        }
        return people.end();
    }

    @Override
    public void close() {
        phones.close();
        later.shutdownNow();
    }
}
