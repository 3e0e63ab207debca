package org.strowger.simulator.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:127.0.0.1",
                "sip:127.0.0.1:5062",
                "sip:100@127.0.0.1:5062",
                "sip:localhost",
                "sip:[::1]:5060"
            })
    void thisMachineMayBeLoaded(String uri) {
        LoadTarget target =
                assertInstanceOf(LoadTarget.Result.Ok.class, LoadTarget.of(uri, false)).target();

        assertTrue(target.host().isLoopbackAddress());
        assertEquals(target.host(), target.here());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:192.0.2.1",
                "sip:100@198.51.100.7:5060",
                "sip:0.0.0.0",
                "sip:[2001:db8::1]"
            })
    void otherMachinesAreRefused(String uri) {
        assertTrue(
                assertInstanceOf(LoadTarget.Result.Refused.class, LoadTarget.of(uri, false))
                        .reason()
                        .contains("--i-own-this-target"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "sips:127.0.0.1",
                "sip:127.0.0.1:0",
                "sip:127.0.0.1:65536",
                "sip:a b@127.0.0.1",
                "sip:127.0.0.1;maddr=192.0.2.1",
                "sip:127.0.0.1?Route=%3Csip:192.0.2.1%3E"
            })
    void whatIsNoTargetIsRefusedEvenIfItIsOwned(String uri) {
        assertInstanceOf(LoadTarget.Result.Refused.class, LoadTarget.of(uri, true));
    }

    @Test
    void callersDialTheAddressThatWasLookedAtAndNoName() {
        LoadTarget target =
                assertInstanceOf(
                                LoadTarget.Result.Ok.class,
                                LoadTarget.of("sip:localhost:5062", false))
                        .target();

        assertTrue(target.uri("100").startsWith("sip:100@"));
        assertTrue(target.uri("100").endsWith(":5062"));
        assertFalse(target.uri("100").contains("localhost"));
    }

    @Test
    void aNumberInTheTargetIsDialledByAll() {
        LoadTarget target =
                assertInstanceOf(
                                LoadTarget.Result.Ok.class,
                                LoadTarget.of("sip:200@127.0.0.1", false))
                        .target();

        assertEquals("sip:200@127.0.0.1:5060", target.uri("100"));
    }
}
