package org.strowger.telephony.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each scenario against another, without a switch between them: whatever fails with a switch must
/// not fail here.
@Timeout(60)
class SippIT {
    private static final Duration TALK = Duration.ofMillis(1_500);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource({
        "caller, menu, UDP",
        "caller, menu, TCP",
        "caller-rfc4733, agent, UDP",
        "caller-silent, agent, UDP",
        "caller-silent, agent, TCP",
        "caller-silent, agent-bye, UDP",
        "caller-bye-at-menu, agent-patient, UDP",
        "caller-bye-at-menu, agent-patient, TCP",
        "caller-cancel, agent-no-answer, UDP",
        "caller-cancel, agent-no-answer, TCP",
    })
    void scenariosFitEachOther(String caller, String callee, Sipp.Transport transport) {
        try (Sipp called = callee(callee).over(transport).calls(3).talks(TALK).start()) {
            Sipp.Plan calling = Sipp.scenario(caller).over(transport).calls(3).rate(10).talks(TALK);
            succeeds(3, calling.run(called.address(), LONG_ENOUGH));
            succeeds(3, called.await(LONG_ENOUGH));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"caller-no-codec", "caller-unknown-number"})
    void refusedCallersExpectTheirReason(String caller) {
        try (Sipp called = callee("refusing").calls(1).start()) {
            succeeds(1, Sipp.scenario(caller).calls(1).run(called.address(), LONG_ENOUGH));
            succeeds(1, called.await(LONG_ENOUGH));
        }
    }

    @Test
    void callThatGoesOtherwiseFailsAndSaysWhy() {
        try (Sipp called = callee("agent-busy").calls(1).start()) {
            Sipp.Outcome outcome =
                    Sipp.scenario("caller-silent").calls(1).run(called.address(), LONG_ENOUGH);
            assertEquals(1, outcome.exitCode());
            assertEquals(0, outcome.successful());
            assertEquals(1, outcome.failed());
            assertTrue(outcome.errors().contains("486 Busy Here"), outcome::errors);
            succeeds(1, called.await(LONG_ENOUGH));
        }
    }

    @Test
    void phoneIsRegisteredAfterItsPasswordIsVerified() {
        try (Sipp registrar = callee("registrar").calls(1).start()) {
            Sipp.Plan register =
                    Sipp.scenario("register")
                            .calls(1)
                            .telephone("ann", "secret", "sip:ann@127.0.0.1:6000");
            succeeds(1, register.run(registrar.address(), LONG_ENOUGH));
            succeeds(1, registrar.await(LONG_ENOUGH));
        }
    }

    @Test
    void phoneWithTheWrongPasswordIsNot() {
        try (Sipp registrar = callee("registrar").start()) {
            Sipp.Plan register =
                    Sipp.scenario("register")
                            .calls(1)
                            .telephone("ann", "guessed", "sip:ann@127.0.0.1:6000");
            Sipp.Outcome outcome = register.run(registrar.address(), LONG_ENOUGH);
            assertEquals(1, outcome.failed());
            assertTrue(outcome.errors().contains("403 Forbidden"), outcome::errors);
        }
    }

    @Test
    void telephoneRegistersWithTheSameRegistrar() {
        try (Sipp registrar = callee("registrar").start();
                Baresip ann =
                        Baresip.phone("ann").registersAt(registrar.address(), "secret").start();
                Baresip mallory =
                        Baresip.phone("ann").registersAt(registrar.address(), "guessed").start()) {
            ann.awaitRegistered();
            mallory.awaitRegistrationRefused();
        }
    }

    @Test
    void telephoneAnswersOptionsAndTheCallOfAScenario() {
        try (Baresip ann = Baresip.phone("ann").answersAlone().start()) {
            String address = ann.uri().substring("sip:ann@".length());
            succeeds(1, Sipp.scenario("options").service("ann").calls(1).run(address, LONG_ENOUGH));
            Sipp.Plan caller = Sipp.scenario("caller-bye-at-menu").service("ann");
            succeeds(1, caller.calls(1).talks(TALK).run(address, LONG_ENOUGH));
            ann.awaitEstablished();
            ann.awaitClosed();
        }
    }

    @Test
    void keyByEventsIsUnderstoodByATelephone() {
        try (Baresip ann = Baresip.phone("ann").answersAlone().start()) {
            String address = ann.uri().substring("sip:ann@".length());
            Sipp.Plan caller = Sipp.scenario("caller-rfc4733").service("ann").calls(1);
            try (Sipp calling = caller.start(address)) {
                assertEquals('1', ann.awaitKey());
                ann.hangUp();
                succeeds(1, calling.await(LONG_ENOUGH));
            }
        }
    }

    @Test
    void unknownScenarioIsNamed() {
        Exception e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Sipp.scenario("no-such").start("127.0.0.1:9"));
        assertEquals("no /sipp/no-such.xml on the class path", e.getMessage());
    }

    private static Sipp.Plan callee(String scenario) {
        return Sipp.scenario(scenario);
    }

    private static void succeeds(int calls, Sipp.Outcome outcome) {
        assertEquals(new Sipp.Outcome(0, calls, 0, ""), outcome);
    }
}
