package org.strowger.telephony.sip;

import gov.nist.javax.sip.stack.DefaultRouter;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/// Finds where a request goes, by addresses alone. Public because JAIN-SIP makes it by name.
///
/// The stack would look a name up on the thread that sends, which is the one that all legs live on:
/// a name in a stranger's Contact, served slowly, would stop every call. So a request to a name is
/// not sent.
public final class LiteralRouter extends DefaultRouter {

    public LiteralRouter(SipStack stack, @Nullable String defaultRoute) {
        super(stack, defaultRoute);
    }

    @Override
    public @Nullable Hop getNextHop(Request request) throws SipException {
        Hop hop = super.getNextHop(request);
        return hop == null || isLiteral(hop.getHost()) ? hop : null;
    }

    static boolean isLiteral(String host) {
        boolean ipv6 = host.startsWith("[") || host.indexOf(':') >= 0;
        return ipv6 || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    }
}
