package org.strowger.flow.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Opening hours in a time zone.
///
/// An instant is judged by what the clock on the wall shows then, and by nothing else. Hence an
/// hour that the clocks skip in spring is never open, and one that they show twice in autumn is
/// open both times or not at all.
///
/// Closing in an emergency is not its affair: whoever asks knows of that first.
public final class Calendar {
    private static final int STRIDE_DAYS = 8;
    private static final int MOST_STRIDES = 50;

    /// How far [#changes] looks ahead.
    public static final Duration LOOK_AHEAD = Duration.ofDays(STRIDE_DAYS * MOST_STRIDES);

    private final String id;
    private final ZoneId zone;
    private final WallHours hours;
    private final String version;

    Calendar(String id, ZoneId zone, WallHours hours, String version) {
        this.id = id;
        this.zone = zone;
        this.hours = hours;
        this.version = version;
    }

    public String id() {
        return id;
    }

    public ZoneId zone() {
        return zone;
    }

    /// SHA-256 of the file's text in hex.
    public String version() {
        return version;
    }

    public Opening at(Instant t) {
        return hours.at(wall(t));
    }

    /// The name of the holiday that the day is, whether it is open then or not.
    public Optional<String> holiday(Instant t) {
        return hours.holiday(wall(t).toLocalDate());
    }

    /// The next changes after an instant, the first first; none that is more than [#LOOK_AHEAD]
    /// away.
    ///
    /// @param most how many at most
    public List<Change> changes(Instant from, int most) {
        List<Change> changes = new ArrayList<>();
        Opening before = at(from);
        Instant after = from;
        for (int stride = 0; stride < MOST_STRIDES && changes.size() < most; stride++) {
            Instant until = after.plus(Duration.ofDays(STRIDE_DAYS));
            for (Instant seam : seams(after, until)) {
                Opening then = at(seam);
                if (then != before) {
                    changes.add(new Change(seam, then));
                    before = then;
                }
            }
            after = until;
        }
        return changes.stream().limit(most).toList();
    }

    /// Every instant at which the answer may change: the clock reaches a time that a rule names, or
    /// jumps. After the first, up to and including the second.
    private SortedSet<Instant> seams(Instant after, Instant until) {
        SortedSet<Instant> seams = new TreeSet<>();
        LocalDate end = wall(until).toLocalDate();
        // A night range of the day before reaches into the first day.
        for (LocalDate day = wall(after).toLocalDate().minusDays(1);
                !day.isAfter(end);
                day = day.plusDays(1)) {
            hours.seamsOf(day).forEach(wall -> seams.addAll(instantsOf(wall)));
        }
        ZoneRules rules = zone.getRules();
        for (ZoneOffsetTransition jump = rules.nextTransition(after);
                jump != null && !jump.getInstant().isAfter(until);
                jump = rules.nextTransition(jump.getInstant())) {
            seams.add(jump.getInstant());
        }
        return seams.subSet(after.plusNanos(1), until.plusNanos(1));
    }

    /// None for a time that the clocks skip, two for one that they show twice.
    private List<Instant> instantsOf(LocalDateTime wall) {
        return zone.getRules().getValidOffsets(wall).stream()
                .map((ZoneOffset offset) -> wall.toInstant(offset))
                .toList();
    }

    private LocalDateTime wall(Instant t) {
        return LocalDateTime.ofInstant(t, zone);
    }
}
