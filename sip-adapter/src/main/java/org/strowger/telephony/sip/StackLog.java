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
/// The stack writes whole messages, and quotes them in what it throws: their headers say who calls,
/// and the body of an INFO request is a key that may be a digit of a PIN. Of what it says no more
/// than the first line is written, without users of URIs, names and long rows of digits.
public final class StackLog implements StackLogger {
    private static final Logger LOG = LoggerFactory.getLogger("org.strowger.telephony.sip.stack");
    private static final Pattern MORE = Pattern.compile("[\\r\\n].*", Pattern.DOTALL);
    private static final Pattern USER = Pattern.compile("(sips?:|tel:)[^@;>\\s]*(@|(?=[;>\\s]|$))");
    private static final Pattern NAME = Pattern.compile("\"[^\"]*\"?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{6,}");

    /// What may be written of a text that may quote a message.
    static String discreet(@Nullable String text) {
        String first = MORE.matcher(String.valueOf(text)).replaceFirst(" ...");
        String nameless = NAME.matcher(first).replaceAll("\"...\"");
        String userless = USER.matcher(nameless).replaceAll("$1...$2");
        return DIGITS.matcher(userless).replaceAll("...");
    }

    /// What may be written of what the stack threw.
    static String discreet(Throwable thrown) {
        return discreet(thrown.toString());
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
        LOG.debug("in the SIP stack: {}", discreet(e));
    }

    @Override
    public void logDebug(String message) {
        LOG.trace(discreet(message));
    }

    @Override
    public void logDebug(String message, Exception e) {
        LOG.trace("{}: {}", discreet(message), discreet(e));
    }

    @Override
    public void logTrace(String message) {
        LOG.trace(discreet(message));
    }

    @Override
    public void logFatalError(String message) {
        LOG.error(discreet(message));
    }

    @Override
    public void logError(String message) {
        LOG.debug(discreet(message));
    }

    @Override
    public void logError(String message, Exception e) {
        LOG.debug("{}: {}", discreet(message), discreet(e));
    }

    @Override
    public void logWarning(String message) {
        LOG.debug(discreet(message));
    }

    @Override
    public void logInfo(String message) {
        LOG.trace(discreet(message));
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
