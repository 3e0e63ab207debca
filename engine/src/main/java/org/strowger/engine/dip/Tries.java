package org.strowger.engine.dip;

import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.strowger.engine.dip.Breaker.Pass;
import org.strowger.engine.dip.Exchange.Reply;
import org.strowger.flow.FlowAction.Fetch;
import org.strowger.flow.expression.DipAnswer;

/// A question that has its place: looks the host up once, checks every address that it has, asks,
/// and asks again as often as the flow says.
///
/// A POST is sent again like any other: RFC 9110 section 9.2.2 leaves that to who knows that it
/// does no harm, and a flow that asks for retries of one says so.
///
/// Owned by the client's event loop.
final class Tries {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int MOST_REDIRECTS = 3;

    private final DipClient client;
    private final HostLane lane;
    private final Pass pass;
    private final Fetch fetch;
    private final Instant until;
    private final Instant began;
    private final Consumer<Ending> then;
    private Target target;
    private List<InetAddress> addresses = List.of();
    private int redirects;
    private int retries;

    /// Ends what is being waited for.
    private Runnable stop = () -> {};

    /// @param then told once, unless [#outOfTime] or [#giveUp] comes first
    Tries(
            DipClient client,
            HostLane lane,
            Pass pass,
            Target target,
            Fetch fetch,
            Instant until,
            Consumer<Ending> then) {
        this.client = client;
        this.lane = lane;
        this.pass = pass;
        this.target = target;
        this.fetch = fetch;
        this.until = until;
        this.began = client.now();
        this.then = then;
    }

    void start() {
        if (target.literal().isPresent()) {
            found(List.of(target.literal().get()));
        } else {
            stop = client.find(target.host(), this::found);
        }
    }

    /// The time is over while the host was asked. One who came from the end of the line may have
    /// had little of it: that is not the host's fault.
    void outOfTime() {
        stop.run();
        Duration given = Duration.between(began, client.now());
        if (given.multipliedBy(2).compareTo(fetch.timeout()) < 0) {
            lane.toldNothing(pass);
        } else {
            lane.failed(pass);
        }
    }

    /// Nobody wants to know any more.
    void giveUp() {
        stop.run();
        lane.toldNothing(pass);
    }

    private void found(List<InetAddress> all) {
        if (all.isEmpty()) {
            failed(Failure.HOST_NOT_FOUND);
        } else if (all.stream().allMatch(each -> client.permits(target.host(), each))) {
            addresses = all;
            ask();
        } else {
            failed(Failure.ADDRESS);
        }
    }

    private void ask() {
        Exchange exchange = client.exchange(fetch, target, addresses, this::replied);
        stop =
                () -> {
                    if (exchange.abandon(lane::lingersNoMore)) {
                        lane.lingers();
                    }
                };
        exchange.start();
    }

    private void replied(Reply reply) {
        switch (reply) {
            case Reply.Lost(var failure) -> failed(failure);
            case Reply.Came(var status, var location, _) when isRedirect(status) ->
                    redirected(status, location.orElse(""));
            case Reply.Came(var status, _, var body) when status / 100 == 2 -> read(body);
            case Reply.Came(var status, _, _) -> failed(Failure.status(status));
        }
    }

    /// RFC 9110 section 15.4; only a GET is sent on.
    private boolean isRedirect(int status) {
        return fetch.method().equals("GET")
                && (status == 301
                        || status == 302
                        || status == 303
                        || status == 307
                        || status == 308);
    }

    private void redirected(int status, String location) {
        Optional<Target> next = location.isEmpty() ? Optional.empty() : target.redirected(location);
        if (location.isEmpty()) {
            failed(Failure.status(status));
        } else if (next.isEmpty()) {
            failed(Failure.REDIRECTED);
        } else if (redirects == MOST_REDIRECTS) {
            failed(Failure.REDIRECTED_TOO_OFTEN);
        } else {
            redirects++;
            target = next.get();
            ask();
        }
    }

    private void read(Buffer body) {
        if (fetch.fields().isEmpty()) {
            lane.succeeded(pass);
            then.accept(Ending.answered(Collections.emptySortedMap()));
            return;
        }
        Optional<String> text = text(body);
        if (text.isEmpty()) {
            failed(Failure.NOT_UTF_8);
            return;
        }
        switch (DipAnswer.read(fetch.fields(), text.get())) {
            case DipAnswer.Ok(var fields) -> {
                lane.succeeded(pass);
                then.accept(Ending.answered(fields));
            }
            case DipAnswer.Refused(var reason) -> failed(new Failure(Failure.Kind.ANSWER, reason));
        }
    }

    /// JSON is UTF-8 (RFC 8259 section 8.1).
    private static Optional<String> text(Buffer body) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body.getBytes()))
                            .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    private void failed(Failure failure) {
        tellLane(failure);
        Duration pause = pause();
        if (mayAskAgain(failure) && client.now().plus(pause).isBefore(until)) {
            retries++;
            client.meters().triedAgain(lane.tag());
            long timer = client.after(pause, this::again);
            stop = () -> client.cancelTimer(timer);
        } else {
            then.accept(Ending.of(failure));
        }
    }

    private void tellLane(Failure failure) {
        switch (failure.kind()) {
            case NAME, CONNECTION, TIME, TROUBLE -> lane.failed(pass);
            case STATUS, ANSWER -> lane.succeeded(pass);
            case REQUEST, ADDRESS, CROWD, CIRCUIT, CLOSED -> lane.toldNothing(pass);
        }
    }

    private boolean mayAskAgain(Failure failure) {
        return failure.kind().mayPass() && retries < fetch.retries() && lane.stillPasses(pass);
    }

    /// Twice as long each time, and half of it by chance, so that many who failed together do not
    /// come back together.
    private Duration pause() {
        double share = 0.5 + client.chance() / 2;
        return Duration.ofNanos((long) (FIRST_PAUSE.toNanos() * (1L << retries) * share));
    }

    private void again() {
        if (addresses.isEmpty()) {
            start();
        } else {
            ask();
        }
    }
}
