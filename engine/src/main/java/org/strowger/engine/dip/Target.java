package org.strowger.engine.dip;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a question goes.
///
/// @param isSecure whether over TLS
/// @param host in small letters; an address of IPv6 without its brackets
/// @param port 1 to 65535; which service a flow asks is its author's business
/// @param path with the query
/// @param literal the host, when it is written as an address
record Target(boolean isSecure, String host, int port, String path, Optional<InetAddress> literal) {
    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,8000}");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int HIGHEST_PORT = 65_535;

    /// What a URL leads to, unless it is not one of `http` or `https`, has a user or a fragment, or
    /// writes its host in a way that not everybody reads alike.
    static Optional<Target> of(String url) {
        if (!VISIBLE.matcher(url).matches()) {
            return Optional.empty();
        }
        try {
            return of(new URI(url));
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Target> of(URI uri) {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        boolean isSecure = scheme.equals("https");
        int port = uri.getPort() == -1 ? (isSecure ? HTTPS : HTTP) : uri.getPort();
        boolean isOurs =
                (isSecure || scheme.equals("http"))
                        && uri.getHost() != null
                        && uri.getRawUserInfo() == null
                        && uri.getRawFragment() == null
                        && port >= 1
                        && port <= HIGHEST_PORT;
        return isOurs ? of(uri, isSecure, port) : Optional.empty();
    }

    private static Optional<Target> of(URI uri, boolean isSecure, int port) {
        String host = withoutBrackets(uri.getHost().toLowerCase(Locale.ROOT));
        Optional<InetAddress> literal = AddressRange.address(host);
        return literal.isPresent() || AllowedAddresses.isName(host)
                ? Optional.of(new Target(isSecure, host, port, path(uri), literal))
                : Optional.empty();
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String path(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
    }

    /// The host and its port, as one is told from another.
    String place() {
        return hostOfUrl() + ':' + port;
    }

    /// The host as a URL writes it: an address of IPv6 in brackets.
    String hostOfUrl() {
        return host.indexOf(':') < 0 ? host : '[' + host + ']';
    }

    /// Where an answer sends on to, unless that is another host, port or scheme.
    ///
    /// @param location as of RFC 9110 section 10.2.2: relative to this
    Optional<Target> redirected(String location) {
        try {
            URI here = new URI((isSecure ? "https://" : "http://") + place() + path);
            return of(here.resolve(new URI(location)).toString()).filter(this::isSameHost);
        } catch (URISyntaxException | IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private boolean isSameHost(Target other) {
        return isSecure == other.isSecure && host.equals(other.host) && port == other.port;
    }
}
