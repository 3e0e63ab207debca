package org.strowger.engine;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.alert.Webhook;
import org.strowger.engine.api.HttpFront;
import org.strowger.engine.call.CallSessions;
import org.strowger.engine.call.CallView;
import org.strowger.engine.call.CallbackBook;
import org.strowger.engine.call.DeskAnswer;
import org.strowger.engine.call.DeskCommand;
import org.strowger.engine.call.Loop;
import org.strowger.engine.cluster.FileEventLog;
import org.strowger.engine.cluster.RoutingShard;
import org.strowger.engine.dip.DipClient;
import org.strowger.engine.estimate.WaitEstimator;
import org.strowger.engine.estimate.WaitForecasts.View;
import org.strowger.engine.flow.ClosedCalendars;
import org.strowger.engine.flow.FlowSource;
import org.strowger.engine.flow.OpeningHours;
import org.strowger.engine.flow.PromptSynthesizer;
import org.strowger.engine.observe.EstimateMetrics;
import org.strowger.engine.observe.FlowMetrics;
import org.strowger.engine.observe.RoutingMetrics;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.flow.FlowEvent;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.TelephonyCommand.ListLegs;
import org.strowger.telephony.sip.SipTelephony;
import org.strowger.yaml.Problem;

/// One node of a contact centre, with all its parts.
///
/// The only place that knows every part; the parts know each other by the narrow interfaces through
/// which they are put together here.
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ESTIMATES_EVERY = Duration.ofSeconds(1);

    /// For calls, for the routing core, and for webhooks, whose receivers' TLS takes its time.
    private static final int EVENT_LOOPS = 3;

    private final InstantSource clock = new MonotonicClock();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RoutingMetrics metrics = new RoutingMetrics(meters);
    private final EstimateMetrics estimates = new EstimateMetrics(meters);
    private final Vertx vertx;
    private final FlowSource flows;
    private final ClosedCalendars closedCalendars;
    private final OpeningHours openingHours;
    private final CallbackBook callbacks;
    private final DipClient dips;
    private final KeptCalls kept;
    private final CentreServices services;
    private final CentreNews news;
    private final Spoken spoken;
    private final CallSessions sessions;
    private final SeatsFile seats;
    private final Tally tally;
    private final SipTelephony telephony;
    private final Forecaster forecaster;
    private final Alerting alerting;
    private final RoutingShard shard;
    private final HttpFront http;
    private final int httpPort;
    private final Lookouts lookouts = new Lookouts();
    private final AtomicReference<EngineSettings> inForce;
    private final LiveSettings live;
    private volatile View forecasts = View.NOTHING;

    /// Starts every part; whatever has started is stopped again when a later one does not.
    ///
    /// @param synthesizer speaks the texts of flows that have no recording
    /// @throws StartFailure when something is wrong that the operator can mend
    public static Engine start(EngineSettings settings, PromptSynthesizer synthesizer)
            throws StartFailure {
        return new Engine(settings, synthesizer);
    }

    private Engine(EngineSettings settings, PromptSynthesizer synthesizer) throws StartFailure {
        inForce = new AtomicReference<>(settings);
        spoken = new Spoken(synthesizer);
        Undo undo = new Undo();
        try {
            flows = NumbersServed.flows(settings, spoken.library(settings));
            closedCalendars =
                    new ClosedCalendars(settings.data().resolve(ClosedCalendars.FILE_NAME));
            closedCalendars.reload();
            openingHours = new OpeningHours(settings.calendars());
            openingHours.reload();
            vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
            undo.add(() -> await(vertx.close()));
            Context loop = vertx.getOrCreateContext();
            seats = new SeatsFile(settings.data().resolve(SeatsFile.NAME));
            undo.add(seats::close);
            dips = DipClient.open(vertx, settings.services().dips(), clock, meters);
            undo.add(() -> await(dips.close()));
            kept = openKept(settings);
            undo.add(() -> closeKept());
            // After what locks the data: it is written anew, and another engine may have it open.
            callbacks = CallbackBook.open(settings.data().resolve(CallbackBook.FILE), meters);
            undo.add(callbacks::close);
            FlowMetrics flowMetrics = new FlowMetrics(meters);
            news = new CentreNews(this::tell);
            services =
                    new CentreServices(
                            inForce::get,
                            clock,
                            new CentreServices.Parts(
                                    flows,
                                    closedCalendars,
                                    openingHours,
                                    callbacks,
                                    spoken.announcements(settings),
                                    dips,
                                    kept,
                                    seats,
                                    what -> spoken.announced(inForce.get(), what),
                                    news,
                                    event -> counted(flowMetrics, event),
                                    _ -> reconcile()));
            services.whispers(spoken.whispers(settings));
            services.papers(QueuePapers.of(settings.rules()));
            sessions = new CallSessions(Loop.of(vertx, loop), clock, services, meters);
            sessions.apply(settings.rules(), settings.agents());
            sessions.seat(seats.read());
            sessions.restore(callbacks.found());
            sessions.dialledBefore(callbacks.dialled());
            tally = new Tally(sessions, meters);
            telephony = bindTelephony(settings);
            undo.add(telephony::close);
            forecaster =
                    new Forecaster(
                            vertx,
                            clock,
                            this::routing,
                            WaitEstimator.standard(settings.policy().seed()),
                            ESTIMATES_EVERY,
                            this::forecast);
            undo.add(forecaster::close);
            alerting = openAlerting(settings);
            undo.add(() -> await(alerting.close()));
            shard = openShard(settings);
            undo.add(() -> await(shard.close()));
            alerting.apply(settings.services().alerts(), settings.services().webhooks());
            live = live();
            sessions.connect(telephony, new ShardRouting(shard, () -> forecasts, clock));
            shard.submit(at -> new ApplyPolicy(at, settings.policy()));
            sessions.workOnMessages();
            telephony.start();
            telephony.send(new ListLegs(new CommandId("start")));
            http =
                    new HttpFront(
                            vertx,
                            settings.http().address(),
                            settings.http().port(),
                            status()::ask,
                            meters);
            httpPort = startHttp(settings.http());
            lookouts.post("flows", this::reloadFlows);
            lookouts.post("forgetting", new Forgetting(settings.data(), kept)::look);
        } catch (IOException e) {
            undo.run();
            throw new StartFailure("cannot start: " + e.getMessage(), e);
        } catch (StartFailure | RuntimeException e) {
            undo.run();
            throw e;
        }
    }

    private StatusFacts status() {
        return new StatusFacts(
                inForce::get, clock, sessions, shard, () -> forecasts, this::problems, metrics);
    }

    private LiveSettings live() {
        return new LiveSettings(
                inForce,
                new LiveSettings.Parts(
                        flows,
                        spoken,
                        policy -> shard.submit(at -> new ApplyPolicy(at, policy)),
                        sessions,
                        telephony,
                        alerting,
                        dips,
                        services),
                new Applications(meters));
    }

    private void counted(FlowMetrics flowMetrics, FlowEvent event) {
        flowMetrics.on(event);
        tally.on(event);
    }

    private void tell(Webhook.Kind kind, String type, String subject, JsonObject data) {
        alerting.webhooks().send(kind, type, subject, data);
    }

    private KeptCalls openKept(EngineSettings settings) throws StartFailure {
        try {
            return KeptCalls.open(settings.data(), settings.services(), clock, meters);
        } catch (IOException e) {
            throw new StartFailure(
                    "what is kept of calls cannot be opened: %s: see data (STROWGER_DATA)"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private void closeKept() {
        try {
            kept.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SipTelephony bindTelephony(EngineSettings settings) throws StartFailure, IOException {
        try {
            return SipTelephony.bind(settings.sip(), tally, kept.store(), clock, meters);
        } catch (BindException e) {
            throw taken(settings.sip().address(), settings.sip().port(), "sip", e);
        }
    }

    private Alerting openAlerting(EngineSettings settings) {
        return await(
                Alerting.open(
                        vertx,
                        clock,
                        meters,
                        settings.centre(),
                        new Alerting.Sources(this::routing, queues -> shard.standings(queues)),
                        tally));
    }

    private RoutingShard openShard(EngineSettings settings) throws StartFailure {
        Path journal = settings.data().resolve("journal").resolve(settings.centre());
        try {
            return await(
                    RoutingShard.open(
                            vertx,
                            FileEventLog.in(journal, settings.services().journal(), clock, meters),
                            clock,
                            events -> {
                                metrics.on(events);
                                forecaster.on(events);
                                alerting.on(events);
                                news.on(events);
                                sessions.on(events);
                            },
                            meters));
        } catch (RuntimeException e) {
            throw new StartFailure(
                    "the journal cannot be opened: %s: see data (STROWGER_DATA)"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private void forecast(View view) {
        forecasts = view;
        estimates.show(view);
    }

    private int startHttp(EngineSettings.Http at) throws StartFailure {
        try {
            return await(http.start());
        } catch (RuntimeException e) {
            throw taken(at.address(), at.port(), "http", e);
        }
    }

    /// @param key of the part's settings
    private static StartFailure taken(InetAddress address, int port, String key, Exception why) {
        String upper = key.toUpperCase(Locale.ROOT);
        return new StartFailure(
                "%s:%d cannot be bound (taken, or not an address of this machine): set %s.port or %s.address (STROWGER_%s_PORT, STROWGER_%s_ADDRESS)"
                        .formatted(address.getHostAddress(), port, key, key, upper, upper),
                why);
    }

    /// What the routing core remembers from before a restart and the network does not have: calls
    /// whose voices died with the old process, and agents whose phones are gone.
    private void reconcile() {
        shard.tell(sessions::reconcile)
                .onFailure(e -> LOG.error("calls from before the start are not cleared", e));
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(live.problems());
        problems.addAll(flows.problems());
        return problems;
    }

    private void reloadFlows() {
        openingHours.reload();
        closedCalendars.reload();
        flows.reload();
    }

    /// Applies what changes in a settings file, and in those that it names, until the engine is
    /// closed; looks at them twice a second.
    ///
    /// @param file that the engine's settings were read from
    public void watch(Path file, Map<String, String> environment) {
        SettingsWatch watch = new SettingsWatch(file, environment);
        lookouts.post("settings", () -> live.look(watch));
    }

    /// Takes new settings without a restart, and without touching a call: new calls and new talks
    /// have the new rules. What needs a restart stays as it was, and is told in the log.
    ///
    /// @return why they were not taken, in which case nothing has changed; empty when they were
    public List<Problem> apply(EngineSettings next) {
        return live.apply(next);
    }

    /// The settings that the engine runs with.
    public EngineSettings settings() {
        return inForce.get();
    }

    /// Hands a command to the routing core.
    ///
    /// @param command given the time at which it is carried out
    /// @return false when too many commands wait already
    public boolean submit(Function<Instant, RoutingCommand> command) {
        return shard.submit(command);
    }

    /// Carries out what an agent, a supervisor or the operator asks.
    public Future<DeskAnswer> carryOut(DeskCommand command) {
        return sessions.carryOut(command);
    }

    /// The calls there are, longest first.
    public Future<List<CallView>> calls() {
        return sessions.calls();
    }

    /// All that the routing core knows at this moment.
    public Future<RoutingSnapshot> routing() {
        return shard.snapshot();
    }

    /// The flows that calls run.
    public FlowSource flows() {
        return flows;
    }

    /// The calendars that are closed by hand.
    public ClosedCalendars closedCalendars() {
        return closedCalendars;
    }

    /// How many legs there are.
    public int legs() {
        return telephony.legs();
    }

    /// How many UDP ports are bound for audio.
    public int openPorts() {
        return telephony.openPorts();
    }

    /// Where the status page is.
    public String url() {
        return "http://%s:%d/"
                .formatted(EngineSettings.host(settings().http().address()), httpPort);
    }

    /// Ends all calls, keeps what must outlive a restart, and frees everything.
    @Override
    public void close() {
        lookouts.close();
        Undo.stop("HTTP", () -> await(http.close()));
        Undo.stop("SIP", telephony::close);
        // What the calls' ends made of the routing core's state is on its way; a question that
        // comes after it is answered when it is done.
        Undo.stop("calls", () -> await(sessions.calls()));
        Undo.stop("routing", () -> await(shard.close()));
        Undo.stop("callbacks", callbacks::close);
        Undo.stop("estimates", forecaster::close);
        Undo.stop("alerts", () -> await(alerting.close()));
        Undo.stop("data dips", () -> await(dips.close()));
        Undo.stop("what is kept of calls", this::closeKept);
        Undo.stop("event loops", () -> await(vertx.close()));
        Undo.stop("seats", seats::close);
        meters.close();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + PATIENCE, e);
        }
    }
}
