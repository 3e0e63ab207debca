package org.strowger.engine.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.alert.Answer.Verdict;

/// The deliveries of one webhook: in order, one at a time, each tried until it is settled.
///
/// It has a connection of its own, so that no other webhook waits for its receiver. Events come
/// from any thread; all else happens on one event loop.
final class Hook {
    private static final Logger LOG = LoggerFactory.getLogger(Hook.class);

    /// What all webhooks of a node share.
    record Surroundings(
            Vertx vertx,
            Context loop,
            InstantSource clock,
            MeterRegistry meters,
            RandomGenerator random,
            Tempo tempo,
            int mostWaiting) {}

    /// An event that is being delivered.
    private record Delivery(Notice notice, String body, Instant began, int tries) {
        Delivery next() {
            return new Delivery(notice, body, began, tries + 1);
        }
    }

    private final Webhook webhook;
    private final Surroundings around;
    private final HttpClient client;
    private final Outbox outbox;
    private final AtomicBoolean isBusy = new AtomicBoolean();
    private volatile String label;
    private volatile boolean isOff;
    private volatile boolean isClosed;
    private boolean isFailing;
    private @Nullable Long pause;

    /// @param label what stands for it where its address must not: its place in the settings
    Hook(Webhook webhook, String label, Surroundings around) {
        this.webhook = webhook;
        this.label = label;
        this.around = around;
        outbox = new Outbox(around.mostWaiting());
        client = around.vertx().createHttpClient(options(around.tempo()), pool());
    }

    private static HttpClientOptions options(Tempo tempo) {
        return new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(tempo.tryTime().toMillis()))
                .setTrustAll(false)
                .setVerifyHost(true)
                .setDecompressionSupported(false);
    }

    private static PoolOptions pool() {
        return new PoolOptions().setHttp1MaxSize(1);
    }

    Webhook webhook() {
        return webhook;
    }

    void relabel(String now) {
        label = now;
    }

    boolean isOff() {
        return isOff;
    }

    int waiting() {
        return outbox.size();
    }

    /// Takes an event on.
    void offer(Notice notice) {
        if (isOff || isClosed) {
            drop(isOff ? "off" : "closed", 1);
            return;
        }
        if (!outbox.add(notice)) {
            drop("full", 1);
        }
        if (isBusy.compareAndSet(false, true)) {
            around.loop().runOnContext(_ -> next());
        }
    }

    /// An event cannot be sent, to anybody.
    void skip(String why) {
        outbox.skip();
        drop(why, 1);
    }

    private void next() {
        if (isOff || isClosed) {
            isBusy.set(false);
            drop(isOff ? "off" : "closed", outbox.clear());
            return;
        }
        Optional<Notice> oldest = outbox.take();
        if (oldest.isPresent()) {
            Notice notice = oldest.get();
            attempt(new Delivery(notice, notice.body(), around.clock().instant(), 1));
            return;
        }
        isBusy.set(false);
        if (outbox.size() > 0 && isBusy.compareAndSet(false, true)) {
            next();
        }
    }

    private void attempt(Delivery delivery) {
        Post.send(
                        around.vertx(),
                        client,
                        request(delivery.body()),
                        delivery.body(),
                        around.tempo().tryTime())
                .onSuccess(answer -> settle(delivery, answer));
    }

    private RequestOptions request(String body) {
        RequestOptions request =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(webhook.url().toString())
                        .setFollowRedirects(false)
                        .putHeader("Content-Type", "application/cloudevents+json")
                        .putHeader("User-Agent", "Strowger");
        webhook.secret()
                .ifPresent(secret -> request.putHeader("Strowger-Signature", sign(secret, body)));
        return request;
    }

    private String sign(Secret secret, String body) {
        long now = around.clock().instant().getEpochSecond();
        return "t=%d,v1=%s".formatted(now, secret.sign(now + "." + body));
    }

    private void settle(Delivery delivery, Answer answer) {
        if (isClosed) {
            drop("closed", 1);
            return;
        }
        Verdict verdict = answer.verdict();
        tell(verdict, answer);
        switch (verdict) {
            case DELIVERED -> {
                count("strowger.webhooks.delivered");
                next();
            }
            case AGAIN -> again(delivery, answer);
            case REFUSED -> lose(delivery, "refused");
            case GONE -> {
                isOff = true;
                isBusy.set(false);
                drop("off", 1 + outbox.clear());
            }
        }
    }

    private void again(Delivery delivery, Answer answer) {
        Tempo tempo = around.tempo();
        Instant now = around.clock().instant();
        Duration asked = answer instanceof Answer.Status status ? status.pause(now) : Duration.ZERO;
        Duration wait = tempo.pause(delivery.tries(), asked, around.random());
        boolean isTooLate = now.plus(wait).isAfter(delivery.began().plus(tempo.longestEffort()));
        if (delivery.tries() >= tempo.mostTries() || isTooLate) {
            lose(delivery, "given_up");
            return;
        }
        around.meters()
                .counter("strowger.webhooks.retried", "webhook", label, "why", answer.word())
                .increment();
        pause =
                around.vertx()
                        .setTimer(Math.max(1, wait.toMillis()), _ -> attempt(delivery.next()));
    }

    private void lose(Delivery delivery, String why) {
        outbox.lose(delivery.notice());
        drop(why, 1);
        next();
    }

    /// Says what happens to a webhook once, not with each event.
    private void tell(Verdict verdict, Answer answer) {
        boolean fails = verdict != Verdict.DELIVERED;
        if (fails == isFailing) {
            return;
        }
        isFailing = fails;
        if (fails) {
            LOG.warn("webhook {} does not take events: {} ({})", label, verdict, answer.word());
        } else {
            LOG.info("webhook {} takes events again", label);
        }
    }

    private void drop(String why, int events) {
        if (events == 0) {
            return;
        }
        around.meters()
                .counter("strowger.webhooks.dropped", "webhook", label, "why", why)
                .increment(events);
    }

    private void count(String name) {
        around.meters().counter(name, "webhook", label).increment();
    }

    /// Breaks off what is under way; what waits is lost and counted.
    Future<Void> close() {
        isClosed = true;
        Promise<Void> closed = Promise.promise();
        around.loop().runOnContext(_ -> end().onComplete(closed));
        return closed.future();
    }

    private Future<Void> end() {
        boolean isPausing = pause != null && around.vertx().cancelTimer(pause);
        // In this order: an event that is offered later finds it idle, and is dropped by [#next].
        isBusy.set(false);
        drop("closed", outbox.clear() + (isPausing ? 1 : 0));
        return client.close();
    }
}
