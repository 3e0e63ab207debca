package org.strowger.simulator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.strowger.engine.Engine;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.SettingsFile;
import org.strowger.engine.StartFailure;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.cli.Main;
import org.strowger.engine.flow.Espeak;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.Sound;
import org.strowger.telephony.media.WavFile;
import org.strowger.telephony.sip.SipSettings;
import org.strowger.telephony.sip.SipSettings.Registration;
import org.strowger.telephony.sip.SipTelephony;

/// The sample centre with people in it, on this machine.
///
/// All agents of the sample but the last are simulated; the last is left for a phone of yours.
final class Demo {
    private static final Path CONFIG = Path.of("config/strowger.yaml");
    private static final Path GREETING = Path.of("config/prompts/en-GB/agent-greeting.wav");

    /// Where the simulated phones look for a SIP port of their own, and how often.
    private static final int PORTS_TRIED = 20;

    private static final int MEDIA_PORTS = 200;
    private static final Duration REFRESH = Duration.ofMinutes(10);
    private static final int MISUSED = 2;
    private static final int MOST_CALLERS = 50;
    private static final String USAGE =
            """
            usage: strowger demo [--callers 3]    the sample centre with people in it; Ctrl-C ends it

              --callers N   so many simulated callers, 0 to 50
            """;

    private final PrintStream out;
    private final PrintStream err;

    Demo(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs the sample centre until somebody ends it.
    ///
    /// @return the process' exit status: 0 when it ended as asked, 1 when it could not begin, 2
    ///   when the command was not understood
    int run(List<String> args) throws InterruptedException {
        if (args.contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        List<String> words = args.isEmpty() ? List.of("--callers", "3") : args;
        if (words.size() != 2 || !words.getFirst().equals("--callers")) {
            return misused("demo expects nothing or --callers N");
        }
        int callers = words.get(1).matches("[0-9]{1,4}") ? Integer.parseInt(words.get(1)) : -1;
        return callers < 0 || callers > MOST_CALLERS
                ? misused(
                        "--callers expects a number from 0 to %d, not %s"
                                .formatted(MOST_CALLERS, words.get(1)))
                : run(callers);
    }

    private int misused(String why) {
        err.println("strowger: " + why);
        err.print(USAGE);
        return MISUSED;
    }

    /// @param callers how many simulated callers there are
    private int run(int callers) throws InterruptedException {
        return switch (SettingsFile.read(CONFIG, System.getenv())) {
            case SettingsFile.Result.Refused(var problems) -> {
                problems.forEach(err::println);
                yield 1;
            }
            case SettingsFile.Result.Ok(var settings) -> run(settings, callers);
        };
    }

    private int run(EngineSettings settings, int callers) throws InterruptedException {
        ScheduledExecutorService people =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("simulated-people").daemon().factory());
        try (Engine engine = Engine.start(settings, new Espeak());
                SipTelephony _ = phones(settings, people, callers)) {
            describe(settings, engine, callers);
            Main.awaitEnd();
            out.println("Ending " + engine.legs() + " legs ...");
            return 0;
        } catch (StartFailure | IOException e) {
            err.println("strowger: " + e.getMessage());
            return 1;
        } finally {
            people.shutdownNow();
        }
    }

    private static SipTelephony phones(
            EngineSettings settings, ScheduledExecutorService people, int callers)
            throws IOException {
        Sound greeting = WavFile.read(GREETING);
        String number =
                "sip:%s@%s:%d"
                        .formatted(
                                settings.numbers().firstKey(),
                                settings.sip().address().getHostAddress(),
                                settings.sip().port());
        SimulatedPhones simulated = new SimulatedPhones(people, new Random(), greeting, number);
        SipTelephony phones = bind(settings, simulated);
        simulated.use(phones);
        phones.start();
        simulated.ring(callers);
        return phones;
    }

    private static SipTelephony bind(EngineSettings settings, SimulatedPhones simulated)
            throws IOException {
        BindException last = new BindException("no port for the simulated phones");
        for (int i = 1; i <= PORTS_TRIED; i++) {
            try {
                return SipTelephony.bind(
                        phoneSettings(settings, settings.sip().port() + 2 * i),
                        simulated,
                        RecordingStore.NONE,
                        InstantSource.system(),
                        new SimpleMeterRegistry());
            } catch (BindException e) {
                last = e;
            }
        }
        throw last;
    }

    private static SipSettings phoneSettings(EngineSettings settings, int port) {
        SipSettings centre = settings.sip();
        String registrar = centre.address().getHostAddress() + ":" + centre.port();
        List<Registration> registrations =
                simulatedAgents(settings).stream()
                        .map(
                                agent -> {
                                    String user = agent.phone().orElseThrow().name();
                                    return new Registration(
                                            registrar,
                                            user,
                                            Objects.requireNonNull(centre.phones().get(user)),
                                            REFRESH);
                                })
                        .toList();
        int media = centre.lastMediaPort() + 1;
        return new SipSettings(
                centre.address(),
                port,
                media,
                media + MEDIA_PORTS,
                centre.realm(),
                Map.of(),
                Optional.empty(),
                registrations,
                MEDIA_PORTS / 2);
    }

    private static List<AgentProfile> simulatedAgents(EngineSettings settings) {
        return settings.agents().subList(0, Math.max(0, settings.agents().size() - 1));
    }

    private void describe(EngineSettings settings, Engine engine, int callers) {
        out.println();
        out.println("Strowger is ready.");
        out.println();
        out.println("  Call           " + Main.addresses(settings));
        out.println("  Watch          " + engine.url());
        for (AgentProfile agent : simulatedAgents(settings)) {
            out.println("  Agent          " + agent.name() + " (simulated)");
        }
        settings.agents().stream()
                .skip(simulatedAgents(settings).size())
                .forEach(agent -> describe(settings, agent));
        out.println("  Callers        " + callers + " (simulated)");
        out.println();
        out.println("Ctrl-C ends it.");
    }

    private void describe(EngineSettings settings, AgentProfile agent) {
        String user = agent.phone().orElseThrow().name();
        out.println(
                "  Agent          %s (a phone of yours: register user %s, password %s at %s:%d)"
                        .formatted(
                                agent.name(),
                                user,
                                Objects.requireNonNull(settings.sip().phones().get(user)).value(),
                                settings.sip().address().getHostAddress(),
                                settings.sip().port()));
    }
}
