package org.strowger.telephony.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/// JAIN-SIP's parser with a fence round it. Public because JAIN-SIP makes it by name.
///
/// The stack's receiving threads survive an [Exception] only, so a message that makes the parser
/// recurse until the stack is full would end one thread for good. And the stack answers a broken
/// request with the text of the exception, so that text is a fixed one here.
public final class GuardedParserFactory implements MessageParserFactory {
    private final StringMsgParser parser = new StringMsgParser();

    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return this::parse;
    }

    private @Nullable SIPMessage parse(
            byte[] message, boolean readBody, boolean strict, ParseExceptionListener listener)
            throws ParseException {
        try {
            return parser.parseSIPMessage(
                    message,
                    readBody,
                    strict,
                    (e, sip, header, text, whole) ->
                            listener.handleException(malformed(), sip, header, text, whole));
        } catch (ParseException | RuntimeException | StackOverflowError e) {
            throw malformed();
        }
    }

    private static ParseException malformed() {
        return new ParseException("malformed", 0);
    }
}
