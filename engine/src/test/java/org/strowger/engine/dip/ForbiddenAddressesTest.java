package org.strowger.engine.dip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.engine.dip.Asking.GOLD;
import static org.strowger.engine.dip.Asking.HERE;
import static org.strowger.engine.dip.Asking.get;
import static org.strowger.engine.dip.Asking.listing;

import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a URL or a name server says, nothing knocks at this machine (CWE-918).
class ForbiddenAddressesTest {
    private final Asking asking = new Asking(DipSettings.standard());

    @AfterEach
    void close() {
        asking.close();
    }

    /// Every way to write this machine, or a machine beside it; `P` is a port where it listens.
    private static final String FORMS =
            """
            http://127.0.0.1:P/
            https://127.0.0.1:P/
            http://127.0.0.2:P/
            http://127.255.255.254:P/
            http://127.1:P/
            http://127.0.1:P/
            http://0.0.0.0:P/
            http://0:P/
            http://0.1.2.3:P/
            http://0x7f.1:P/
            http://0x7f.0.0.1:P/
            http://0x7f000001:P/
            http://0X7F.1:P/
            http://2130706433:P/
            http://0177.0.0.1:P/
            http://0177.1:P/
            http://017700000001:P/
            http://00000177.0.0.1:P/
            http://127.0.0.1.:P/
            http://127.0.0.01:P/
            http://383.0.0.1:P/
            http://4294967297:P/
            http://[::1]:P/
            http://[0:0:0:0:0:0:0:1]:P/
            http://[::]:P/
            http://[::ffff:127.0.0.1]:P/
            http://[::ffff:7f00:1]:P/
            http://[::ffff:0:127.0.0.1]:P/
            http://[::127.0.0.1]:P/
            http://[64:ff9b::127.0.0.1]:P/
            http://[64:ff9b:1::7f00:1]:P/
            http://[2002:7f00:1::]:P/
            http://[2001:0:7f00:1::]:P/
            http://[::1%25lo]:P/
            http://[fe80::1]:P/
            http://localhost:P/
            http://LOCALHOST:P/
            http://localhost.:P/
            http://sub.localhost:P/
            http://ip6-localhost:P/
            http://rebinding.test:P/
            http://two-addresses.test:P/
            http://mapped.test:P/
            http://unspecified.test:P/
            http://metadata.test:P/
            http://user@127.0.0.1:P/
            http://public.test@127.0.0.1:P/
            http://public.test:80@127.0.0.1:P/
            http://127.0.0.1:P\\@public.test/
            http://127.0.0.1:P#@public.test/
            http://①②⑦.⓪.⓪.①:P/
            http://１２７.0.0.1:P/
            http://%31%32%37.0.0.1:P/
            http://127%2e0%2e0%2e1:P/
            http://127。0。0。1:P/
            //127.0.0.1:P/
            http:127.0.0.1:P/
            http:/127.0.0.1:P/
            gopher://127.0.0.1:P/_GET
            ftp://127.0.0.1:P/
            file://127.0.0.1:P/etc/passwd
            jar:http://127.0.0.1:P/!/
            dict://127.0.0.1:P/
            http://169.254.169.254:P/latest/meta-data/
            http://10.0.0.1:P/
            http://172.16.0.1:P/
            http://192.168.0.1:P/
            http://100.64.0.1:P/
            http://255.255.255.255:P/
            http://224.0.0.1:P/
            """;

    private void knownNames() {
        asking.name("localhost", HERE);
        asking.name("sub.localhost", HERE);
        asking.name("ip6-localhost", InetAddress.ofLiteral("::1"));
        asking.name("rebinding.test", HERE);
        asking.name("two-addresses.test", InetAddress.ofLiteral("2600::1"), HERE);
        asking.name("mapped.test", InetAddress.ofLiteral("::ffff:127.0.0.1"));
        asking.name("unspecified.test", InetAddress.ofLiteral("0.0.0.0"));
        asking.name("metadata.test", InetAddress.ofLiteral("169.254.169.254"));
    }

