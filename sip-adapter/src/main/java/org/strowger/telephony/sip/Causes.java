package org.strowger.telephony.sip;

import javax.sip.message.Response;
import org.strowger.telephony.HangupCause;

/// What a SIP status means as a [HangupCause], and the other way round.
final class Causes {
    private Causes() {}

    /// The cause that a final status of 300 and above stands for (RFC 3261 section 21).
    static HangupCause of(int status) {
        return switch (status) {
            case Response.BUSY_HERE, Response.BUSY_EVERYWHERE -> HangupCause.BUSY;
            case Response.NOT_FOUND,
                    Response.GONE,
                    Response.ADDRESS_INCOMPLETE,
                    Response.DOES_NOT_EXIST_ANYWHERE ->
                    HangupCause.UNKNOWN_NUMBER;
            case Response.REQUEST_TIMEOUT, Response.TEMPORARILY_UNAVAILABLE ->
                    HangupCause.UNREACHABLE;
            case Response.REQUEST_TERMINATED -> HangupCause.CANCELLED;
            case Response.NOT_ACCEPTABLE_HERE,
                    Response.SESSION_NOT_ACCEPTABLE,
                    Response.UNSUPPORTED_MEDIA_TYPE ->
                    HangupCause.NO_COMMON_CODEC;
            case Response.SERVICE_UNAVAILABLE -> HangupCause.CONGESTION;
            default ->
                    status >= 500 && status < 600
                            ? HangupCause.NETWORK_FAILURE
                            : HangupCause.REJECTED;
        };
    }

    /// The status that refuses a call for a cause.
    static int status(HangupCause cause) {
        return switch (cause) {
            case BUSY -> Response.BUSY_HERE;
            case REJECTED -> Response.DECLINE;
            case NORMAL, NO_ANSWER, UNREACHABLE -> Response.TEMPORARILY_UNAVAILABLE;
            case CANCELLED -> Response.REQUEST_TERMINATED;
            case UNKNOWN_NUMBER -> Response.NOT_FOUND;
            case NO_COMMON_CODEC -> Response.NOT_ACCEPTABLE_HERE;
            case CONGESTION, SHUTDOWN -> Response.SERVICE_UNAVAILABLE;
            case NETWORK_FAILURE -> Response.SERVER_INTERNAL_ERROR;
        };
    }
}
