package org.strowger.engine.alert;

import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Where events of some kinds are sent to.
///
/// The address can hold a token, so it is not printed.
///
/// @param url absolute, `https` or `http`, without a user, a password or a fragment
/// @param events one at least
/// @param secret what events are signed with; absent when they are not signed
public record Webhook(URI url, SortedSet<Kind> events, Optional<Secret> secret) {
    private static final int MOST_PORT = 65_535;

    /// What events can be asked for.
    public enum Kind {
        ALERT,
        CALL,
        AGENT,
        CALLBACK,
        VOICEMAIL
    }

    public Webhook {
        refusal(url)
                .ifPresent(
                        why -> {
                            throw new IllegalArgumentException(why);
                        });
        events = Collections.unmodifiableSortedSet(new TreeSet<>(events));
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a webhook must ask for some events");
        }
    }

    /// What is wrong with an address for a webhook; absent when it will do.
    public static Optional<String> refusal(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return Optional.of("a webhook's url must begin with https:// or http://");
        }
        if (url.getHost() == null || url.getPort() == 0 || url.getPort() > MOST_PORT) {
            return Optional.of("a webhook's url must have a host, and a port of 1 to 65535 if any");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("a webhook's url must have no user and password: use secret_file");
        }
        return url.getRawFragment() == null
                ? Optional.empty()
                : Optional.of("a webhook's url must have no fragment (#...)");
    }

    @Override
    public String toString() {
        return "Webhook" + events;
    }
}