    @Test
    void noFormOfAUrlReachesThisMachine() throws IOException {
        knownNames();
        List<String> forms = FORMS.lines().toList();
        assertTrue(forms.size() >= 40, () -> forms.size() + " forms");
        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(new InetSocketAddress((InetAddress) null, 0));
            for (String form : forms) {
                String url = form.replace("P", Integer.toString(listener.getLocalPort()));
                String reason = asking.failure(get(url));
                assertTrue(
                        List.of("URL not allowed", "address not allowed").contains(reason),
                        () -> form + ": " + reason);
            }
            assertEquals(0, knocks(listener));
        }
    }

    /// How many came before the one who comes now.
    private static int knocks(ServerSocket listener) throws IOException {
        try (Socket last =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), listener.getLocalPort())) {
            listener.setSoTimeout(10_000);
            int knocks = 0;
            while (true) {
                try (Socket next = listener.accept()) {
                    if (next.getPort() == last.getLocalPort()) {
                        return knocks;
                    }
                    knocks++;
                } catch (SocketTimeoutException e) {
                    throw new AssertionError("the last one did not come", e);
                }
            }
        }
    }

    /// The name had a listed address when it was checked; that one is asked, and what the name has
    /// become since is not looked at.
    @Test
    void aNameThatChangesItsAddressIsAskedAtTheOneThatWasChecked() {
        AtomicInteger looked = new AtomicInteger();
        int port = asking.serve(request -> request.response().end("{\"tier\":\"gold\"}"));
        asking.client.apply(listing("127.0.0.1"));
        asking.names.put(
                "rebinding.test",
                _ ->
                        looked.incrementAndGet() == 1
                                ? List.of(HERE)
                                : List.of(InetAddress.ofLiteral("127.0.0.2")));
        String url = "http://rebinding.test:" + port + "/";
        assertEquals(GOLD, asking.ask(get(url)));
        assertEquals(1, looked.get());
        assertEquals("address not allowed", asking.failure(get(url)));
        assertEquals(2, looked.get());
    }

    @Test
    void aRetryAsksTheAddressThatWasChecked() {
        AtomicInteger looked = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        int port =
                asking.serve(
                        request -> {
                            boolean isFirst = asked.incrementAndGet() == 1;
                            request.response().setStatusCode(isFirst ? 503 : 200);
                            request.response().end("{\"tier\":\"gold\"}");
                        });
        asking.client.apply(listing("127.0.0.1"));
        asking.names.put(
                "rebinding.test",
                _ -> {
                    looked.incrementAndGet();
                    return List.of(HERE);
                });
        String url = "http://rebinding.test:" + port + "/";
        assertEquals(GOLD, asking.ask(get(url, Asking.LONG, 1)));
        assertEquals(1, looked.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::ffff:127.0.0.1]"})
    void whatIsListedIsAsked(String host) {
        int port = asking.serve(request -> request.response().end("{\"tier\":\"gold\"}"));
        asking.client.apply(listing("127.0.0.1"));
        assertEquals(GOLD, asking.ask(get("http://" + host + ":" + port + "/")));
    }

    @Test
    void anAddressOfIpv6IsWrittenInBrackets() throws IOException {
        asking.client.apply(listing("::1"));
        AtomicReference<String> host = new AtomicReference<>("");
        HttpServer server =
                Asking.await(
                        asking.vertx
                                .createHttpServer()
                                .requestHandler(
                                        request -> {
                                            host.set(String.valueOf(request.getHeader("Host")));
                                            request.response().end("{\"tier\":\"gold\"}");
                                        })
                                .listen(0, "::1"));
        String place = "[::1]:" + server.actualPort();
        assertEquals(GOLD, asking.ask(get("http://" + place + "/")));
        assertEquals(place, host.get());
    }
}
