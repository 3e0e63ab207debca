package org.strowger.engine;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.api.HttpFront;
import org.strowger.engine.api.Status;
import org.strowger.engine.call.CallSessions;
import org.strowger.engine.call.CallView;
import org.strowger.engine.cluster.FileEventLog;
import org.strowger.engine.cluster.RoutingShard;
import org.strowger.engine.estimate.WaitEstimator;
import org.strowger.engine.estimate.WaitForecasts.View;
import org.strowger.engine.flow.ClosedCalendars;
import org.strowger.engine.flow.FlowLibrary;
import org.strowger.engine.flow.FlowSource;
import org.strowger.engine.flow.LoadedFlow;
import org.strowger.engine.flow.PromptLibrary;
import org.strowger.engine.flow.PromptSynthesizer;
import org.strowger.engine.flow.PublishedFlows;
import org.strowger.engine.flow.ReleaseStore;
import org.strowger.engine.observe.EstimateMetrics;
import org.strowger.engine.observe.FlowMetrics;
import org.strowger.engine.observe.RoutingMetrics;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.flow.expression.ExpressionCompiler;
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
    private static final Duration FLOWS_LOOKED_AT_EVERY = Duration.ofMillis(500);
    private static final Duration ESTIMATES_EVERY = Duration.ofSeconds(1);

    private final EngineSettings settings;
    private final InstantSource clock = new MonotonicClock();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RoutingMetrics metrics = new RoutingMetrics(meters);
    private final EstimateMetrics estimates = new EstimateMetrics(meters);
    private final Vertx vertx;
    private final FlowSource flows;
    private final ClosedCalendars closedCalendars;
    private final CallSessions sessions;
    private final SipTelephony telephony;
    private final Forecaster forecaster;
    private final RoutingShard shard;
    private final HttpFront http;
    private final int httpPort;
    private final Thread flowWatch;
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
        this.settings = settings;
        Undo undo = new Undo();
        try {
            flows = flows(settings, synthesizer);
            closedCalendars =
                    new ClosedCalendars(settings.data().resolve(ClosedCalendars.FILE_NAME));
            closedCalendars.reload();
            vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
            undo.add(() -> await(vertx.close()));
            Context loop = vertx.getOrCreateContext();
            sessions =
                    new CallSessions(
                            vertx,
                            loop,
                            clock,
                            this::flowOf,
                            closedCalendars::closed,
                            new FlowMetrics(meters)::on,
                            settings.agents(),
                            legs -> reconcile(),
                            meters);
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
            shard = openShard(settings);
            undo.add(() -> await(shard.close()));
            sessions.connect(telephony, new ShardRouting(shard, () -> forecasts, clock));
            shard.submit(at -> new ApplyPolicy(at, settings.policy()));
            telephony.start();
            telephony.send(new ListLegs(new CommandId("start")));
            http =
                    new HttpFront(
                            vertx,
                            settings.http().address(),
                            settings.http().port(),
                            this::status,
                            meters);
            httpPort = startHttp();
            flowWatch = Thread.ofVirtual().name("strowger-flows").start(this::watchFlows);
        } catch (IOException e) {
            undo.run();
            throw new StartFailure("cannot start: " + e.getMessage(), e);
        } catch (StartFailure | RuntimeException e) {
            undo.run();
            throw e;
        }
    }

    private static FlowSource source(EngineSettings settings, PromptSynthesizer synthesizer) {
        Path spoken = settings.data().resolve("spoken");
        PromptLibrary prompts = new PromptLibrary(settings.prompts(), spoken, synthesizer);
        return switch (settings.publishing()) {
            case ON_SAVE ->
                    new FlowLibrary(
                            settings.flows(),
                            settings.calendars(),
                            settings.surroundings(),
                            prompts);
            case BY_COMMAND ->
                    new PublishedFlows(
                            new ReleaseStore(settings.releases()),
                            settings.surroundings(),
                            prompts);
        };
    }

    private static FlowSource flows(EngineSettings settings, PromptSynthesizer synthesizer)
            throws StartFailure {
        ExpressionCompiler.warmUp(); // Or the first call that evaluates one would wait for it.
        FlowSource flows = source(settings, synthesizer);
        flows.reload();
        boolean servesSome =
                settings.publishing() == EngineSettings.Publishing.BY_COMMAND
                        && settings.numbers().values().stream()
                                .anyMatch(flow -> flows.find(flow).isPresent());
        if (!flows.problems().isEmpty() && !servesSome) {
            throw new StartFailure(
                    flows.problems().stream()
                            .map(Problem::toString)
                            .collect(Collectors.joining("\n")));
        }
        for (var number : settings.numbers().entrySet()) {
            if (flows.find(number.getValue()).isEmpty()) {
                if (servesSome && !flows.problems().isEmpty()) {
                    LOG.error("number {} is not answered: see above", number.getKey());
                    continue;
                }
                throw new StartFailure(
                        "numbers.%s names the flow '%s', but %s"
                                .formatted(number.getKey(), number.getValue(), missing(settings)));
            }
        }
        return flows;
    }

    private static String missing(EngineSettings settings) {
        return switch (settings.publishing()) {
            case ON_SAVE -> "no file in " + settings.flows() + " is that flow";
            case BY_COMMAND -> "no release of it was published: strowger flow publish does that";
        };
    }

    private SipTelephony bindTelephony(EngineSettings settings) throws StartFailure, IOException {
        try {
            return SipTelephony.bind(settings.sip(), sessions, clock, meters);
        } catch (BindException e) {
            throw new StartFailure(
                    "%s:%d cannot be bound (taken, or not an address of this machine): set sip.port"
                                    .formatted(
                                            settings.sip().address().getHostAddress(),
                                            settings.sip().port())
                            + " or sip.address (STROWGER_SIP_PORT, STROWGER_SIP_ADDRESS)",
                    e);
        }
    }

    private RoutingShard openShard(EngineSettings settings) throws StartFailure {
        Path journal = settings.data().resolve("journal").resolve(settings.centre());
        try {
            return await(
                    RoutingShard.open(
                            vertx,
                            FileEventLog.in(journal, meters),
                            clock,
                            events -> {
                                metrics.on(events);
                                forecaster.on(events);
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

    private int startHttp() throws StartFailure {
        try {
            return await(http.start());
        } catch (RuntimeException e) {
            throw new StartFailure(
                    "%s:%d cannot be bound (taken, or not an address of this machine): set http.port"
                                    .formatted(
                                            settings.http().address().getHostAddress(),
                                            settings.http().port())
                            + " or http.address (STROWGER_HTTP_PORT, STROWGER_HTTP_ADDRESS)",
                    e);
        }
    }

    private Optional<LoadedFlow> flowOf(String number) {
        return Optional.ofNullable(settings.numbers().get(number)).flatMap(flows::find);
    }

    /// What the routing core remembers from before a restart and the network does not have: calls
    /// whose voices died with the old process, and agents whose phones are gone.
    private void reconcile() {
        sessions.presence()
                .compose(present -> shard.snapshot().onSuccess(known -> letGo(known, present)))
                .onFailure(e -> LOG.error("calls from before the start are not cleared", e));
    }

    private void letGo(RoutingSnapshot known, CallSessions.Presence present) {
        Stale.commands(known, present, new HashSet<>(settings.agents())).forEach(shard::submit);
    }

    private Future<JsonObject> status() {
        return sessions.calls()
                .compose(
                        calls ->
                                Future.all(shard.snapshot(), shard.places(inLine(calls)))
                                        .map(
                                                known ->
                                                        status(
                                                                calls,
                                                                known.resultAt(0),
                                                                known.resultAt(1))));
    }

    private static List<CallId> inLine(List<CallView> calls) {
        return calls.stream()
                .filter(
                        call ->
                                call.state() == CallView.State.IN_LINE
                                        || call.state() == CallView.State.OFFERED)
                .map(CallView::id)
                .toList();
    }

    private JsonObject status(
            List<CallView> calls, RoutingSnapshot routing, SortedMap<CallId, Integer> places) {
        return Status.json(
                new Status.Facts(
                        settings.centre(),
                        clock.instant(),
                        calls,
                        routing,
                        places,
                        forecasts,
                        settings.agents(),
                        flows.problems()),
                metrics);
    }

    private void watchFlows() {
        try {
            while (true) {
                Thread.sleep(FLOWS_LOOKED_AT_EVERY);
                reloadFlows();
            }
        } catch (InterruptedException e) {
            LOG.debug("flows are no longer watched", e);
        }
    }

    /// One file that cannot be handled must not end the watch over the others.
    private void reloadFlows() {
        try {
            closedCalendars.reload();
            flows.reload();
        } catch (RuntimeException e) {
            LOG.error("the flows cannot be looked at", e);
        }
    }

    /// Hands a command to the routing core.
    ///
    /// @param command given the time at which it is carried out
    /// @return false when too many commands wait already
    public boolean submit(Function<Instant, RoutingCommand> command) {
        return shard.submit(command);
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
        return "http://%s:%d/".formatted(EngineSettings.host(settings.http().address()), httpPort);
    }

    /// Ends all calls, keeps what must outlive a restart, and frees everything.
    @Override
    public void close() {
        flowWatch.interrupt();
        stop("HTTP", () -> await(http.close()));
        stop("SIP", telephony::close);
        // What the calls' ends made of the routing core's state is on its way; a question that
        // comes after it is answered when it is done.
        stop("calls", () -> await(sessions.calls()));
        stop("routing", () -> await(shard.close()));
        stop("estimates", forecaster::close);
        stop("event loops", () -> await(vertx.close()));
        meters.close();
    }

    /// Stops one part; what goes wrong with it must not keep the others running.
    private static void stop(String part, Runnable how) {
        try {
            how.run();
        } catch (RuntimeException e) {
            LOG.error("{} did not stop as it should", part, e);
        }
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

    /// What to stop again, last first, when a start fails half-way.
    private static final class Undo {
        private final Deque<Runnable> steps = new ArrayDeque<>();

        void add(Runnable step) {
            steps.push(step);
        }

        void run() {
            steps.forEach(step -> stop("a part", step));
        }
    }
}
