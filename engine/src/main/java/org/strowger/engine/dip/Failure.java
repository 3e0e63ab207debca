package org.strowger.engine.dip;

/// Why there is no answer.
///
/// @param reason may be logged: it holds nothing of the URL, of what was sent and of what came back
record Failure(Kind kind, String reason) {

    enum Kind {
        /// The request is not one that is ever sent.
        REQUEST("request"),
        /// The host has an address that it may not have.
        ADDRESS("address"),
        /// The host has no address that anybody knows.
        NAME("name"),
        /// No connection, none that can be trusted, or one that broke.
        CONNECTION("connection"),
        TIME("time"),
        /// The host says that it is in trouble: 429 and 5xx.
        TROUBLE("trouble"),
        /// The host says no: every other status but 2xx.
        STATUS("status"),
        /// The host answered, and the flow cannot use it.
        ANSWER("answer"),
        /// There is no place left to ask or to wait.
        CROWD("crowd"),
        /// The host is left alone for a while.
        CIRCUIT("circuit"),
        CLOSED("closed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// As it is counted.
        String word() {
            return word;
        }

        /// Whether the same question may have an answer in a moment.
        boolean mayPass() {
            return switch (this) {
                case NAME, CONNECTION, TROUBLE -> true;
                case REQUEST, ADDRESS, TIME, STATUS, ANSWER, CROWD, CIRCUIT, CLOSED -> false;
            };
        }
    }

    static final Failure URL = new Failure(Kind.REQUEST, "URL not allowed");
    static final Failure REQUEST = new Failure(Kind.REQUEST, "request not allowed");
    static final Failure ADDRESS = new Failure(Kind.ADDRESS, "address not allowed");
    static final Failure HOST_NOT_FOUND = new Failure(Kind.NAME, "host not found");
    static final Failure NO_CONNECTION = new Failure(Kind.CONNECTION, "no connection");
    static final Failure NOT_TRUSTED = new Failure(Kind.CONNECTION, "certificate not trusted");
    static final Failure BROKEN = new Failure(Kind.CONNECTION, "connection broken");
    static final Failure NOT_HTTP = new Failure(Kind.CONNECTION, "no HTTP answer");
    static final Failure NO_ANSWER_IN_TIME = new Failure(Kind.TIME, "no answer in time");
    static final Failure NO_PLACE_IN_TIME = new Failure(Kind.CROWD, "no place in time");
    static final Failure TOO_MANY_WAITING = new Failure(Kind.CROWD, "too many waiting");
    static final Failure TOO_MANY_HOSTS = new Failure(Kind.CROWD, "too many hosts");
    static final Failure CIRCUIT_OPEN = new Failure(Kind.CIRCUIT, "circuit open");
    static final Failure TOO_LONG = new Failure(Kind.ANSWER, "answer too long");
    static final Failure ENCODED = new Failure(Kind.ANSWER, "answer is compressed");
    static final Failure NOT_UTF_8 = new Failure(Kind.ANSWER, "answer is not UTF-8");
    static final Failure REDIRECTED = new Failure(Kind.ANSWER, "redirected to another host");
    static final Failure REDIRECTED_TOO_OFTEN =
            new Failure(Kind.ANSWER, "redirected more than 3 times");
    static final Failure CLOSED = new Failure(Kind.CLOSED, "shutting down");

    /// @param status any but 2xx
    static Failure status(int status) {
        boolean isInTrouble = status == 429 || status >= 500;
        return new Failure(isInTrouble ? Kind.TROUBLE : Kind.STATUS, "status " + status);
    }
}
