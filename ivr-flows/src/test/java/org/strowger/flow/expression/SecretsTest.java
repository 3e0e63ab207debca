package org.strowger.flow.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.strowger.flow.expression.SampleCall.compiled;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private final SampleCall call = new SampleCall();

    @Test
    void aSecretPrintsAndHashesLikeAnyOther() {
        SecretText pin = SecretText.of("8317");
        SecretText longer = SecretText.of("4929 1234 5678 9012");
        assertEquals("******", pin.toString());
        assertEquals("******", longer.toString());
        assertEquals(pin.hashCode(), longer.hashCode());
        assertEquals("Secret[text=******]", new Value.Secret(pin).toString());
    }

    @Test
    void aSecretIsEqualToTheSameTextOnly() {
        assertEquals(SecretText.of("8317"), SecretText.of("8317"));
        assertNotEquals(SecretText.of("8317"), SecretText.of("8318"));
        assertNotEquals(SecretText.of("8317"), SecretText.of("83170"));
        assertEquals("8317", SecretText.of("8317").reveal());
        assertEquals(4, SecretText.of("8317").length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pin", "pin + '-' + account", "vip ? pin : account", "vip ? account : pin"})
    void textThatASecretMayHaveGoneIntoIsASecret(String text) {
        Evaluated evaluated = compiled(text, ValueType.STRING).evaluate(call);
        Evaluated.Known known = assertInstanceOf(Evaluated.Known.class, evaluated);
        assertInstanceOf(Value.Secret.class, known.value());
        assertFalse(evaluated.toString().contains(SampleCall.PIN), evaluated.toString());
    }

    @Test
    void aVariableDeclaredSecretIsOneEvenWhenItsValueComesInPlain() {
        call.with("pin", new Value.Text("8317"));
        assertEquals(
                new Evaluated.Known(new Value.Secret(SecretText.of("8317"))),
                compiled("pin", ValueType.STRING).evaluate(call));
    }

    @Test
    void aSecretInAVariableThatWasNotDeclaredSoStaysOne() {
        call.with("account", new Value.Secret(SecretText.of("8317")));
        assertEquals(
                new Evaluated.Known(new Value.Secret(SecretText.of("8317!"))),
                compiled("account + '!'", ValueType.STRING).evaluate(call));
        assertEquals(
                new Evaluated.Failed("a secret cannot be an item of a list"),
                compiled("skills + [account]", ValueType.LIST).evaluate(call));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int(pin) > 1",
                "duration(pin) > call.waited",
                "timestamp(pin) > now",
                "double(pin) > 1.0",
                "bool(pin)",
                "now.getHours(pin) > 1",
                "{'a': 1}[pin] == 1",
                "skills[int(pin)] == 'a'"
            })
    void aFailureDoesNotTellTheSecret(String text) {
        call.with("pin", new Value.Secret(SecretText.of("(secret-7")));
        Evaluated evaluated = compiled(text, ValueType.BOOL).evaluate(call);
        String reason = assertInstanceOf(Evaluated.Failed.class, evaluated).reason();
        assertFalse(reason.contains("secret-7"), reason);
    }

    @Test
    void aFailureDoesNotTellAnyOtherValueEither() {
        call.with("account", new Value.Text("x-4929"));
        for (String text : List.of("int(account)", "int(account + 'y')", "int(crm.tier)")) {
            Evaluated evaluated = compiled(text, ValueType.INT).evaluate(call);
            assertEquals(
                    new Evaluated.Failed("a text is not of the form that is asked for"), evaluated);
        }
    }
}
