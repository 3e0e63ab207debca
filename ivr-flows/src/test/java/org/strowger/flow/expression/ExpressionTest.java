package org.strowger.flow.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.flow.expression.SampleCall.compiled;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private final SampleCall call = new SampleCall();

    private Evaluated evaluated(String text, ValueType type) {
        return compiled(text, type).evaluate(call);
    }

    private static Evaluated.Known known(Value value) {
        return new Evaluated.Known(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crm.tier == 'gold' && call.waited > duration('2m')",
                "crm.tier != 'silver'",
                "crm.tier.startsWith('g') && crm.tier.endsWith('d') && crm.tier.contains('ol')",
                "crm.tier in ['gold', 'platinum']",
                "size(account) == 7 && account.size() == 7",
                "account.matches('^[0-9]{7}$')",
                "account < '2'",
                "int(account) == 1234567",
                "account + '-' + string(priority) == '1234567-5'",
                "priority + 2 == 7 && priority - 2 == 3 && priority * 2 == 10",
                "priority / 2 == 2 && priority % 2 == 1 && -priority == -5",
                "priority >= 5 && priority <= 5 && priority != 6",
                "crm.balance > 12 && crm.balance < 13 && 12 < crm.balance",
                "crm.balance * 2.0 == 25.0 && crm.balance / 0.5 == 25.0 && -crm.balance < 0.0",
                "double(priority) == 5.0 && int(crm.balance) == 12",
                "vip && !(!vip) && (vip || false) && vip == true",
                "vip ? true : false",
                "call.waited + duration('30s') == duration('3m30s')",
                "call.waited - duration('1m') < call.waited",
                "call.waited.getSeconds() == 180",
                "now > timestamp('2026-11-22T09:29:59Z')",
                "now - timestamp('2026-11-22T09:00:00Z') == duration('30m')",
                "now + duration('1h') == timestamp('2026-11-22T10:30:00Z')",
                "now.getHours() == 9 && now.getHours('Asia/Tokyo') == 18",
                "now.getDayOfWeek('Europe/London') == 0",
                "skills.exists(s, s == 'french') && skills.all(s, s != 'german')",
                "skills.exists_one(s, s.startsWith('e'))",
                "skills.filter(s, s != 'french') == ['english']",
                "'french' in skills && skills[0] == 'english' && size(skills) == 2",
                "skills + ['german'] == ['english', 'french', 'german']",
                "has(crm.tier) && has(account)",
                "waiting('support') == 7 && ready('support') == 2",
                "expected_wait('support') == duration('90s')",
                "{'gold': 1, 'silver': 2}[crm.tier] == 1",
                "caller.name == '' && caller.number.startsWith('+44')",
                "pin == '8317'",
                "true || priority / (priority - 5) > 0"
            })
    void whatIsTrueOfTheSampleCall(String text) {
        assertEquals(known(new Value.Flag(true)), evaluated(text, ValueType.BOOL));
        assertEquals(known(new Value.Flag(false)), evaluated("!(" + text + ")", ValueType.BOOL));
    }

    @Test
    void aValueIsOfTheTypeThatWasExpected() {
        assertEquals(known(new Value.Text("gold!")), evaluated("crm.tier + '!'", ValueType.STRING));
        assertEquals(known(new Value.Whole(6)), evaluated("priority + 1", ValueType.INT));
        assertEquals(
                known(new Value.Decimal(13)), evaluated("crm.balance + 0.5", ValueType.DOUBLE));
        assertEquals(
                known(new Value.Span(Duration.ofMinutes(6))),
                evaluated("call.waited + call.waited", ValueType.DURATION));
        assertEquals(
                known(new Value.Moment(SampleCall.NOW.plusSeconds(60))),
                evaluated("now + duration('1m')", ValueType.TIMESTAMP));
        assertEquals(
                known(new Value.Words(List.of("english!", "french!"))),
                evaluated("skills.map(s, s + '!')", ValueType.LIST));
        assertEquals(known(new Value.Words(List.of())), evaluated("[]", ValueType.LIST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "priority", "priority + 0", "waiting('support') - 2"})
    void aWholeNumberIsWidenedWhereADecimalIsExpected(String text) {
        assertEquals(known(new Value.Decimal(5)), evaluated(text, ValueType.DOUBLE));
    }

    @Test
    void anExpressionTellsWhatItReads() {
        Expression expression =
                compiled(
                        "has(vip) && crm.tier == 'gold' && skills.exists(s, s == account)"
                                + " && waiting('support') > ready('sales')",
                        ValueType.BOOL);
        assertEquals(List.of("account", "crm.tier", "skills"), List.copyOf(expression.reads()));
        assertEquals(List.of("sales", "support"), List.copyOf(expression.queues()));
        assertFalse(expression.readsSecret());
        assertTrue(compiled("pin == '1'", ValueType.BOOL).readsSecret());
        assertFalse(compiled("has(pin)", ValueType.BOOL).readsSecret());
    }

    @Test
    void onlyWhatIsNeededIsAskedFor() {
        compiled("vip || crm.tier == account || waiting('support') > 1", ValueType.BOOL)
                .evaluate(call);
        assertEquals(List.of("vip"), call.asked());
    }

    @Test
    void textAndPlainNamesAndWhatNeverChangesDoNotTroubleCel() {
        assertEquals(known(new Value.Text("gold")), evaluated("crm.tier", ValueType.STRING));
        assertEquals(
                known(new Value.Span(Duration.ofMinutes(90))),
                evaluated("duration('1h30m')", ValueType.DURATION));
        assertEquals(List.of("crm.tier"), call.asked());
    }

    @Test
    void aVariableWithoutAValueIsAFailureUnlessSomebodyAsksFirst() {
        call.without("crm.tier");
        Evaluated.Failed noValue = new Evaluated.Failed("'crm.tier' has no value");
        assertEquals(noValue, evaluated("crm.tier", ValueType.STRING));
        assertEquals(noValue, evaluated("crm.tier == 'gold'", ValueType.BOOL));
        assertEquals(
                known(new Value.Text("standard")),
                evaluated("has(crm.tier) ? crm.tier : 'standard'", ValueType.STRING));
    }

    @Test
    void aQueueThatThereIsNotIsAFailure() {
        assertEquals(
                new Evaluated.Failed("no queue 'sales'"),
                evaluated("waiting('sales') > 1", ValueType.BOOL));
    }

    @Test
    void aValueOfAnotherTypeThanDeclaredIsAFailure() {
        call.with("priority", new Value.Text("high"));
        Evaluated.Failed other = new Evaluated.Failed("'priority' holds string, not int");
        assertEquals(other, evaluated("priority", ValueType.INT));
        assertEquals(other, evaluated("priority > 1", ValueType.BOOL));
    }

    @Test
    void expressionsAreEqualWhenTextAndTypeAre() {
        Expression one = compiled("priority", ValueType.INT);
        assertEquals(one, compiled("priority", ValueType.INT));
        assertEquals(one.hashCode(), compiled("priority", ValueType.INT).hashCode());
        assertNotEquals(one, compiled("priority", ValueType.DOUBLE));
        assertNotEquals(one, compiled("priority ", ValueType.INT));
        assertEquals("priority", one.toString());
    }

    @Test
    void theWarmUpUsesAnExpressionThatCompiles() {
        assertTrue(ExpressionCompiler.warmUp());
    }
}
