package org.strowger.engine.dip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.engine.dip.Asking.GOLD;
import static org.strowger.engine.dip.Asking.HERE;
import static org.strowger.engine.dip.Asking.SHORT;
import static org.strowger.engine.dip.Asking.get;
import static org.strowger.engine.dip.Asking.listing;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over TLS a host has to prove the name that the flow gives, not the address that was checked.
class DipTlsTest {
    @TempDir static Path folder;

    private static PfxOptions certificate = new PfxOptions();

    private final AtomicReference<String> indicated = new AtomicReference<>("");
    private Asking asking = new Asking(listing("127.0.0.1"));

    /// A certificate of `crm.test` and 127.0.0.1 that nobody has signed but itself.
    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException {
        Path store = folder.resolve("crm.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "crm",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=crm.test",
                                "-ext",
                                "san=dns:crm.test,ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                "changeit")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertEquals(0, keytool.waitFor());
        certificate = new PfxOptions().setPath(store.toString()).setPassword("changeit");
    }

    @AfterEach
    void close() {
        asking.close();
    }

    private void trusting(TrustOptions trust) {
        asking.close();
        asking = new Asking(listing("127.0.0.1"), Optional.of(trust));
    }

    private int serve() {
        HttpServerOptions options =
                new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(certificate);
        asking.name("crm.test", HERE);
        asking.name("other.test", HERE);
        return Asking.await(
                        asking.vertx
                                .createHttpServer(options)
                                .requestHandler(
                                        request -> {
                                            indicated.set(
                                                    String.valueOf(
                                                            request.connection()
                                                                    .indicatedServerName()));
                                            request.response().end("{\"tier\":\"gold\"}");
                                        })
                                .listen(0, "127.0.0.1"))
                .actualPort();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        int port = serve();
        assertEquals(
                "certificate not trusted", asking.failure(get("https://crm.test:" + port + "/")));
        assertEquals("", indicated.get());
    }

    @Test
    void aTrustedHostIsAskedByItsName() {
        trusting(certificate);
        int port = serve();
        assertEquals(GOLD, asking.ask(get("https://crm.test:" + port + "/")));
        assertEquals("crm.test", indicated.get());
    }

    @Test
    void aTrustedHostIsAskedByItsAddress() {
        trusting(certificate);
        int port = serve();
        assertEquals(GOLD, asking.ask(get("https://127.0.0.1:" + port + "/")));
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() {
        trusting(certificate);
        int port = serve();
        assertEquals(
                "certificate not trusted", asking.failure(get("https://other.test:" + port + "/")));
        assertEquals("", indicated.get());
    }

    @Test
    void aHostThatNeverShakesHandsCostsNoMoreThanTheTimeOfTheNode() {
        int port = asking.serveRaw(_ -> {});
        assertEquals(
                "no answer in time",
                asking.failure(get("https://127.0.0.1:" + port + "/", SHORT, 0)));
        assertEquals(1, asking.shown("strowger.dip.lingering"));
        assertEquals(0, asking.shown("strowger.dip.under.way"));
    }

    @Test
    void aHostWithoutTlsIsNotAskedWithout() {
        int port = asking.serve(request -> request.response().end("{\"tier\":\"gold\"}"));
        assertEquals("no connection", asking.failure(get("https://127.0.0.1:" + port + "/")));
    }
}
