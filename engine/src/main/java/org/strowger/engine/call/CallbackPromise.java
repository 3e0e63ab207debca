package org.strowger.engine.call;

import java.time.Instant;
import java.util.Optional;
import org.strowger.engine.call.Callback.State;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.Segment.Kind;
import org.strowger.engine.contact.WhyFailed;
import org.strowger.engine.routing.QueueId;

/// A promise to call a customer back: how it stands, which the book is told, and what it means by
/// the rules of its queue and the calendars.
final class CallbackPromise {
    private final Desk desk;
    private Callback callback;

    CallbackPromise(Callback callback, Desk desk) {
        this.callback = callback;
        this.desk = desk;
    }

    Callback callback() {
        return callback;
    }

    Callback.Ask ask() {
        return callback.ask();
    }

    CallbackRules rules() {
        return desk.rules().handling(ask().queue()).callback().orElseGet(CallbackRules::standard);
    }

    /// What an agent may know.
    AboutCall about() {
        return new AboutCall(ask().customer(), ask().number(), ask().shown(), Optional.empty());
    }

    /// The contact of one that was not kept.
    Contact unreached(QueueId queue, WhyFailed why) {
        return new Unreached(callback.call(), ask().customer(), queue, callback.keptAt())
                .contact(Kind.QUEUE, Optional.empty(), desk.now(), why);
    }

    // Time.

    boolean isExpired() {
        return !desk.now().isBefore(callback.expiresAt());
    }

    /// Whether the customer may be called at all.
    boolean mayBeKept() {
        return OutsideLines.mayEverCall(ask().number(), desk.rules());
    }

    /// Whether there is a line to call the customer by at the moment.
    boolean hasLine() {
        return desk.outside()
                .hasLineFor(
                        ask().number(),
                        Optional.of(ask().caller().number()),
                        Dialled.Use.CALLBACK,
                        desk.rules(),
                        desk.now());
    }

    /// Whether the customer was tried as often as the queue tries.
    boolean isTriedEnough() {
        return callback.attempts() >= rules().attempts();
    }

    /// When the next attempt is due.
    Instant retry() {
        return desk.now().plus(rules().retry());
    }

    /// Nobody is dialled before. A place that is made anew may be offered sooner.
    Instant earliest() {
        return callback.notBefore().orElse(desk.now());
    }

    /// The first moment from a time on at which customers are called; the end of the promise, when
    /// that is sooner.
    Instant opens(Instant time) {
        Instant expires = callback.expiresAt();
        Instant opens =
                rules().hours()
                        .map(hours -> desk.services().opensAt(hours, time).orElse(expires))
                        .orElse(time);
        return opens.isAfter(expires) ? expires : opens;
    }

    // What becomes of it.

    /// Has it written as it stands.
    void note() {
        desk.services().note(callback);
    }

    void waits(State state, Instant notBefore) {
        callback = callback.is(state).waitsUntil(notBefore);
        note();
    }

    /// The customer's telephone rings.
    void isTried() {
        callback = callback.is(State.DIALLING).tried(callback.attempts() + 1);
        note();
    }

    /// The last attempt was none to reach the customer.
    void isNotTried() {
        callback = callback.tried(callback.attempts() - 1);
    }

    /// It lasts as long as another, at least.
    void lastsAsLongAs(CallbackPromise other) {
        if (other.callback.expiresAt().isAfter(callback.expiresAt())) {
            callback = callback.until(other.callback.expiresAt());
            note();
        }
    }

    void ends(State state) {
        callback = callback.is(state);
    }
}
