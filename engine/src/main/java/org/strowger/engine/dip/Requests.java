package org.strowger.engine.dip;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.strowger.flow.FlowAction.Fetch;

/// What may be sent. Flows are checked for it when they are read; it is looked at again where it
/// leaves, for a line break in a header would begin another one, or another request (CWE-113).
final class Requests {
    private static final Pattern METHOD = Pattern.compile("GET|POST|PUT");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[ -~]{0,1000}");

    /// RFC 9110 sections 7 and 8.6: these say how the message is sent, and that is not theirs.
    private static final Pattern OURS =
            Pattern.compile(
                    "host|content-length|transfer-encoding|connection|upgrade|te|expect"
                            + "|accept-encoding|proxy-.*|keep-alive|trailer");

    private Requests() {}

    static boolean isAllowed(Fetch fetch) {
        return METHOD.matcher(fetch.method()).matches()
                && (fetch.body().isEmpty() || !fetch.method().equals("GET"))
                && fetch.headers().entrySet().stream().allMatch(Requests::isHeader);
    }

    private static boolean isHeader(Map.Entry<String, String> header) {
        return NAME.matcher(header.getKey()).matches()
                && !OURS.matcher(header.getKey().toLowerCase(Locale.ROOT)).matches()
                && VALUE.matcher(header.getValue()).matches();
    }
}
