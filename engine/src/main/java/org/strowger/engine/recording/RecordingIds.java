package org.strowger.engine.recording;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.telephony.RecordingId;

/// The ids of recordings that are kept: `20261122-<call>-<n>`.
///
/// The day (UTC) stands in the id, so that neither an index nor a search is needed to find the
/// file, and no copying or restoring of files makes a recording younger than it is.
public final class RecordingIds {
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final Pattern ID = Pattern.compile("([0-9]{8})-.+");
    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9_-]");
    private static final int LONGEST_CALL = 100;

    private RecordingIds() {}

    /// The id of a call's nth recording.
    ///
    /// @param begun when it began
    /// @param call what no id can have becomes `_`; of a long one the last 100 characters count
    public static RecordingId of(Instant begun, String call, int n) {
        String part = OTHER.matcher(call).replaceAll("_");
        String end = part.substring(Math.max(0, part.length() - LONGEST_CALL));
        String day = DAY.format(begun.atOffset(ZoneOffset.UTC).toLocalDate());
        return new RecordingId(day + "-" + end + "-" + n);
    }

    /// The id that somebody typed, when it is that of a recording that can be here.
    public static Optional<RecordingId> read(String text) {
        return isId(text) ? Optional.of(new RecordingId(text)) : Optional.empty();
    }

    private static boolean isId(String text) {
        return text.length() <= 128 && !OTHER.matcher(text).find() && day(text).isPresent();
    }

    /// The day of a recording; none when its id was not made here.
    static Optional<LocalDate> day(RecordingId recording) {
        return day(recording.value());
    }

    private static Optional<LocalDate> day(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(parts.group(1), DAY));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
