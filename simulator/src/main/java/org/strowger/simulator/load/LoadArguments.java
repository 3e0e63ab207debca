package org.strowger.simulator.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.engine.routing.QueueId;
import org.strowger.yaml.Spelling;

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
        Optional<Path> histograms) {
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
              --limit errors=1%     errors, abandoned, rate; errors=0% unless said otherwise
              --histograms FILE     all times, as HdrHistogram writes them
            """;

    private static final List<String> OPTIONS =
            List.of(
                    "--agents",
                    "--calls-at-once",
                    "--drain",
                    "--histograms",
                    "--i-own-this-target",
                    "--limit",
                    "--listen-every",
                    "--longest-call",
                    "--media-ports",
                    "--rate",
                    "--sip-port",
                    "--target",
                    "--time",
                    "--warm-up");
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

    /// A word that is not what was expected.
    private static final class Unexpected extends Exception {
        private static final long serialVersionUID = 1;

        Unexpected(String message) {
            super(message, null, false, false);
        }
    }

    static Result parse(List<String> words) {
        try {
            return new Result.Ok(read(words));
        } catch (Unexpected e) {
            return new Result.Misused(String.valueOf(e.getMessage()));
        }
    }

    private static LoadArguments read(List<String> words) throws Unexpected {
        SortedMap<String, String> said = new TreeMap<>();
        List<Limit> limits = new ArrayList<>();
        List<String> files = new ArrayList<>();
        boolean owned = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                files.add(word);
            } else if (!OPTIONS.contains(word)) {
                throw new Unexpected("unknown option " + word + Spelling.didYouMean(word, OPTIONS));
            } else if (word.equals("--i-own-this-target")) {
                owned = true;
            } else if (i + 1 == words.size()) {
                throw new Unexpected(word + " expects a value");
            } else {
                i++;
                if (word.equals("--limit")) {
                    limits.add(limit(words.get(i)));
                } else if (said.put(word, words.get(i)) != null) {
                    throw new Unexpected(word + " is said twice");
                }
            }
        }
        if (files.size() != 1) {
            throw new Unexpected("expected one scenario, but found " + files.size());
        }
        if (!said.containsKey("--target")) {
            throw new Unexpected("--target is missing: sip:[NUMBER@]HOST[:PORT]");
        }
        if (limits.size() > MOST_LIMITS) {
            throw new Unexpected("expected " + MOST_LIMITS + " limits at most");
        }
        if (limits.stream().noneMatch(Limit.Errors.class::isInstance)) {
            limits.add(new Limit.Errors(0));
        }
        return of(Path.of(files.getFirst()), owned, limits, said);
    }

    private static LoadArguments of(
            Path scenario, boolean owned, List<Limit> limits, SortedMap<String, String> said)
            throws Unexpected {
        Matcher ports = PORTS.matcher(said.getOrDefault("--media-ports", "46000-59999"));
        if (!ports.matches()) {
            throw new Unexpected("--media-ports expects FIRST-LAST");
        }
        LoadArguments read =
                new LoadArguments(
                        scenario,
                        said.getOrDefault("--target", ""),
                        owned,
                        rate(said),
                        said.containsKey("--warm-up")
                                ? duration(said, "--warm-up", "")
                                : Duration.ZERO,
                        said.containsKey("--time")
                                ? Optional.of(duration(said, "--time", ""))
                                : Optional.empty(),
                        duration(said, "--drain", "30s"),
                        number(said, "--agents", 10_000, 0, 10_000),
                        number(said, "--calls-at-once", 1_000, 1, 10_000),
                        duration(said, "--longest-call", "5m"),
                        number(said, "--sip-port", 0, 0, HIGHEST_PORT),
                        Integer.parseInt(ports.group(1)),
                        Integer.parseInt(ports.group(2)),
                        number(said, "--listen-every", 10, 0, 1_000_000),
                        limits,
                        Optional.ofNullable(said.get("--histograms")).map(Path::of));
        read.checkPorts();
        return read;
    }

    /// Each leg has a port of its own, an even one.
    private void checkPorts() throws Unexpected {
        if (firstMediaPort < 1_024
                || lastMediaPort > HIGHEST_PORT
                || lastMediaPort < firstMediaPort) {
            throw new Unexpected("--media-ports expects ports from 1024 to 65535");
        }
        int there = (lastMediaPort - firstMediaPort) / 2;
        int needed = callsAtOnce + Math.min(agents, callsAtOnce);
        if (there < needed) {
            throw new Unexpected(
                    "--media-ports has %d ports for audio, but %d are needed by --calls-at-once %d and as many agents"
                            .formatted(there, needed, callsAtOnce));
        }
    }

    private static double rate(SortedMap<String, String> said) throws Unexpected {
        String text = said.get("--rate");
        if (text == null) {
            return 0;
        }
        double rate = text.matches("[0-9]{1,5}([.][0-9]{1,6})?") ? Double.parseDouble(text) : 0;
        if (rate < 0.001 || rate > 10_000) {
            throw new Unexpected("--rate expects 0.001 to 10000 calls a second");
        }
        return rate;
    }

    private static int number(
            SortedMap<String, String> said, String option, int otherwise, int least, int most)
            throws Unexpected {
        String text = said.get(option);
        if (text == null) {
            return otherwise;
        }
        int number = text.matches("[0-9]{1,8}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw new Unexpected(
                    "%s expects a whole number from %d to %d".formatted(option, least, most));
        }
        return number;
    }

    private static Duration duration(
            SortedMap<String, String> said, String option, String otherwise) throws Unexpected {
        Matcher parts = DURATION.matcher(said.getOrDefault(option, otherwise));
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
            throw new Unexpected(option + " expects a duration such as 30s or 10m, up to 24h");
        }
        return duration;
    }

    private static Limit limit(String text) throws Unexpected {
        return Limit.parse(text)
                .orElseThrow(() -> new Unexpected(Limit.EXPECTED + ", not " + text));
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
                wrapUps);
    }
}
