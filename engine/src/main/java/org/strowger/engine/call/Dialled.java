package org.strowger.engine.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.strowger.engine.contact.CallerNumber;

/// A call outside that was begun, for the bounds that count such calls.
///
/// @param use what it was begun for
/// @param about whom it was about, each as [#mark] marks a number; none where nobody is counted
public record Dialled(Instant at, Use use, SortedSet<String> about) {
    private static final int MARKED_BYTES = 8;

    /// What calls outside are begun for.
    public enum Use {
        /// A customer is called back.
        CALLBACK,
        /// An agent calls a customer.
        PLACED,
        /// A flow or an agent puts somebody through, or asks somebody.
        TRANSFER,
        /// An agent's telephone is outside.
        AGENT
    }

    /// A call on account of these numbers: of whoever is called, and whoever asked for it.
    static Dialled of(Instant at, Use use, Stream<String> numbers) {
        return new Dialled(
                at,
                use,
                numbers.map(Dialled::mark)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /// As begun by now at the latest.
    Dialled notAfter(Instant now) {
        return at.isAfter(now) ? new Dialled(now, use, about) : this;
    }

    /// What stands for a number where it is only counted, so that the book of what was dialled says
    /// nobody's number; who has a number can still ask whether it is there. Empty for one that is
    /// withheld.
    static Optional<String> mark(String number) {
        return CallerNumber.of(number).map(known -> hash(known.digits()));
    }

    private static String hash(String text) {
        try {
            byte[] all =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(all, MARKED_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
