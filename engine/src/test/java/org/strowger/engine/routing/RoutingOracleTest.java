package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.RoutingEvent.CommandRejected.Reason;

/// The core against the rules said a second time, on random days, and both against what must hold
/// whatever the rules.
final class RoutingOracleTest {
    private static final int ATTEMPTS = 2_000;

    /// Of [#day] 42; changes when what is decided changes, and then it must be meant to.
    private static final String DIGEST =
            "26954e3f134f924c8ae90aca3e9f0d2f1867264a00e64d60621313933df9b333";

    @Test
    void coreAndOracleDecideAlike() {
        for (long seed = 0; seed < 100; seed++) {
            compare(seed, 1_000);
        }
    }

    @Test
    void coreAndOracleDecideAlikeWhereRecordsSayLeast() {
        for (long seed = 3_000; seed < 3_020; seed++) {
            RandomDay day = new RandomDay(seed);
            SideBySide both = new SideBySide();
            for (int i = 0; i < 1_000; i++) {
                assertEquals(
                        Optional.empty(), both.differenceAfter(briefly(day.next()), i % 100 == 99));
                day.heard(both.events(), both.nextDeadline());
            }
        }
    }

    private static RoutingCommand briefly(RoutingCommand command) {
        return command instanceof RoutingCommand.ApplyPolicy(var at, var policy)
                ? new RoutingCommand.ApplyPolicy(
                        at,
                        new RoutingPolicy(
                                policy.version(),
                                policy.queues(),
                                policy.balance(),
                                policy.seed(),
                                Detail.WINNER,
                                policy.bound()))
                : command;
    }

    @Test
    @Tag("slow")
    void coreAndOracleDecideAlikeForLong() {
        for (long seed = 1_000; seed < 1_900; seed++) {
            compare(seed, 1_000);
        }
        for (long seed = 2_000; seed < 2_010; seed++) {
            compare(seed, 20_000);
        }
    }

    @Test
    void randomDaysLeaveNothingOut() {
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < 20; seed++) {
            for (RoutingEvent event : day(seed)) {
                seen.add(event.getClass().getSimpleName());
                if (event instanceof RoutingEvent.CallOffered offered) {
                    seen.add(offered.decision().basis().name());
                } else if (event instanceof RoutingEvent.CommandRejected rejected) {
                    seen.add(rejected.reason().name());
                } else if (event instanceof RoutingEvent.CallLeftQueue left) {
                    seen.add(left.reason().name());
                }
            }
        }
        Set<String> wanted = new TreeSet<>();
        Stream.of(RoutingEvent.class.getPermittedSubclasses())
                .forEach(kind -> wanted.add(kind.getSimpleName()));
        Stream.of(DecisionRecord.Basis.values(), Reason.values(), LeaveReason.values())
                .flatMap(Stream::of)
                .forEach(constant -> wanted.add(constant.name()));
        wanted.remove(DecisionRecord.Basis.WAITING.name()); // no offer has it
        wanted.remove(Reason.ALREADY_APPLIED.name()); // each policy of a day is another
        wanted.removeAll(seen);
        assertEquals(Set.of(), wanted);
    }

    @Test
    void oneSeedGivesTheSameEvents() {
        assertEquals(day(7), day(7));
    }

    @Test
    void whatIsDecidedIsWhatWasDecided() {
        assertEquals(DIGEST, digest(day(42)));
    }

    private static void compare(long seed, int length) {
        RandomDay day = new RandomDay(seed);
        SideBySide both = new SideBySide();
        List<RoutingCommand> commands = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            RoutingCommand command = day.next();
            commands.add(command);
            boolean isThorough = i % 100 == 99;
            Optional<String> difference = both.differenceAfter(command, isThorough);
            if (difference.isPresent()) {
                List<RoutingCommand> shrunk = shrink(commands, isThorough);
                fail(report(seed, shrunk, isThorough, difference.get()));
            }
            day.heard(both.events(), both.nextDeadline());
        }
    }

    private static String report(
            long seed, List<RoutingCommand> commands, boolean isThorough, String first) {
        return "seed "
                + seed
                + "; "
                + commands.size()
                + " commands are left:\n"
                + commands.stream().map(Object::toString).collect(Collectors.joining("\n"))
                + "\nafter which "
                + difference(commands, isThorough).orElse(first);
    }

    /// Leaves out what it can, in smaller and smaller pieces, so long as there is a difference.
    private static List<RoutingCommand> shrink(List<RoutingCommand> all, boolean isThorough) {
        List<RoutingCommand> commands = all;
        int attempts = 0;
        for (int piece = commands.size() / 2; piece > 0; piece /= 2) {
            for (int from = 0; from < commands.size() && attempts < ATTEMPTS; attempts++) {
                List<RoutingCommand> fewer = new ArrayList<>(commands.subList(0, from));
                fewer.addAll(
                        commands.subList(Math.min(from + piece, commands.size()), commands.size()));
                if (difference(fewer, isThorough).isPresent()) {
                    commands = fewer;
                } else {
                    from += piece;
                }
            }
        }
        return commands;
    }

    private static Optional<String> difference(List<RoutingCommand> commands, boolean isThorough) {
        SideBySide both = new SideBySide();
        for (int i = 0; i < commands.size(); i++) {
            boolean isLast = i == commands.size() - 1;
            Optional<String> difference =
                    both.differenceAfter(commands.get(i), isThorough && isLast);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static List<RoutingEvent> day(long seed) {
        RandomDay day = new RandomDay(seed);
        RoutingCore core = new RoutingCore();
        List<RoutingEvent> all = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            List<RoutingEvent> events = core.handle(day.next());
            day.heard(events, core.nextDeadline());
            all.addAll(events);
        }
        return all;
    }

    private static String digest(List<RoutingEvent> events) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (RoutingEvent event : events) {
                digest.update((event + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
