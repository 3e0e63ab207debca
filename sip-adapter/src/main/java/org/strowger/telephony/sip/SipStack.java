package org.strowger.telephony.sip;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.stack.NioMessageProcessorFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.TooManyListenersException;
import javax.sip.DialogTerminatedEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.AllowHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.RequireHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// JAIN-SIP as this house runs it: one stack, one address, UDP and TCP on one port.
final class SipStack implements AutoCloseable {
    static final String UDP = "udp";
    static final String TCP = "tcp";

    /// The methods that have a meaning here (RFC 3261 section 20.5).
    static final List<String> METHODS =
            List.of(
                    Request.INVITE,
                    Request.ACK,
                    Request.BYE,
                    Request.CANCEL,
                    Request.OPTIONS,
                    Request.INFO,
                    Request.REGISTER,
                    Request.REFER,
                    Request.NOTIFY);

    /// What a caller who is turned away for the moment is asked to wait, in seconds.
    private static final int RETRY_AFTER = 5;

    private final SipStackImpl stack;
    private final SipProvider provider;
    private final InetAddress address;
    private final String host;
    private final int port;
    private final HeaderFactory headers = new HeaderFactoryImpl();
    private final AddressFactory addresses = new AddressFactoryImpl();
    private final MessageFactory messages = new MessageFactoryImpl();

    private SipStack(SipStackImpl stack, SipProvider provider, InetAddress address, int port) {
        this.stack = stack;
        this.provider = provider;
        this.address = address;
        this.host = address.getHostAddress();
        this.port = port;
    }

    /// Binds the port.
    ///
    /// @throws IOException when the port is taken or the address is not of this machine
    static SipStack bind(InetAddress address, int port) throws IOException {
        refuseTakenPort(address, port);
        String host = address.getHostAddress();
        try {
            SipStackImpl stack = new SipStackImpl(properties(host, port));
            ListeningPoint udp = stack.createListeningPoint(host, port, UDP);
            SipProvider provider = stack.createSipProvider(udp);
            provider.addListeningPoint(stack.createListeningPoint(host, port, TCP));
            ((SipProviderImpl) provider).setDialogErrorsAutomaticallyHandled();
            return new SipStack(stack, provider, address, port);
        } catch (SipException | InvalidArgumentException e) {
            throw new IOException("SIP does not start on " + host + ":" + port, e);
        }
    }

    /// Starts to hand messages to a listener, on threads of the stack.
    void start(SipListenerExt listener) throws IOException {
        try {
            provider.addSipListener(listener);
            stack.start();
        } catch (SipException | TooManyListenersException e) {
            throw new IOException("SIP does not start on " + host + ":" + port, e);
        }
    }

    /// JAIN-SIP hides why it cannot bind, so the port is tried first.
    private static void refuseTakenPort(InetAddress address, int port) throws IOException {
        InetSocketAddress wanted = new InetSocketAddress(address, port);
        try (DatagramSocket udp = new DatagramSocket(null);
                ServerSocket tcp = new ServerSocket()) {
            udp.bind(wanted);
            tcp.setReuseAddress(true);
            tcp.bind(wanted);
        } catch (BindException e) {
            throw (IOException)
                    new BindException("SIP port " + port + " of " + address.getHostAddress())
                            .initCause(e);
        }
    }

