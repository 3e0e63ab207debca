package org.strowger.flow.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MistakesTest {
    private static final ExpressionCompiler COMPILER = SampleCall.compiler();

    private static List<Mistake> mistakes(String text, ValueType expected) {
        return switch (COMPILER.compile(text, expected)) {
            case Compiled.Ok _ -> fail(text + " compiles");
            case Compiled.Refused(List<Mistake> mistakes) -> mistakes;
        };
    }

    private static void refusedWith(int offset, String message, String text) {
        assertEquals(List.of(new Mistake(offset, message)), mistakes(text, ValueType.BOOL), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '`',
            textBlock =
                    """
            0  | no variable 'crm.teir', did you mean 'crm.tier'?         | crm.teir == 'gold'
            8  | no variable 'caller', only caller.name, caller.number    | vip && (caller == '1')
            12 | no variable 'gold' (text is written in quotes: '...')    | crm.tier == gold
            4  | no variable 'crm.teir', did you mean 'crm.tier'?         | has(crm.teir)
            22 | no variable 't' (text is written in quotes: '...')       | skills.exists(s, s == t)
            13 | 'vip' cannot name the items of a list, it names a variable | skills.exists(vip, true)
            13 | 'crm' cannot name the items of a list, it names a variable | skills.exists(crm, crm == '')
            0  | no function 'sise', did you mean 'size'?                 | sise(skills) > 1
            8  | no function 'startWith', did you mean 'startsWith'?      | account.startWith('1')
            0  | dyn(...) is not offered, as it hides mistakes until somebody calls | dyn(1) == 1
            7  | exists(...) is asked of a list, with a name for its items: list.exists(x, x == 'vip') | skills.exists(s)
            3  | objects such as Name{...} are not offered                | Foo{a: 1}.b
            """)
    void aNameThatIsNotKnown(int offset, String message, String text) {
        refusedWith(offset, message, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '`',
            textBlock =
                    """
            12 | '>' cannot be used between double and string             | crm.balance > 'x'
            12 | '==' cannot compare double with int; write whole numbers with a point (2.0), or double(...) | crm.balance == 100
            8  | '==' cannot compare string with int; text is written in quotes ('2'), or string(...) | account == 7
            12 | '>' cannot be used between duration and string; a duration is written duration('2m') | call.waited > '2m'
            4  | '>' cannot be used between timestamp and string; a time is written timestamp('2026-11-22T09:30:00Z') | now > '2026'
            0  | '!' expects bool, found int                              | !priority
            4  | '&&' expects bool on both sides, found bool, string      | vip && account
            8  | '?' expects bool before it, found string                 | account ? true : false
            4  | '? :' expects two values of one type, found bool, string | vip ? true : 'no'
            9  | 'in' cannot look for int in list(string)                 | priority in skills
            6  | [...] cannot pick from list(string) by string            | skills['a'] == 'a'
            23 | [...] cannot pick from map(string, int) by bool          | {'gold': 1, 'other': 2}[vip] > 1
            7  | string has no fields to pick with '.'                    | account.x == 'a'
            8  | 'matches' does not take string.(), it takes string.(string) | account.matches()
            5  | lists of lists are not offered                           | size([skills]) > 1
            7  | lists of lists are not offered                           | skills.map(s, skills).size() > 1
            0  | expects a list, found int                                | priority.exists(x, true)
            7  | expects bool for each item, found string                 | skills.exists(s, s)
            7  | expects bool for each item, found string                 | skills.all(s, s)
            7  | expects bool for each item, found string                 | skills.exists_one(s, s)
            12 | expects bool for each item, found string                 | size(skills.filter(s, s)) > 1
            9  | may be of more than one type here                        | [1, true][0] == 1
            0  | expects bool, found string                               | crm.tier
            0  | expects bool, found null                                 | null
            0  | expects bool, found list                                 | skills
            0  | expects bool, found a list of int                        | [1, 2]
            """)
    void aTypeThatDoesNotFit(int offset, String message, String text) {
        refusedWith(offset, message, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '`',
            textBlock =
                    """
            13 | missing ')'                                              | (priority > 3
            12 | unexpected ')'                                           | priority > 3)
            10 | something is missing at the end                          | priority >
            11 | unexpected '='; to compare, write '=='                   | crm.balance= 3.0
            4  | unexpected 'and'; it is written '&&'                     | vip and vip
            4  | unexpected 'or'; it is written '||'                      | vip or vip
            4  | unexpected '&'; 'and' is written '&&'                    | vip & vip
            9  | unexpected '=>'; it is written '>='                      | priority => 3
            11 | the text that begins here has no closing quote           | account == '12
            16 | no such escape: '\\d'; for a backslash write '\\\\', or r'...' for the whole text | account.matches('\\d')
            11 | unexpected curly quote; text is written in straight ones: 'gold' | account == ‘12’
            0  | unexpected '#'                                           | #
            0  | the number is out of range                               | 99999999999999999999 > 1
            0  | 'for' is a reserved word of CEL                          | for
            14 | expects a name for the items of the list                 | skills.exists(3, true)
            """)
    void aSlipOfThePen(int offset, String message, String text) {
        refusedWith(offset, message, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '`',
            textBlock =
                    """
            14 | no duration '2x', write it as '90s', '2m' or '1h30m'     | call.waited > duration('2x')
            0  | no time 'noon', write it as '2026-11-22T09:30:00Z'       | timestamp('noon') < now
            8  | no regular expression '(' that RE2 understands           | account.matches('(')
            0  | no regular expression '(' that RE2 understands           | matches(account, '(')
            4  | no time zone 'Europe/Lundon', write it as 'Europe/London' | now.getHours('Europe/Lundon') > 9
            9  | division by zero                                         | priority / 0 > 1
            20 | fails always: a number, a time, a duration, a text or a list is too large | 9223372036854775807 + 1 > priority
            0  | fails always: a list has no item at that place           | ['a'][3] == 'a'
            8  | waiting(...) expects the name of a queue in quotes: waiting('support') | waiting(account) > 3
            0  | ready(...) expects the name of a queue in quotes: ready('support') | ready() > 3
            """)
    void whatWouldFailOnEveryCall(int offset, String message, String text) {
        refusedWith(offset, message, text);
    }

    @Test
    void allMistakesAreToldInTheirOrder() {
        assertEquals(
                List.of(
                        new Mistake(0, "no variable 'crm.teir', did you mean 'crm.tier'?"),
                        new Mistake(22, "no function 'sise', did you mean 'size'?"),
                        new Mistake(52, "'>' cannot be used between int and bool")),
                mistakes(
                        "crm.teir == 'gold' && sise(account) > 1 && priority > true",
                        ValueType.BOOL));
    }

    @Test
    void offsetsAreInCharactersOnAnyLineAndAfterAnyLetter() {
        refusedWith(
                16,
                "no variable 'x' (text is written in quotes: '...')",
                "'\uD83D\uDE00' == 'ä' ||\n x");
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "'\n\t'"})
    void anEmptyTextIsNoExpression(String text) {
        refusedWith(0, "the expression is empty", text);
    }

    @Test
    void aTextThatIsTooLongIsNotRead() {
        refusedWith(2_000, "longer than 2000 characters", " ".repeat(1_990) + "vip && (((x");
        SampleCall.compiled("vip" + " ".repeat(1_997), ValueType.BOOL);
    }

    @Test
    void nestingHasALimit() {
        refusedWith(0, "nested deeper than 50 levels", "(".repeat(60) + "vip" + ")".repeat(60));
        refusedWith(0, "nested deeper than 50 levels", "1" + "+1".repeat(60) + " > 1");
    }

    @Test
    void aSecretCannotGetIntoAList() {
        assertEquals(
                List.of(new Mistake(1, "a secret cannot be an item of a list")),
                mistakes(" [pin]", ValueType.LIST));
    }

    @Test
    void aListHoldsStrings() {
        assertEquals(
                List.of(new Mistake(0, "expects a list of strings, found a list of int")),
                mistakes("[1, 2]", ValueType.LIST));
    }
}
