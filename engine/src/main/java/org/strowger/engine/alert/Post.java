package org.strowger.engine.alert;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One HTTP request that carries an event, answered within a time limit whatever the receiver does.
///
/// Of the response only the status counts; of its body 64 KiB are read, so that the connection can
/// be used again, and then the connection is closed. Lives on one event loop.
final class Post {
    private static final int MOST_BODY = 64 * 1_024;

    private final Vertx vertx;
    private final Promise<Answer> answer = Promise.promise();
    private @Nullable HttpClientRequest request;
    private Answer soFar = new Answer.Late();
    private long timer;
    private long received;

    private Post(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Sends it, and answers on the same event loop.
    static Future<Answer> send(
            Vertx vertx, HttpClient client, RequestOptions target, String body, Duration limit) {
        Post post = new Post(vertx);
        post.timer = vertx.setTimer(limit.toMillis(), _ -> post.breakOff());
        client.request(target).onComplete(made -> post.begin(made, body));
        return post.answer.future();
    }

    private void begin(AsyncResult<HttpClientRequest> made, String body) {
        if (made.failed()) {
            end(new Answer.Unreachable());
            return;
        }
        request = made.result();
        if (answer.future().isComplete()) {
            request.reset();
            return;
        }
        request.send(body).onComplete(this::answered);
    }

    private void answered(AsyncResult<HttpClientResponse> came) {
        if (came.failed()) {
            end(new Answer.Unreachable());
            return;
        }
        HttpClientResponse response = came.result();
        soFar =
                new Answer.Status(
                        response.statusCode(),
                        Optional.ofNullable(response.getHeader("Retry-After")));
        response.handler(part -> received(part.length()));
        response.exceptionHandler(_ -> end(soFar));
        response.endHandler(_ -> end(soFar));
    }

    private void received(int bytes) {
        received += bytes;
        if (received > MOST_BODY) {
            breakOff();
        }
    }

    /// A status that has come counts, however much of the body is missing.
    private void breakOff() {
        end(soFar);
        if (request != null) {
            request.reset();
        }
    }

    private void end(Answer with) {
        if (answer.tryComplete(with)) {
            vertx.cancelTimer(timer);
        }
    }
}
