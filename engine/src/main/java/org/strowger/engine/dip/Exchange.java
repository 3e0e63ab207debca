package org.strowger.engine.dip;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.flow.FlowAction.Fetch;
import org.strowger.flow.expression.SecretText;

/// One request and its answer, over a connection of its own.
///
/// No connection is kept for the next request: the host may close it at any moment, and nobody
/// would know whether a POST that met that moment had been read. The connection goes to an address
/// that was checked, while the name is what TLS verifies and what `Host` says.
///
/// Owned by one event loop.
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int MOST_ADDRESSES = 4;
    private static final int CAUSES = 10;

    /// How a request ended.
    sealed interface Reply {
        /// The host answered.
        ///
        /// @param body empty unless it was asked for and the status is 2xx
        record Came(int status, Optional<String> location, Buffer body) implements Reply {}

        /// There is no answer, or none that can be used.
        record Lost(Failure failure) implements Reply {}
    }

    private final HttpClientAgent http;
    private final Fetch fetch;
    private final Target target;
    private final List<InetAddress> addresses;
    private final int mostAnswer;
    private final Consumer<Reply> then;
    private final Buffer body = Buffer.buffer();
    private Runnable gone = () -> {};
    private @Nullable HttpClientConnection connection;
    private boolean isOver;

    /// @param addresses of the target, each checked; at least one
    /// @param then told once, unless [#abandon] comes first
    Exchange(
            HttpClientAgent http,
            Fetch fetch,
            Target target,
            List<InetAddress> addresses,
            int mostAnswer,
            Consumer<Reply> then) {
        this.http = http;
        this.fetch = fetch;
        this.target = target;
        this.addresses = addresses.subList(0, Math.min(addresses.size(), MOST_ADDRESSES));
        this.mostAnswer = mostAnswer;
        this.then = then;
    }

    void start() {
        connect(0);
    }

    /// Ends the request without a reply.
    ///
    /// @param afterwards run when the network has ended the attempt to connect
    /// @return whether there is such an attempt, which lingers
    boolean abandon(Runnable afterwards) {
        if (isOver) {
            return false;
        }
        isOver = true;
        if (connection != null) {
            connection.close();
            return false;
        }
        gone = afterwards;
        return true;
    }

    private void connect(int which) {
        SocketAddress address =
                SocketAddress.inetSocketAddress(
                        new InetSocketAddress(addresses.get(which), target.port()));
        http.connect(
                        new HttpConnectOptions()
                                .setServer(address)
                                .setHost(target.host())
                                .setPort(target.port())
                                .setSsl(target.isSecure()))
                .onComplete(
                        (made, failure) -> {
                            if (isOver) {
                                letGo(made);
                            } else if (made != null) {
                                connected(made);
                            } else if (which + 1 < addresses.size()) {
                                connect(which + 1);
                            } else {
                                end(new Reply.Lost(ofConnecting(failure)));
                            }
                        });
    }

    private void letGo(@Nullable HttpClientConnection made) {
        if (made != null) {
            made.close();
        }
        gone.run();
    }

    private void connected(HttpClientConnection made) {
        connection = made;
        made.exceptionHandler(Exchange::leaveToReply);
        made.request(options())
                .onComplete(
                        (request, failure) -> {
                            if (request != null) {
                                send(request);
                            } else {
                                lost(failure);
                            }
                        });
    }

    /// What went wrong is known where the answer is awaited. Without this Vert.x would log it, with
    /// words of the answer.
    private static void leaveToReply(Throwable failure) {
        LOG.trace("an exchange failed: {}", failure.getClass());
    }

    private RequestOptions options() {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.valueOf(fetch.method()))
                        .setURI(target.path())
                        .putHeader(HttpHeaders.ACCEPT, "application/json")
                        .putHeader(HttpHeaders.USER_AGENT, "strowger")
                        .putHeader(HttpHeaders.CONNECTION, "close");
        if (fetch.body().isPresent()) {
            options.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        fetch.headers().forEach(options::putHeader);
        return options;
    }

    private void send(HttpClientRequest request) {
        if (isOver) {
            return;
        }
        request.exceptionHandler(Exchange::leaveToReply);
        request.authority(HostAndPort.create(target.hostOfUrl(), target.port()));
        fetch.body()
                .map(SecretText::reveal)
                .map(request::send)
                .orElseGet(request::send)
                .onComplete(
                        (response, failure) -> {
                            if (response != null) {
                                head(response);
                            } else {
                                lost(failure);
                            }
                        });
    }

    /// Of an answer that says no, and of one that nobody reads, the body is not waited for.
    private void head(HttpClientResponse response) {
        response.exceptionHandler(this::lost);
        boolean isRead = response.statusCode() / 100 == 2 && !fetch.fields().isEmpty();
        if (!isRead) {
            came(response);
        } else if (isCompressed(response)) {
            end(new Reply.Lost(Failure.ENCODED));
        } else if (announced(response) > mostAnswer) {
            end(new Reply.Lost(Failure.TOO_LONG));
        } else {
            response.endHandler(_ -> came(response));
            response.handler(this::part);
        }
    }

    private static boolean isCompressed(HttpClientResponse response) {
        String coding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
        return coding != null && !coding.equalsIgnoreCase("identity");
    }

    private static long announced(HttpClientResponse response) {
        String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private void part(Buffer part) {
        if (isOver) {
            return;
        }
        if (body.length() + part.length() > mostAnswer) {
            end(new Reply.Lost(Failure.TOO_LONG));
        } else {
            body.appendBuffer(part);
        }
    }

    private void came(HttpClientResponse response) {
        Optional<String> location = Optional.ofNullable(response.getHeader(HttpHeaders.LOCATION));
        end(new Reply.Came(response.statusCode(), location, body));
    }

    private void lost(@Nullable Throwable failure) {
        boolean isBroken = failure instanceof HttpClosedException;
        end(new Reply.Lost(isBroken ? Failure.BROKEN : Failure.NOT_HTTP));
    }

    private void end(Reply reply) {
        if (isOver) {
            return;
        }
        isOver = true;
        if (connection != null) {
            connection.close();
        }
        then.accept(reply);
    }

    private static Failure ofConnecting(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < CAUSES && cause != null; i++) {
            if (cause instanceof CertificateException) {
                return Failure.NOT_TRUSTED;
            }
            cause = cause.getCause();
        }
        return Failure.NO_CONNECTION;
    }
}
