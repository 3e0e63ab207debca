package org.strowger.telephony.sip;

import gov.nist.core.StackLogger;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// JAIN-SIP's own messages, handed to SLF4J. Public because JAIN-SIP makes it by name.
///
/// What the stack calls errors are mostly a peer's faults (a missing ACK, a broken header), so they
/// are debug messages of ours; the stack's own words would otherwise let a stranger fill the log.
///
/// The stack writes whole messages, and the body of an INFO request is a key that may be a digit of
/// a PIN: what follows the empty line before a body (RFC 3261 section 7) is not written.
public final class StackLog implements StackLogger {
    private static final Logger LOG = LoggerFactory.getLogger("org.strowger.telephony.sip.stack");
    private static final Pattern BODY = Pattern.compile("\\r?\\n\\s*\\n.*", Pattern.DOTALL);

    static String withoutBody(@Nullable String message) {
        return BODY.matcher(String.valueOf(message)).replaceFirst(" ...");
    }

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int traceLevel) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logException(Throwable e) {
        LOG.debug("in the SIP stack", e);
    }

    @Override
    public void logDebug(String message) {
        LOG.trace(withoutBody(message));
    }

    @Override
    public void logDebug(String message, Exception e) {
        LOG.trace(withoutBody(message), e);
    }

    @Override
    public void logTrace(String message) {
        LOG.trace(withoutBody(message));
    }

    @Override
    public void logFatalError(String message) {
        LOG.error(withoutBody(message));
    }

    @Override
    public void logError(String message) {
        LOG.debug(withoutBody(message));
    }

    @Override
    public void logError(String message, Exception e) {
        LOG.debug(withoutBody(message), e);
    }

    @Override
    public void logWarning(String message) {
        LOG.debug(withoutBody(message));
    }

    @Override
    public void logInfo(String message) {
        LOG.trace(withoutBody(message));
    }

    @Override
    public boolean isLoggingEnabled() {
        return true;
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return level <= TRACE_ERROR ? LOG.isDebugEnabled() : LOG.isTraceEnabled();
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String buildTimeStamp) {}

    @Override
    public void setStackProperties(Properties stackProperties) {}

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
