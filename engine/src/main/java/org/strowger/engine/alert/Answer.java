package org.strowger.engine.alert;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// What came back for one try to deliver an event.
sealed interface Answer {
    /// In a word, for logs and metrics.
    String word();

    /// An HTTP status.
    ///
    /// @param retryAfter the header `Retry-After`, as it came
    record Status(int code, Optional<String> retryAfter) implements Answer {
        private static final int LONGEST_NUMBER = 9;

        @Override
        public String word() {
            return Integer.toString(code);
        }

        /// How long the receiver asks to be left alone: seconds, or until a date (RFC 9110 section
        /// 10.2.3); nothing when it does not say so in either way.
        Duration pause(Instant now) {
            return retryAfter
                    .map(String::strip)
                    .map(value -> pause(value, now))
                    .orElse(Duration.ZERO);
        }

        private static Duration pause(String value, Instant now) {
            if (value.matches("[0-9]+")) {
                boolean isLong = value.length() > LONGEST_NUMBER;
                return isLong ? AlertRule.LONGEST : Duration.ofSeconds(Integer.parseInt(value));
            }
            try {
                Instant until =
                        ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant();
                return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
            } catch (DateTimeException _) {
                return Duration.ZERO;
            }
        }
    }

    /// No connection, or one that broke.
    record Unreachable() implements Answer {
        @Override
        public String word() {
            return "unreachable";
        }
    }

    /// Nothing within the time limit.
    record Late() implements Answer {
        @Override
        public String word() {
            return "late";
        }
    }

    /// What follows from it for the event.
    default Verdict verdict() {
        return switch (this) {
            case Unreachable _, Late _ -> Verdict.AGAIN;
            case Status(int code, _) when code >= 200 && code < 300 -> Verdict.DELIVERED;
            case Status(int code, _) when code == 410 -> Verdict.GONE;
            case Status(int code, _)
                    when code == 408 || code == 425 || code == 429 || code >= 500 ->
                    Verdict.AGAIN;
            case Status _ -> Verdict.REFUSED;
        };
    }

    /// What becomes of an event after a try.
    enum Verdict {
        DELIVERED,
        /// It is worth another try.
        AGAIN,
        /// The receiver will never take it, or is elsewhere.
        REFUSED,
        /// The receiver wants no more events at all.
        GONE
    }
}
