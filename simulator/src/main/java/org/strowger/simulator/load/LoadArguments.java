package org.strowger.simulator.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.command.Options;

/// What the command line of `load` says.
///
/// @param time absent: as long as the scenario, but a minute at most
record LoadArguments(
        Path scenario,
        String target,
        boolean owned,
        double perSecond,
        Duration warmUp,
        Optional<Duration> time,
        Duration drain,
        int agents,
        int callsAtOnce,
        Duration longestCall,
        int sipPort,
        int firstMediaPort,
        int lastMediaPort,
        int listenEvery,
        List<Limit> limits,
        Optional<Path> histograms,
        Optional<Path> json) {
    static final String USAGE =
            """
            usage: strowger load SCENARIO.yaml --target sip:[NUMBER@]HOST[:PORT] [OPTION ...]
                   strowger load --capture [OPTION ...]    SIPp as callers and agents, a capture as the clock

              --i-own-this-target   the target is not this machine, and yours to load
              --rate N              calls in each second, evenly; else as the scenario's arrivals have them
              --time 60s            how long calls are made, up to 24h
              --warm-up 5s          calls that are due before it count in no figure
              --drain 30s           how long calls may go on after that
              --agents N            so many agents at most; 0: they sit elsewhere
              --calls-at-once 1000  more are not made, and are errors; up to 10000
              --longest-call 5m     a call is ended after it
              --sip-port N          our SIP port; else any that is free
              --media-ports 46000-59999
              --listen-every 10     of every so many calls both ends listen to the talk; 0: none
              --limit answer.p99=50ms  what must be kept; answer, ring, next, bye, wait, own
              --limit errors=1%     errors, abandoned, rate, talked; errors=0% unless said otherwise,
                                    and somebody must talk with an agent
              --histograms FILE     all times, as HdrHistogram writes them
              --json FILE           what came of it, with its verdicts; - is the standard output
            """;

    private static final List<String> OPTIONS =
            List.of(
                    "--agents",
                    "--calls-at-once",
                    "--drain",
                    "--histograms",
                    "--json",
                    "--limit",
                    "--listen-every",
                    "--longest-call",
                    "--media-ports",
                    "--rate",
                    "--sip-port",
                    "--target",
                    "--time",
                    "--warm-up");
    private static final String OWNED = "--i-own-this-target";
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(s|m|h)");
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_LIMITS = 100;

    LoadArguments {
        limits = List.copyOf(limits);
    }

    /// What came of reading a command line.
    sealed interface Result {
        record Ok(LoadArguments arguments) implements Result {}

        record Misused(String reason) implements Result {}
    }

    static Result parse(List<String> words) {
        try {
            return new Result.Ok(read(new Options(words, OPTIONS, List.of(OWNED))));
        } catch (Options.Misused e) {
            return new Result.Misused(String.valueOf(e.getMessage()));
        }
    }

    private static LoadArguments read(Options said) {
        Path scenario = said.files(1, "scenario").getFirst();
        Optional<String> target = said.text("--target");
        if (target.isEmpty()) {
            throw new Options.Misused("--target is missing: sip:[NUMBER@]HOST[:PORT]");
        }
        if (said.all("--limit").size() > MOST_LIMITS) {
            throw new Options.Misused("expected " + MOST_LIMITS + " limits at most");
        }
        List<Limit> limits = new ArrayList<>();
        said.all("--limit").forEach(text -> limits.add(limit(text)));
        Matcher ports = PORTS.matcher(said.text("--media-ports").orElse("46000-59999"));
        if (!ports.matches()) {
            throw new Options.Misused("--media-ports expects FIRST-LAST");
        }
        int agents = said.count("--agents", 0, 10_000).orElse(10_000);
        addUsual(limits, agents);
        LoadArguments read =
                new LoadArguments(
                        scenario,
                        target.get(),
                        said.has(OWNED),
                        said.text("--rate").map(LoadArguments::rate).orElse(0.0),
                        said.text("--warm-up").map(LoadArguments::warmUp).orElse(Duration.ZERO),
                        said.text("--time").map(text -> duration("--time", text)),
                        duration("--drain", said.text("--drain").orElse("30s")),
                        agents,
                        said.count("--calls-at-once", 1, 10_000).orElse(1_000),
                        duration("--longest-call", said.text("--longest-call").orElse("5m")),
                        said.count("--sip-port", 0, HIGHEST_PORT).orElse(0),
                        Integer.parseInt(ports.group(1)),
                        Integer.parseInt(ports.group(2)),
                        said.count("--listen-every", 0, 1_000_000).orElse(10),
                        limits,
                        said.path("--histograms"),
                        said.path("--json"));
        read.checkPorts();
        return read;
    }

    /// What is judged unless somebody says otherwise. Of agents who sit elsewhere nobody can tell
    /// who talks with them.
    private static void addUsual(List<Limit> limits, int agents) {
        if (limits.stream().noneMatch(Limit.Errors.class::isInstance)) {
            limits.add(new Limit.Errors(0));
        }
        if (agents > 0 && limits.stream().noneMatch(Limit.Talked.class::isInstance)) {
            limits.add(new Limit.Talked(0));
        }
    }

    /// Each leg has a port of its own, an even one.
    private void checkPorts() {
        if (firstMediaPort < 1_024
                || lastMediaPort > HIGHEST_PORT
                || lastMediaPort < firstMediaPort) {
            throw new Options.Misused("--media-ports expects ports from 1024 to 65535");
        }
        int there = (lastMediaPort - firstMediaPort) / 2;
        int needed = callsAtOnce + Math.min(agents, callsAtOnce);
        if (there < needed) {
            throw new Options.Misused(
                    "--media-ports has %d ports for audio, but %d are needed by --calls-at-once %d and as many agents"
                            .formatted(there, needed, callsAtOnce));
        }
    }

    private static double rate(String text) {
        double rate = text.matches("[0-9]{1,5}([.][0-9]{1,6})?") ? Double.parseDouble(text) : 0;
        if (rate < 0.001 || rate > 10_000) {
            throw new Options.Misused("--rate expects 0.001 to 10000 calls a second");
        }
        return rate;
    }

    /// Nothing at all is one, too.
    private static Duration warmUp(String text) {
        return text.matches("0{1,6}[smh]") ? Duration.ZERO : duration("--warm-up", text);
    }

    private static Duration duration(String option, String text) {
        Matcher parts = DURATION.matcher(text);
        Duration duration =
                parts.matches()
                        ? Duration.parse(
                                switch (parts.group(2)) {
                                    case "s" -> "PT" + parts.group(1) + "S";
                                    case "m" -> "PT" + parts.group(1) + "M";
                                    default -> "PT" + parts.group(1) + "H";
                                })
                        : Duration.ZERO;
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new Options.Misused(option + " expects a duration such as 30s or 10m, up to 24h");
        }
        return duration;
    }

    private static Limit limit(String text) {
        return Limit.parse(text)
                .orElseThrow(() -> new Options.Misused(Limit.EXPECTED + ", not " + text));
    }

    /// The plan for a target that was looked at.
    ///
    /// @param span how long the scenario is
    /// @param wrapUps how long after-call work takes, by line, in nanoseconds
    LoadPlan plan(
            LoadTarget at, Duration span, SortedMap<QueueId, Long> wrapUps, List<Limit> more) {
        List<Limit> all = new ArrayList<>(limits);
        all.addAll(more);
        Duration usual = Duration.ofMinutes(1);
        return new LoadPlan(
                at,
                perSecond,
                warmUp,
                time.orElse(span.compareTo(usual) < 0 ? span : usual),
                drain,
                agents,
                callsAtOnce,
                longestCall,
                sipPort,
                firstMediaPort,
                lastMediaPort,
                listenEvery,
                all,
                histograms,
                json,
                wrapUps);
    }
}
