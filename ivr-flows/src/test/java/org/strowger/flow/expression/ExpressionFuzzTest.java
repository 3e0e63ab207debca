package org.strowger.flow.expression;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Any text at all is an expression or is refused with a place in the text, and any expression
/// comes to a value of its type or to a failure.
class ExpressionFuzzTest {
    private static final int TEXTS = Integer.getInteger("strowger.fuzz.expressions", 20_000);

    private static final List<String> CORPUS =
            List.of(
                    "crm.tier == 'gold' && call.waited > duration('2m')",
                    "has(crm.tier) ? crm.tier + '-' + account : caller.number",
                    "skills.exists(s, s.startsWith('e') || s in ['french', \"german\"])",
                    "skills.map(s, s != 'french', s + '!').filter(x, size(x) > 2)",
                    "waiting('support') * 2 + ready('sales') % 3 - -priority / (priority - 5)",
                    "expected_wait('support') + duration('1h30m') - call.waited",
                    "now + duration('1h') > timestamp('2026-11-22T09:30:00Z')",
                    "now.getHours('Europe/London') >= 9 && !(now.getDayOfWeek() in [0, 6])",
                    "account.matches(r'^\\d{7}$') && int(account) < 9223372036854775807",
                    "{'gold': 1, 'silver': 2}[crm.tier] > 1 ? 0.5 : crm.balance * 1e3",
                    "type(1) == int ? string(b'\\303\\251') + pin + string(pin.size()) : '\\u00e9\\n'",
                    "0x1Fu == uint(31) && null == null");

    private static final List<String> PIECES =
            List.of(
                    " ",
                    "(",
                    ")",
                    "[",
                    "]",
                    "{",
                    "}",
                    ".",
                    ",",
                    "?",
                    ":",
                    "'",
                    "\"",
                    "'''",
                    "\\",
                    "r'",
                    "b'",
                    "&&",
                    "||",
                    "!",
                    "-",
                    "+",
                    "*",
                    "/",
                    "%",
                    "==",
                    "!=",
                    "<",
                    ">=",
                    " in ",
                    "1",
                    "0",
                    "1u",
                    "1.5",
                    "1e309",
                    "0xff",
                    "true",
                    "null",
                    "crm",
                    ".tier",
                    "priority",
                    "pin",
                    "skills",
                    "has(",
                    "waiting('support')",
                    "ready(account)",
                    "duration('1s')",
                    "timestamp(",
                    "matches(",
                    "dyn(",
                    "map(x, ",
                    "all(",
                    "x",
                    "@has",
                    "`a`",
                    "\n",
                    "\t",
                    "//",
                    "\u0000",
                    "\uD83D\uDE00",
                    "\uD83D",
                    "ä",
                    "‘",
                    "for",
                    "google.protobuf.Duration{}",
                    "[].exists(x, x)",
                    "((((((((((",
                    "!!!!!!!!!!",
                    "-9223372036854775808");

    private final SplittableRandom random = new SplittableRandom(20_261_122);
    private final ExpressionCompiler compiler = SampleCall.compiler();
    private final SampleCall call = new SampleCall();

    @Test
    @Timeout(300)
    void anyTextIsRefusedInItsPlaceOrComesToAnEnd() {
        int compiled = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = text();
            compiled += check(text, typeOf(text)) ? 1 : 0;
        }
        assertTrue(compiled > TEXTS / 50, "too few compile to mean anything: " + compiled);
    }

    /// The type that the text has, as the compiler tells when another was expected.
    private ValueType typeOf(String text) {
        String found =
                compiler.compile(text, ValueType.BOOL) instanceof Compiled.Refused(var mistakes)
                        ? mistakes.getFirst().message().replace("expects bool, found ", "")
                        : "bool";
        return ValueType.ofWord(found).orElse(any(List.of(ValueType.values())));
    }

    private boolean check(String text, ValueType type) {
        return switch (compiler.compile(text, type)) {
            case Compiled.Ok(Expression expression) -> {
                checkValue(expression);
                yield true;
            }
            case Compiled.Refused(List<Mistake> mistakes) -> {
                assertFalse(mistakes.isEmpty(), text);
                mistakes.forEach(mistake -> checkMistake(mistake, text));
                yield false;
            }
        };
    }

    private static void checkMistake(Mistake mistake, String text) {
        assertTrue(mistake.offset() >= 0 && mistake.offset() <= text.length(), text);
        assertFalse(mistake.message().isBlank(), text);
        assertFalse(mistake.message().contains("\n"), text);
        assertTrue(mistake.message().length() < 400, mistake.message());
    }

    private void checkValue(Expression expression) {
        switch (expression.evaluate(call)) {
            case Evaluated.Known(Value value) -> {
                assertTrue(value.type() == expression.type(), expression.source());
                assertFalse(
                        value instanceof Value.Text(String text) && text.contains(SampleCall.PIN),
                        expression.source());
            }
            case Evaluated.Failed(String reason) ->
                    assertFalse(reason.isBlank(), expression.source());
        }
    }

    private String text() {
        return switch (random.nextInt(10)) {
            case 0 -> soup(random.nextInt(1, 12));
            case 1 -> soup(random.nextInt(12, 400));
            case 2, 3 -> joined();
            default -> mutated(new StringBuilder(any(CORPUS)), random.nextInt(1, 5));
        };
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String soup(int pieces) {
        StringBuilder soup = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            soup.append(any(PIECES));
        }
        return soup.toString();
    }

    private String joined() {
        String operator = any(List.of(" && ", " || ", " == ", " + ", " > ", " ? true : "));
        return "(" + any(CORPUS) + ")" + operator + "(" + any(CORPUS) + ")";
    }

    private String mutated(StringBuilder text, int slips) {
        for (int i = 0; i < slips && !text.isEmpty(); i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(1, 6));
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, any(PIECES));
                default -> text.replace(at, end, any(PIECES));
            }
        }
        return text.toString();
    }
}
