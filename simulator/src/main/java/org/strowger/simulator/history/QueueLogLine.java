package org.strowger.simulator.history;

import static org.strowger.yaml.Quoted.quoted;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// One line of a `queue_log`: `time|call|queue|agent|event|data...`.
///
/// @param number in the file, from 1
record QueueLogLine(
        int number,
        Instant at,
        String call,
        String queue,
        String agent,
        String event,
        List<String> data) {
    private static final int FIELDS = 5;
    private static final Pattern TIME = Pattern.compile("[0-9]{1,11}(\\.[0-9]{1,6})?");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    /// What a line was read as.
    sealed interface Result {
        record Ok(QueueLogLine line) implements Result {}

        /// It is none.
        ///
        /// @param why in a sentence without the place
        record Refused(String why) implements Result {}
    }

    static Result read(int number, String text) {
        List<String> fields = List.of(text.split("\\|", -1));
        if (fields.size() < FIELDS) {
            return new Result.Refused(
                    "expected time|call|queue|agent|event, but found " + fields.size() + " fields");
        }
        if (!TIME.matcher(fields.getFirst()).matches()) {
            return new Result.Refused(
                    "expected seconds since 1970, but found " + quoted(fields.getFirst()));
        }
        return new Result.Ok(
                new QueueLogLine(
                        number,
                        instant(fields.getFirst()),
                        fields.get(1),
                        fields.get(2),
                        fields.get(3),
                        fields.get(4),
                        fields.subList(FIELDS, fields.size())));
    }

    private static Instant instant(String seconds) {
        int point = seconds.indexOf('.');
        if (point < 0) {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        }
        String fraction = (seconds.substring(point + 1) + "000000000").substring(0, 9);
        return Instant.ofEpochSecond(
                Long.parseLong(seconds.substring(0, point)), Long.parseLong(fraction));
    }

    /// The same line at another time.
    QueueLogLine at(Instant other) {
        return new QueueLogLine(number, other, call, queue, agent, event, data);
    }

    /// How long the telephone had rung, where the event says so.
    Duration ring() {
        return switch (event) {
            case "CONNECT" -> Duration.ofSeconds(count(2));
            case "RINGNOANSWER" -> Duration.ofMillis(count(0));
            default -> Duration.ZERO;
        };
    }

    /// Whether a field of data is a count.
    boolean hasCount(int field) {
        return field < data.size() && COUNT.matcher(data.get(field)).matches();
    }

    /// A count among the data; zero where there is none.
    private long count(int field) {
        return hasCount(field) ? Long.parseLong(data.get(field)) : 0;
    }
}
