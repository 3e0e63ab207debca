package org.strowger.engine.alert;

import io.vertx.core.json.JsonObject;

/// One event on its way to one webhook.
///
/// @param json the event, a CloudEvent in JSON
/// @param lostBefore how many events were lost between the one delivered before and this one
record Notice(String json, long lostBefore) {
    Notice(String json) {
        this(json, 0);
    }

    /// This notice, after some more that were lost.
    Notice after(long lost) {
        return lost == 0 ? this : new Notice(json, lostBefore + lost);
    }

    /// What is sent. An integer attribute of a CloudEvent has 32 bits (CloudEvents 1.0, type
    /// system).
    String body() {
        return lostBefore == 0
                ? json
                : new JsonObject(json)
                        .put("droppedbefore", (int) Math.min(lostBefore, Integer.MAX_VALUE))
                        .encode();
    }
}
