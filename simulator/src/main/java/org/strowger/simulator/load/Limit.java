package org.strowger.simulator.load;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.simulator.scenario.Target;

/// What must be kept under load.
sealed interface Limit {
    /// The most that so many per cent of the times may take.
    ///
    /// @param percent above 0, to 100
    record Time(Timing timing, double percent, Duration most) implements Limit {}

    /// The largest share of calls with an error, in per cent.
    record Errors(double percent) implements Limit {}

    /// The largest share of callers in line who give up, in per cent.
    record Abandoned(double percent) implements Limit {}

    /// The least share of the calls that were due that must be made, in per cent.
    record Rate(double percent) implements Limit {}

    /// The least share of callers for a line who must talk with an agent, in per cent; somebody
    /// must in any case, where there are such callers.
    record Talked(double percent) implements Limit {}

    /// One of the scenario's.
    record OfScenario(Target target) implements Limit {}

    Pattern TIME =
            Pattern.compile(
                    "(answer|ring|next|bye|wait|own)[.](?:p([0-9]{1,2}(?:[.][0-9]{1,3})?)|max)=([0-9]{1,6})(ms|s|m)");
    Pattern SHARE =
            Pattern.compile("(errors|abandoned|rate|talked)=([0-9]{1,3}(?:[.][0-9]{1,6})?)%");

    String EXPECTED =
            "--limit expects TIME.pPERCENT=DURATION or TIME.max=DURATION, where TIME is answer, ring,"
                    + " next, bye, wait or own; or errors=N%, abandoned=N%, rate=N%, talked=N%";

    /// Reads `answer.p99=50ms` or `errors=1%`; empty when it is neither.
    static Optional<Limit> parse(String text) {
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            double percent = time.group(2) == null ? 100 : Double.parseDouble(time.group(2));
            Duration most = duration(Long.parseLong(time.group(3)), time.group(4));
            return Timing.of(time.group(1))
                    .filter(_ -> percent > 0)
                    .map(timing -> new Time(timing, percent, most));
        }
        Matcher share = SHARE.matcher(text);
        if (!share.matches() || Double.parseDouble(share.group(2)) > 100) {
            return Optional.empty();
        }
        double percent = Double.parseDouble(share.group(2));
        return Optional.of(
                switch (share.group(1)) {
                    case "errors" -> new Errors(percent);
                    case "abandoned" -> new Abandoned(percent);
                    case "talked" -> new Talked(percent);
                    default -> new Rate(percent);
                });
    }

    private static Duration duration(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    /// Whether it was kept, in words.
    record Verdict(boolean kept, String words) {}

    default Verdict judge(Ledger ledger) {
        return switch (this) {
            case Time(var timing, var percent, var most) -> {
                Duration was = ledger.at(timing, percent);
                boolean any = ledger.count(timing) > 0;
                yield new Verdict(
                        any && was.compareTo(most) <= 0,
                        "%s: %s of %s %%, at most %s"
                                .formatted(
                                        timing.words(),
                                        any ? ms(was) : "never measured",
                                        plain(percent),
                                        ms(most)));
            }
            case Errors(var percent) ->
                    share("errors", ledger.errorCount(), ledger.due, percent, true);
            case Abandoned(var percent) ->
                    share(
                            "callers in line who gave up",
                            ledger.gaveUp,
                            ledger.gaveUp + ledger.talked,
                            percent,
                            true);
            case Rate(var percent) ->
                    share("calls made of those due", ledger.rang, ledger.due, percent, false);
            case Talked(var percent) -> talked(ledger, percent);
            case OfScenario(var target) -> ofScenario(target, ledger);
        };
    }

    private static Verdict share(String what, long some, long all, double percent, boolean atMost) {
        double was = all == 0 ? 0 : 100.0 * some / all;
        return new Verdict(
                all > 0 && (atMost ? was <= percent : was >= percent),
                all == 0
                        ? what + ": no call"
                        : String.format(
                                Locale.ROOT,
                                "%s: %.3f %% (%,d of %,d), at %s %s %%",
                                what,
                                was,
                                some,
                                all,
                                atMost ? "most" : "least",
                                plain(percent)));
    }

    private static Verdict talked(Ledger ledger, double percent) {
        String what = "callers for a line who talked with an agent";
        if (ledger.forLine == 0 && percent == 0) {
            return new Verdict(true, what + ": none was for a line");
        }
        if (ledger.forLine > 0 && ledger.talked == 0) {
            return new Verdict(
                    false,
                    String.format(
                            Locale.ROOT,
                            "%s: none of %,d (--agents 0 where agents sit elsewhere)",
                            what,
                            ledger.forLine));
        }
        return share(what, ledger.talked, ledger.forLine, percent, false);
    }

    private static Verdict ofScenario(Target target, Ledger ledger) {
        LineFigures line = new LineFigures();
        target.queue()
                .ifPresentOrElse(
                        queue -> line.add(ledger.line(queue.value())),
                        () -> ledger.lines().values().forEach(line::add));
        String where = target.queue().map(queue -> " in " + queue).orElse("");
        if (line.callers() == 0) {
            return new Verdict(false, "target" + where + ": no caller was in line");
        }
        return switch (target) {
            case Target.ServiceLevel(_, var within, var share) ->
                    new Verdict(
                            line.answeredWithin(within) >= share,
                            String.format(
                                    Locale.ROOT,
                                    "answered within %d s%s: %.1f %%, at least %.1f %%",
                                    within.toSeconds(),
                                    where,
                                    100 * line.answeredWithin(within),
                                    100 * share));
            case Target.Abandoned(_, var share) ->
                    new Verdict(
                            line.abandoned() <= share,
                            String.format(
                                    Locale.ROOT,
                                    "gave up%s: %.1f %%, at most %.1f %%",
                                    where,
                                    100 * line.abandoned(),
                                    100 * share));
            case Target.MeanWait(_, var most) ->
                    new Verdict(
                            line.meanWait().compareTo(most) <= 0,
                            "mean wait%s: %s, at most %s"
                                    .formatted(where, ms(line.meanWait()), ms(most)));
        };
    }

    /// Milliseconds, in words.
    static String ms(Duration time) {
        return String.format(Locale.ROOT, "%,.1f ms", time.toNanos() / 1e6);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
