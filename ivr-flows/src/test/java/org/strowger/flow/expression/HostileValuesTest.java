package org.strowger.flow.expression;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.flow.expression.SampleCall.compiled;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes over the wire or out of a customer's data base may be anything.
@Timeout(20)
class HostileValuesTest {
    private static final String LONG = "a".repeat(Values.LONGEST_TEXT);

    private final SampleCall call = new SampleCall();

    private Evaluated evaluated(String text, ValueType type) {
        return compiled(text, type).evaluate(call);
    }

    private void fails(String reason, String text, ValueType type) {
        assertEquals(new Evaluated.Failed(reason), evaluated(text, type), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 / (priority - 5) > 0", "1 % (priority - 5) > 0"})
    void divisionByZero(String text) {
        fails("division by zero", text, ValueType.BOOL);
    }

    @Test
    void aDecimalThatIsNotFinite() {
        fails("the value is too large", "crm.balance / (crm.balance - 12.5)", ValueType.DOUBLE);
        call.with("crm.balance", new Value.Decimal(Double.NaN));
        fails("the value of 'crm.balance' is too large", "crm.balance", ValueType.DOUBLE);
        fails("the value of 'crm.balance' is too large", "crm.balance + 1.0", ValueType.DOUBLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "priority + 1",
                "priority * 2",
                "-(0 - priority - 2)",
                "int(1e300 * crm.balance)"
            })
    void aWholeNumberThatIsTooLarge(String text) {
        call.with("priority", new Value.Whole(Long.MAX_VALUE));
        fails("a number, a time, a duration, a text or a list is too large", text, ValueType.INT);
    }

    @Test
    void textThatIsTooLong() {
        call.with("account", new Value.Text(LONG));
        assertEquals(
                new Evaluated.Known(new Value.Flag(true)),
                evaluated(
                        "size(account) == 10000 && account.matches('^(a|aa)+$')", ValueType.BOOL));
        fails(
                "a number, a time, a duration, a text or a list is too large",
                "account + '!'",
                ValueType.STRING);
        call.with("account", new Value.Text(LONG + "!"));
        fails("the value of 'account' is too large", "account", ValueType.STRING);
        fails("the value of 'account' is too large", "account == ''", ValueType.BOOL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(a*)*b", "(a|a)*c", "(.*)(.*)(.*)(.*)(.*)x", "^(([a-z])+.)+[A-Z]([a-z])+$"})
    void patternsThatBacktrackElsewhereEndSoon(String pattern) {
        call.with("account", new Value.Text(LONG));
        assertEquals(
                new Evaluated.Known(new Value.Flag(false)),
                evaluated("account.matches('" + pattern + "')", ValueType.BOOL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account.matches(crm.tier)",
                "matches(account, crm.tier)",
                "account.matches('a' + crm.tier)",
                "skills.exists(s, s.matches(account))"
            })
    void aPatternThatOnlyACallKnowsIsRefused(String text) {
        Compiled compiled =
                new ExpressionCompiler(SampleCall.variables()).compile(text, ValueType.BOOL);
        assertEquals(
                "'matches' expects its pattern written out in quotes",
                assertInstanceOf(Compiled.Refused.class, compiled).mistakes().getFirst().message());
    }

    @Test
    void timesAndDurationsBeyondTheirBounds() {
        call.with("now", new Value.Moment(Instant.parse("9999-12-31T23:59:59Z")))
                .with("call.waited", new Value.Span(Duration.ofDays(3_652_499)));
        assertInstanceOf(
                Evaluated.Failed.class, evaluated("now + duration('2s')", ValueType.TIMESTAMP));
        assertInstanceOf(
                Evaluated.Failed.class, evaluated("call.waited + call.waited", ValueType.DURATION));
        call.with("now", new Value.Moment(Instant.MAX))
                .with("call.waited", new Value.Span(ofSeconds(Long.MIN_VALUE)));
        fails("the value of 'now' is too large", "now.getFullYear()", ValueType.INT);
        fails("the value of 'call.waited' is too large", "call.waited", ValueType.DURATION);
    }

    @Test
    void aLongListIsNotGoneThroughForEver() {
        call.with("skills", new Value.Words(Collections.nCopies(Values.MOST_WORDS, "x")));
        assertEquals(
                new Evaluated.Known(new Value.Flag(false)),
                evaluated("skills.exists(s, s == 'y')", ValueType.BOOL));
        fails(
                "more than 1000 items to go through",
                "skills.all(s, skills.all(t, s == t))",
                ValueType.BOOL);
        assertInstanceOf(
                Evaluated.Known.class, evaluated("skills.map(s, s + '!')", ValueType.LIST));
        fails(
                "a number, a time, a duration, a text or a list is too large",
                "size(skills + ['y'])",
                ValueType.INT);
        call.with("skills", new Value.Words(Collections.nCopies(Values.MOST_WORDS + 1, "x")));
        fails("the value of 'skills' is too large", "size(skills)", ValueType.INT);
        call.with("skills", new Value.Words(Collections.nCopies(7, LONG)));
        fails("the value of 'skills' is too large", "size(skills)", ValueType.INT);
    }

    @Test
    void joiningInALoopHasTheSameBound() {
        call.with("skills", new Value.Words(Collections.nCopies(Values.MOST_WORDS, "x")))
                .with("account", new Value.Text("a".repeat(5_000)));
        String twice = "account + account";
        assertInstanceOf(
                Evaluated.Known.class,
                evaluated("size(skills.map(s, " + twice + "))", ValueType.INT));
        fails(
                "a number, a time, a duration, a text or a list is too large",
                "size(skills.map(s, " + twice + " + s))",
                ValueType.INT);
    }

    @ParameterizedTest
    @MethodSource("values")
    void whateverAVariableHoldsThereIsAnAnswer(Value value) {
        for (String name : SampleCall.variables().keySet()) {
            SampleCall odd = new SampleCall().with(name, value);
            for (Expression expression : SOME) {
                Evaluated evaluated = expression.evaluate(odd);
                assertTrue(
                        evaluated instanceof Evaluated.Failed
                                || (evaluated instanceof Evaluated.Known(Value known)
                                        && known.type() == expression.type()));
            }
        }
    }

    private static final List<Expression> SOME =
            List.of(
                    compiled("crm.tier == account && priority > 3 || vip", ValueType.BOOL),
                    compiled("string(priority) + account + string(now) + pin", ValueType.STRING),
                    compiled("int(account) + priority * size(skills)", ValueType.INT),
                    compiled("double(account) * crm.balance", ValueType.DOUBLE),
                    compiled("duration(account + 's') + call.waited", ValueType.DURATION),
                    compiled("timestamp(account) - call.waited", ValueType.TIMESTAMP),
                    compiled("timestamp(priority) - call.waited", ValueType.TIMESTAMP),
                    compiled("skills.filter(s, s.matches('[a-z]+')) + [crm.tier]", ValueType.LIST),
                    compiled("skills[priority].contains(caller.number)", ValueType.BOOL),
                    compiled("string(bytes(account)) == account", ValueType.BOOL),
                    compiled("now.getHours(account) > 3", ValueType.BOOL));

    private static List<Value> values() {
        return List.of(
                new Value.Text(""),
                new Value.Text("\u0000\uD83D"),
                new Value.Text("9".repeat(9_999)),
                new Value.Text("1e99999"),
                new Value.Text("0x7f"),
                new Value.Text("-9223372036854775808"),
                new Value.Text("٣"),
                new Value.Text("+25:00"),
                new Value.Text("99999999999999999999999h"),
                new Value.Text("9999-99-99T99:99:99Z"),
                new Value.Text("[[:foo:]]"),
                new Value.Whole(Long.MIN_VALUE),
                new Value.Whole(-1),
                new Value.Decimal(Double.NEGATIVE_INFINITY),
                new Value.Decimal(-0.0),
                new Value.Decimal(Double.MIN_VALUE),
                new Value.Flag(false),
                new Value.Span(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
                new Value.Span(Duration.ofNanos(-1)),
                new Value.Moment(Instant.MIN),
                new Value.Moment(Instant.parse("0001-01-01T00:00:00Z")),
                new Value.Words(List.of()),
                new Value.Words(List.of("", LONG, "(")),
                new Value.Words(Collections.nCopies(1_000, "x".repeat(65))),
                new Value.Secret(SecretText.of("(")));
    }
}
