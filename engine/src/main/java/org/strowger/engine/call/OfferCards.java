package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.strowger.engine.contact.CallNames;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.OfferCard;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;

/// What agents are shown of the calls that are offered to them.
final class OfferCards {
    private final Desk desk;
    private final Function<CallId, AboutCall> about;

    /// Since when the calls in line wait.
    private final Map<CallId, Instant> since = new HashMap<>();

    OfferCards(Desk desk, Function<CallId, AboutCall> about) {
        this.desk = desk;
        this.about = about;
    }

    int count() {
        return since.size();
    }

    void heard(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.CallQueued e -> since.put(e.call(), e.since());
            case RoutingEvent.CallMoved e -> since.put(e.call(), e.since());
            case RoutingEvent.CallGivenBack e -> since.put(e.call(), e.since());
            case RoutingEvent.PlaceRetried e -> since.put(e.call(), e.since());
            case RoutingEvent.CallLeftQueue e -> since.remove(e.call());
            case RoutingEvent.CallConnected e -> taken(e);
            case CallOffered e -> offered(e);
            case OfferEnded e -> ended(e);
            case RoutingEvent _ -> {}
        }
    }

    private void offered(CallOffered offer) {
        desk.services()
                .tell(
                        new DeskEvent.Offered(
                                desk.now(), offer.agent(), card(offer), offer.expiresAt()));
    }

    private void taken(RoutingEvent.CallConnected event) {
        since.remove(event.call());
        desk.services()
                .tell(new DeskEvent.OfferOver(desk.now(), event.agent(), event.call(), true));
    }

    private void ended(OfferEnded offer) {
        Instant now = desk.now();
        desk.services().tell(new DeskEvent.OfferOver(now, offer.agent(), offer.call(), false));
        switch (offer.outcome()) {
            case WITHDRAWN -> {}
            case BUSY, REJECTED, UNREACHABLE, FAILED, EXPIRED ->
                    desk.services()
                            .tell(
                                    new DeskEvent.MissedCall(
                                            now,
                                            offer.agent(),
                                            offer.call(),
                                            offer.queue(),
                                            offer.outcome()));
        }
    }

    private OfferCard card(CallOffered offer) {
        AboutCall call = about.apply(offer.call());
        Instant waitsSince = since.getOrDefault(offer.call(), offer.at());
        Duration waited = Duration.between(waitsSince, offer.at());
        List<Contact> last = desk.services().lastContacts(call.customer().number(), call.key());
        Optional<AgentId> lastAgent =
                last.stream().map(Contact::answeredBy).flatMap(Optional::stream).findFirst();
        SortedMap<String, String> data =
                CallNames.of(
                        offer.call(),
                        call.customer(),
                        lastAgent,
                        offer.queue(),
                        call.dialled(),
                        waited,
                        call.shown());
        return new OfferCard(
                offer.call(),
                offer.queue(),
                call.customer(),
                waited,
                call.shown(),
                desk.services().script(offer.queue()).map(script -> script.fill(data)),
                desk.services().screenPop(offer.queue()).flatMap(pop -> pop.fill(data)),
                last,
                desk.rules().handling(offer.queue()).dispositions().reasons());
    }
}
