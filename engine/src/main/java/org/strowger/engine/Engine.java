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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.alert.Webhook;
import org.strowger.engine.api.HttpFront;
import org.strowger.engine.api.Status;
import org.strowger.engine.call.CallSessions;
import org.strowger.engine.call.CallView;
import org.strowger.engine.call.CallbackBook;
import org.strowger.engine.call.DeskAnswer;
import org.strowger.engine.call.DeskCommand;
import org.strowger.engine.call.Whisper;
import org.strowger.engine.cluster.FileEventLog;
import org.strowger.engine.cluster.RoutingShard;
import org.strowger.engine.dip.DipClient;
import org.strowger.engine.estimate.WaitEstimator;
import org.strowger.engine.estimate.WaitForecasts.View;
import org.strowger.engine.flow.Announcements;
import org.strowger.engine.flow.ClosedCalendars;
import org.strowger.engine.flow.FlowLibrary;
import org.strowger.engine.flow.FlowSource;
import org.strowger.engine.flow.OpeningHours;
import org.strowger.engine.flow.PromptLibrary;
import org.strowger.engine.flow.PromptSynthesizer;
import org.strowger.engine.flow.PublishedFlows;
import org.strowger.engine.flow.ReleaseStore;
import org.strowger.engine.observe.EstimateMetrics;
import org.strowger.engine.observe.FlowMetrics;
import org.strowger.engine.observe.RoutingMetrics;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.flow.FlowEvent;
import org.strowger.flow.expression.ExpressionCompiler;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Sound;
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
    private static final Duration FILES_LOOKED_AT_EVERY = Duration.ofMillis(500);
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
    private final PromptSynthesizer synthesizer;
    private final CallSessions sessions;
    private final SeatsFile seats;
    private final Tally tally;
    private final SipTelephony telephony;
    private final Forecaster forecaster;
    private final Alerting alerting;
    private final RoutingShard shard;
    private final HttpFront http;
    private final int httpPort;
    private final ReentrantLock applying = new ReentrantLock();
    private final Applications applications = new Applications(meters);
    private final List<Thread> watches = new CopyOnWriteArrayList<>();
    private volatile EngineSettings settings;
    private volatile List<Problem> settingsProblems = List.of();
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
            openingHours = new OpeningHours(settings.calendars());
            openingHours.reload();
            callbacks = CallbackBook.open(settings.data().resolve(CallbackBook.FILE), meters);
            undo.add(callbacks::close);
            vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
            undo.add(() -> await(vertx.close()));
            Context loop = vertx.getOrCreateContext();
            seats = new SeatsFile(settings.data().resolve(SeatsFile.NAME));
            undo.add(seats::close);
            dips = DipClient.open(vertx, settings.services().dips(), clock, meters);
            undo.add(() -> await(dips.close()));
            kept = openKept(settings);
            undo.add(() -> closeKept());
            FlowMetrics flowMetrics = new FlowMetrics(meters);
            news = new CentreNews(this::tell);
            services =
                    new CentreServices(
                            () -> this.settings,
                            clock,
                            new CentreServices.Parts(
                                    flows,
                                    closedCalendars,
                                    openingHours,
                                    callbacks,
                                    announcements(settings, synthesizer),
                                    dips,
                                    kept,
                                    seats,
                                    this::announced,
                                    news,
                                    event -> counted(flowMetrics, event),
                                    _ -> reconcile()));
            this.synthesizer = synthesizer;
            services.whispers(whispers(settings));
            services.papers(QueuePapers.of(settings.rules()));
            sessions = new CallSessions(vertx, loop, clock, services, meters);
            sessions.apply(settings.rules(), settings.agents());
            sessions.seat(seats.read());
            sessions.restore(callbacks.found());
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
                            this::status,
                            meters);
            httpPort = startHttp();
            watches.add(
                    Thread.ofVirtual()
                            .name("strowger-flows")
                            .start(() -> forEver(this::reloadFlows)));
            Forgetting forgetting = new Forgetting(settings.data(), kept);
            watches.add(
                    Thread.ofVirtual()
                            .name("strowger-forgetting")
                            .start(() -> forEver(forgetting::look)));
        } catch (IOException e) {
            undo.run();
            throw new StartFailure("cannot start: " + e.getMessage(), e);
        } catch (StartFailure | RuntimeException e) {
            undo.run();
            throw e;
        }
    }

    private void counted(FlowMetrics flowMetrics, FlowEvent event) {
        flowMetrics.on(event);
        tally.on(event);
    }

    private void tell(Webhook.Kind kind, String type, String subject, JsonObject data) {
        alerting.webhooks().send(kind, type, subject, data);
    }

    private Sound announced(DeskCommand.Announced what) throws IOException {
        PromptLibrary library = library(settings, synthesizer);
        return switch (what) {
            case DeskCommand.Announced.OfText(var words) -> Announcements.text(library, words);
            case DeskCommand.Announced.OfRecording(var id) -> Announcements.recording(library, id);
        };
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

    /// What agents hear before callers of some queues are connected.
    private SortedMap<QueueId, Sound> whispers(EngineSettings of) throws StartFailure {
        PromptLibrary library = library(of, synthesizer);
        SortedMap<QueueId, Sound> sounds = new TreeMap<>();
        for (var queue : of.rules().queues().entrySet()) {
            if (queue.getValue().whisper().isPresent()) {
                sounds.put(queue.getKey(), whisper(library, queue.getValue().whisper().get()));
            }
        }
        return sounds;
    }

    private static Sound whisper(PromptLibrary library, Whisper whisper) throws StartFailure {
        try {
            return switch (whisper) {
                case Whisper.Text(var words) -> Announcements.text(library, words);
                case Whisper.Recording(var id) -> Announcements.recording(library, id);
            };
        } catch (IOException e) {
            throw new StartFailure("a whisper cannot be said: " + e.getMessage(), e);
        }
    }

    private static PromptLibrary library(EngineSettings settings, PromptSynthesizer synthesizer) {
        Path spoken = settings.data().resolve("spoken");
        return new PromptLibrary(settings.prompts(), spoken, synthesizer);
    }

    private static Announcements announcements(
            EngineSettings settings, PromptSynthesizer synthesizer) throws StartFailure {
        try {
            return Announcements.in(library(settings, synthesizer));
        } catch (IOException e) {
            throw new StartFailure("an announcement cannot be read: " + e.getMessage(), e);
        }
    }

    private static FlowSource source(EngineSettings settings, PromptSynthesizer synthesizer) {
        PromptLibrary prompts = library(settings, synthesizer);
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
            return SipTelephony.bind(settings.sip(), tally, kept.store(), clock, meters);
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
                            FileEventLog.in(journal, meters),
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

    /// What the routing core remembers from before a restart and the network does not have: calls
    /// whose voices died with the old process, and agents whose phones are gone.
    private void reconcile() {
        sessions.presence()
                .compose(present -> shard.snapshot().onSuccess(known -> letGo(known, present)))
                .onFailure(e -> LOG.error("calls from before the start are not cleared", e));
    }

    private void letGo(RoutingSnapshot known, CallSessions.Presence present) {
        sessions.remember(known);
        Stale.commands(known, present, new HashSet<>(settings.agents())).forEach(shard::submit);
        sessions.agree(known);
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
                        problems()),
                metrics);
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(settingsProblems);
        problems.addAll(flows.problems());
        return problems;
    }

    private void forEver(Runnable look) {
        try {
            while (true) {
                Thread.sleep(FILES_LOOKED_AT_EVERY);
                lookSafely(look);
            }
        } catch (InterruptedException e) {
            LOG.debug("files are no longer watched", e);
        }
    }

    /// One file that cannot be handled must not end the watch over the others.
    private static void lookSafely(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.error("files cannot be looked at", e);
        }
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
        watches.add(
                Thread.ofVirtual()
                        .name("strowger-settings")
                        .start(() -> forEver(() -> lookAtSettings(watch))));
    }

    private void lookAtSettings(SettingsWatch watch) {
        watch.look().ifPresent(result -> take(result, watch));
    }

    private void take(SettingsFile.Result result, SettingsWatch watch) {
        List<Problem> wrong =
                switch (result) {
                    case SettingsFile.Result.Refused(var problems) -> problems;
                    case SettingsFile.Result.Ok(var next) -> apply(next);
                };
        if (!wrong.isEmpty() && result instanceof SettingsFile.Result.Ok) {
            watch.again();
        }
        wrong.stream()
                .filter(problem -> !settingsProblems.contains(problem))
                .forEach(problem -> LOG.error("the settings stay as they were: {}", problem));
        if (!wrong.isEmpty() && !wrong.equals(settingsProblems)) {
            applications.refused();
        }
        settingsProblems = wrong;
    }

    /// Takes new settings without a restart, and without touching a call: new calls and new talks
    /// have the new rules. What needs a restart stays as it was, and is told in the log.
    ///
    /// @return why they were not taken, in which case nothing has changed; empty when they were
    public List<Problem> apply(EngineSettings next) {
        applying.lock();
        try {
            SettingsDifference difference = new SettingsDifference(settings, next);
            EngineSettings taken = difference.taken();
            List<Problem> wrong = unanswered(taken);
            if (!wrong.isEmpty()) {
                return wrong;
            }
            SortedMap<QueueId, Sound> whispers;
            try {
                whispers = whispers(taken);
            } catch (StartFailure e) {
                return List.of(new Problem("settings", 1, 1, String.valueOf(e.getMessage())));
            }
            if (!taken.policy().equals(settings.policy())
                    && !shard.submit(at -> new ApplyPolicy(at, taken.policy()))) {
                return List.of(
                        new Problem("settings", 1, 1, "too much waits for routing just now"));
            }
            flows.surroundings(taken.surroundings());
            sessions.apply(taken.rules(), taken.agents());
            telephony.phones(new TreeMap<>(taken.sip().phones()));
            alerting.apply(taken.services().alerts(), taken.services().webhooks());
            dips.apply(taken.services().dips());
            services.whispers(whispers);
            services.papers(QueuePapers.of(taken.rules()));
            settings = taken;
            applications.applied(difference);
            return List.of();
        } finally {
            applying.unlock();
        }
    }

    /// New numbers for which there is no flow. One that was there already is left to the flows' own
    /// problems.
    private List<Problem> unanswered(EngineSettings next) {
        List<Problem> wrong = new ArrayList<>();
        next.numbers()
                .forEach(
                        (number, flow) -> {
                            if (!flow.equals(settings.numbers().get(number))
                                    && flows.find(flow).isEmpty()) {
                                String message =
                                        "numbers.%s names the flow '%s', but %s"
                                                .formatted(number, flow, missing(next));
                                wrong.add(new Problem("settings", 1, 1, message));
                            }
                        });
        return wrong;
    }

    /// The settings that the engine runs with.
    public EngineSettings settings() {
        return settings;
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
        return "http://%s:%d/".formatted(EngineSettings.host(settings.http().address()), httpPort);
    }

    /// Ends all calls, keeps what must outlive a restart, and frees everything.
    @Override
    public void close() {
        watches.forEach(Thread::interrupt);
        stop("HTTP", () -> await(http.close()));
        stop("SIP", telephony::close);
        // What the calls' ends made of the routing core's state is on its way; a question that
        // comes after it is answered when it is done.
        stop("calls", () -> await(sessions.calls()));
        stop("routing", () -> await(shard.close()));
        stop("callbacks", callbacks::close);
        stop("estimates", forecaster::close);
        stop("alerts", () -> await(alerting.close()));
        stop("data dips", () -> await(dips.close()));
        stop("what is kept of calls", this::closeKept);
        stop("event loops", () -> await(vertx.close()));
        stop("seats", seats::close);
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
