package org.strowger.flow.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was published of one flow and when, the oldest first; what came last is what new calls get.
///
/// It only ever grows: going back to an older release is one more entry. As text it is a line for
/// each entry, so that publishing appends a line to a file, and a line torn by a power cut costs
/// that entry and no other.
///
/// @param entries at most [#MOST]
public record ReleaseHistory(List<Published> entries) {
    /// The most entries that a history may have.
    public static final int MOST = 100_000;

    /// A history of nothing published yet.
    public static final ReleaseHistory EMPTY = new ReleaseHistory(List.of());

    /// @throws IllegalArgumentException when there are too many
    public ReleaseHistory {
        entries = List.copyOf(entries);
        if (entries.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " entries");
        }
    }

    /// Reads a history's text; whatever it holds, this returns.
    ///
    /// @param fileName what people call the file, for messages
    public static ReadHistory parse(String fileName, String text) {
        LineProblems problems = new LineProblems(fileName);
        LineProblems warnings = new LineProblems(fileName);
        List<Published> entries = new ArrayList<>();
        List<String> lines = TextLines.of(text);
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (TextLines.isWhole(line)) {
                HistoryLine.read(TextLines.withoutEnd(line), number, problems)
                        .ifPresent(entries::add);
            } else {
                warnings.add(number, 1, "the last line is not whole and is left out");
            }
        }
        if (entries.size() > MOST) {
            problems.add(MOST + 1, 1, "more than " + MOST + " entries");
        }
        return problems.isEmpty()
                ? new ReadHistory.Ok(new ReleaseHistory(entries), warnings.all())
                : new ReadHistory.Refused(problems.all());
    }

    /// What new calls get; empty before anything is published.
    public Optional<Published> current() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
    }

    /// Whether a release was ever published.
    public boolean has(String releaseHash) {
        return entries.stream().anyMatch(entry -> entry.releaseHash().equals(releaseHash));
    }

    /// Gives new calls a release, a new one or an old one.
    ///
    /// @throws IllegalArgumentException when the hash is none
    public Publishing publish(String releaseHash, Instant at, String by, String note) {
        if (current().filter(entry -> entry.releaseHash().equals(releaseHash)).isPresent()) {
            return new Publishing.Refused(Publishing.Reason.ALREADY_CURRENT);
        }
        if (by.isBlank() || by.length() > Published.LONGEST_BY) {
            return new Publishing.Refused(Publishing.Reason.NOT_BY_ANYBODY);
        }
        if (note.length() > Published.LONGEST_NOTE) {
            return new Publishing.Refused(Publishing.Reason.NOTE_TOO_LONG);
        }
        if (entries.size() == MOST) {
            return new Publishing.Refused(Publishing.Reason.HISTORY_FULL);
        }
        Published entry = new Published(releaseHash, at, by, note);
        List<Published> more = new ArrayList<>(entries);
        more.add(entry);
        return new Publishing.Done(new ReleaseHistory(more), entry);
    }

    /// Gives new calls a release that was published before.
    public Publishing rollBack(String releaseHash, Instant at, String by, String note) {
        return has(releaseHash)
                ? publish(releaseHash, at, by, note)
                : new Publishing.Refused(Publishing.Reason.NEVER_PUBLISHED);
    }

    /// The history as text, a line for each entry.
    public String text() {
        return entries.stream().map(Published::line).collect(Collectors.joining());
    }
}
