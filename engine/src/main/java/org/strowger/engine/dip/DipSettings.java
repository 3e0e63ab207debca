package org.strowger.engine.dip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.strowger.flow.expression.DipAnswer;

/// What questions to other systems may ask of the network, and of one host.
///
/// @param allowed addresses and ranges (`10.0.0.5`, `192.168.1.0/24`, `fd00::/8`) that may be asked
///   although they are not public, and names of hosts whose addresses may be private
/// @param atOncePerHost requests under way to one host at a time, from 1
/// @param waitingPerHost questions that wait until one host may be asked; beyond it one fails at
///   once
/// @param mostAnswer bytes of an answer's body, at most [DipAnswer#LONGEST]
/// @param breakerFailures failures in a row after which a host is left alone, from 1
/// @param breakerOpen for how long; then one request tries whether it is back
public record DipSettings(
        List<String> allowed,
        int atOncePerHost,
        int waitingPerHost,
        int mostAnswer,
        int breakerFailures,
        Duration breakerOpen) {

    /// @throws IllegalArgumentException when something is out of its range, or [#mistake(String)]
    ///   finds one in `allowed`
    public DipSettings {
        allowed = List.copyOf(allowed);
        for (String entry : allowed) {
            mistake(entry)
                    .ifPresent(
                            mistake -> {
                                throw new IllegalArgumentException(mistake);
                            });
        }
        require(atOncePerHost >= 1, "atOncePerHost is at least 1");
        require(waitingPerHost >= 0, "waitingPerHost is at least 0");
        require(
                mostAnswer >= 1 && mostAnswer <= DipAnswer.LONGEST,
                "mostAnswer is 1 to " + DipAnswer.LONGEST);
        require(breakerFailures >= 1, "breakerFailures is at least 1");
        require(breakerOpen.isPositive(), "breakerOpen is longer than nothing");
    }

    private static void require(boolean isSo, String rule) {
        if (!isSo) {
            throw new IllegalArgumentException(rule);
        }
    }

    /// Nothing but public addresses; 20 at once and 100 waiting for each host, 64 KiB, and 10 s of
    /// rest after 5 failures.
    public static DipSettings standard() {
        return new DipSettings(List.of(), 20, 100, DipAnswer.LONGEST, 5, Duration.ofSeconds(10));
    }

    /// What is wrong with an entry of `allowed`, in words for who wrote it.
    public static Optional<String> mistake(String entry) {
        return AllowedAddresses.isEntry(entry)
                ? Optional.empty()
                : Optional.of(
                        "expects an address (10.0.0.5), a range (192.168.1.0/24) or the name of a"
                                + " host (crm.internal)");
    }
}