    /// Each line is there because the default fails: see docs/adr/0002.
    private static Properties properties(String host, int port) {
        Properties p = new Properties();
        p.setProperty("javax.sip.STACK_NAME", "strowger-" + host + "-" + port);
        p.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        p.setProperty("javax.sip.ROUTER_PATH", LiteralRouter.class.getName());
        p.setProperty("gov.nist.javax.sip.STACK_LOGGER", StackLog.class.getName());
        p.setProperty("gov.nist.javax.sip.SERVER_LOGGER", NoServerLog.class.getName());
        p.setProperty(
                "gov.nist.javax.sip.MESSAGE_PARSER_FACTORY", GuardedParserFactory.class.getName());
        p.setProperty(
                "gov.nist.javax.sip.MESSAGE_PROCESSOR_FACTORY",
                NioMessageProcessorFactory.class.getName());
        p.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        p.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "1");
        p.setProperty("gov.nist.javax.sip.TCP_POST_PARSING_THREAD_POOL_SIZE", "2");
        p.setProperty("gov.nist.javax.sip.RECEIVE_UDP_BUFFER_SIZE", "1048576");
        p.setProperty("gov.nist.javax.sip.SEND_UDP_BUFFER_SIZE", "1048576");
        p.setProperty("gov.nist.javax.sip.RELEASE_REFERENCES_STRATEGY", "Normal");
        p.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", "65536");
        p.setProperty("gov.nist.javax.sip.READ_TIMEOUT", "5000");
        p.setProperty("gov.nist.javax.sip.MAX_SERVER_TRANSACTIONS", "20000");
        p.setProperty("gov.nist.javax.sip.MAX_CLIENT_TRANSACTIONS", "20000");
        p.setProperty("gov.nist.javax.sip.MAX_TX_LIFETIME_INVITE", "600");
        p.setProperty("gov.nist.javax.sip.MAX_TX_LIFETIME_NON_INVITE", "60");
        p.setProperty("gov.nist.javax.sip.EARLY_DIALOG_TIMEOUT_SECONDS", "420");
        p.setProperty("gov.nist.javax.sip.LINGER_TIMER", "1");
        p.setProperty("gov.nist.javax.sip.LOG_MESSAGE_CONTENT", "false");
        return p;
    }

    SipProvider provider() {
        return provider;
    }

    HeaderFactory headers() {
        return headers;
    }

    AddressFactory addresses() {
        return addresses;
    }

    MessageFactory messages() {
        return messages;
    }

    InetAddress address() {
        return address;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /// How we are reached within a dialog over a transport.
    ContactHeader contact(String transport) throws ParseException {
        SipURI uri = addresses.createSipURI("strowger", host);
        uri.setPort(port);
        if (transport.equalsIgnoreCase(TCP)) {
            uri.setTransportParam(TCP);
        }
        return headers.createContactHeader(addresses.createAddress(uri));
    }

    /// Reads a SIP address; empty when the text is none.
    Optional<SipURI> uri(String text) {
        try {
            return addresses.createURI(text) instanceof SipURI uri
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    Address address(String displayName, SipURI uri) throws ParseException {
        return displayName.isEmpty()
                ? addresses.createAddress(uri)
                : addresses.createAddress(displayName, uri);
    }

    ViaHeader via(String transport) throws ParseException, InvalidArgumentException {
        ViaHeader via = headers.createViaHeader(host, port, transport, null);
        via.setRPort();
        return via;
    }

    /// A response with the status' standard phrase, a To tag where RFC 3261 section 8.2.6.2 wants
    /// one, and the header with which section 21 wants some statuses explained.
    Response response(int status, Request request, String tag)
            throws ParseException, InvalidArgumentException {
        Response response = messages.createResponse(status, request);
        ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
        if (to.getTag() == null && status != Response.TRYING) {
            to.setTag(tag);
        }
        switch (status) {
            case Response.METHOD_NOT_ALLOWED -> allow(response);
            case Response.UNSUPPORTED_MEDIA_TYPE -> accept(response);
            case Response.BAD_EXTENSION -> unsupported(response, request);
            case Response.SERVICE_UNAVAILABLE ->
                    response.addHeader(headers.createRetryAfterHeader(RETRY_AFTER));
            default -> {}
        }
        return response;
    }

    private void unsupported(Response response, Request request) throws ParseException {
        var required = request.getHeaders(RequireHeader.NAME);
        while (required.hasNext()) {
            String option = ((RequireHeader) required.next()).getOptionTag();
            response.addHeader(headers.createUnsupportedHeader(option.toLowerCase(Locale.ROOT)));
        }
    }

    /// Names the methods that are allowed, in a 405, an answer to OPTIONS, or a 200 to an INVITE.
    void allow(Message message) throws ParseException {
        for (String method : METHODS) {
            AllowHeader allow = headers.createAllowHeader(method);
            message.addHeader(allow);
        }
    }

    /// Names what bodies are understood.
    void accept(Response response) throws ParseException {
        response.addHeader(headers.createAcceptHeader("application", "sdp"));
    }

    void body(Message message, String sdp) throws ParseException {
        ContentTypeHeader type = headers.createContentTypeHeader("application", "sdp");
        message.setContent(sdp.getBytes(StandardCharsets.UTF_8), type);
    }

    /// The body; of no octets when there is none.
    static byte[] body(Message message) {
        byte[] raw = message.getRawContent();
        return raw == null ? new byte[0] : raw;
    }

    static String transport(Request request) {
        ViaHeader via = (ViaHeader) request.getHeader(ViaHeader.NAME);
        return via == null ? UDP : via.getTransport();
    }

    @Override
    public void close() {
        EventScanner scanner = stack.getEventScanner();
        stack.stop();
        // Its thread looks whether it has been stopped only when an event comes.
        scanner.addEvent(new EventWrapper(new DialogTerminatedEvent(provider, null), null));
    }
}
