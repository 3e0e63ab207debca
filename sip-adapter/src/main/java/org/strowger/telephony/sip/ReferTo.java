package org.strowger.telephony.sip;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.ReferToHeader;
import javax.sip.message.Request;

/// Where a REFER wants a call taken (RFC 3515 section 2.1), as far as we can take it there.
sealed interface ReferTo {

    /// A number or user at some host; the host of a `tel:` is empty.
    record User(String user, String host) implements ReferTo {}

    /// Another call of the same phone, by the `Replaces` that its far end would be sent (RFC 3891
    /// section 6.1): so our tag there is `toTag` and the phone's is `fromTag`.
    record Call(String callId, String toTag, String fromTag) implements ReferTo {}

    /// Nothing that can be understood.
    record Unreadable() implements ReferTo {}

    /// Something understood that is not a call's place: `mailto:`, or a request other than INVITE.
    record Elsewhere() implements ReferTo {}

    /// What a user part may be: what a person can dial, or the name of somebody here.
    Pattern DIALLED = Pattern.compile("[A-Za-z0-9+*#._-]{1,64}");

    Pattern VISUAL_SEPARATOR = Pattern.compile("[-.()]");
    Pattern REPLACES_PARAMETER = Pattern.compile(";\\s*(to|from)-tag\\s*=\\s*([^;\\s]+)");

    static ReferTo in(Request refer) {
        if (!(refer.getHeader(ReferToHeader.NAME) instanceof ReferToHeader header)) {
            return new Unreadable();
        }
        URI uri = header.getAddress().getURI();
        if (uri instanceof TelURL tel) {
            String digits = VISUAL_SEPARATOR.matcher(tel.getPhoneNumber()).replaceAll("");
            return user((tel.isGlobal() ? "+" : "") + digits, "");
        }
        return uri instanceof SipURI sip ? in(sip) : new Elsewhere();
    }

    private static ReferTo in(SipURI uri) {
        String method = uri.getMethodParam();
        if (method != null && !method.equals(Request.INVITE)) {
            return new Elsewhere();
        }
        String replaces = uri.getHeader("Replaces");
        return replaces == null
                ? user(uri.getUser() == null ? "" : uri.getUser(), uri.getHost())
                : call(replaces);
    }

    private static ReferTo user(String user, String host) {
        return DIALLED.matcher(user).matches()
                ? new User(user, host.toLowerCase(Locale.ROOT))
                : new Elsewhere();
    }

    private static ReferTo call(String replaces) {
        String decoded;
        try {
            // It would take a plus, which may stand in a Call-ID, for a space.
            decoded = URLDecoder.decode(replaces.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return new Unreadable();
        }
        int end = decoded.indexOf(';');
        String toTag = "";
        String fromTag = "";
        Matcher tags = REPLACES_PARAMETER.matcher(decoded);
        while (tags.find()) {
            if (tags.group(1).equals("to")) {
                toTag = tags.group(2);
            } else {
                fromTag = tags.group(2);
            }
        }
        return end < 1 || toTag.isEmpty() || fromTag.isEmpty()
                ? new Unreadable()
                : new Call(decoded.substring(0, end).strip(), toTag, fromTag);
    }
}
