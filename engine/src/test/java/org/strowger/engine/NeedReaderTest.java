package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.engine.routing.SkillNeed.all;
import static org.strowger.engine.routing.SkillNeed.any;
import static org.strowger.engine.routing.SkillNeed.atLeast;
import static org.strowger.engine.routing.SkillNeed.none;
import static org.strowger.engine.routing.SkillNeed.not;
import static org.strowger.engine.routing.SkillNeed.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.engine.routing.SkillNeed;

class NeedReaderTest {
    private static final String SKILLS = "skills: [billing, english, german, trainee]\n";

    @TempDir Path folder;

    private static String asking(String need) {
        return SKILLS + "queues: { support: { needs: " + need + " } }";
    }

    static List<Arguments> needs() {
        SkillNeed billing = atLeast("billing", 7);
        SkillNeed english = atLeast("english", 5);
        SkillNeed german = within("german", 3, 6);
        return List.of(
                Arguments.of("{}", none()),
                Arguments.of("{ billing: 7 }", billing),
                Arguments.of("{ billing: 10 }", atLeast("billing", 10)),
                Arguments.of("{ billing: 7, english: 5 }", all(List.of(billing, english))),
                Arguments.of("{ german: 3-6 }", german),
                Arguments.of("{ german: 0-0 }", within("german", 0, 0)),
                Arguments.of("{ german: 4-10 }", atLeast("german", 4)),
                Arguments.of(
                        "{ any: [ { english: 5 }, { german: 3-6 } ] }",
                        any(List.of(english, german))),
                Arguments.of(
                        "{ all: [ { english: 5 }, { billing: 7 } ] }",
                        all(List.of(billing, english))),
                Arguments.of("{ not: { trainee: 1 } }", within("trainee", 0, 0)),
                Arguments.of(
                        "{ not: { german: 3-6, english: 5 } }", not(all(List.of(german, english)))),
                Arguments.of(
                        "{ billing: 7, any: [ { english: 5 }, { german: 3-6 } ], not: { trainee: 1 } }",
                        all(
                                List.of(
                                        billing,
                                        any(List.of(english, german)),
                                        within("trainee", 0, 0)))),
                Arguments.of(
                        "{ any: [ { billing: 7, not: { trainee: 1 } }, { all: [ { english: 5 } ] } ] }",
                        any(List.of(all(List.of(billing, within("trainee", 0, 0))), english))));
    }

    @ParameterizedTest
    @MethodSource("needs")
    void aNeedAsksForAllThatIsInItsMap(String written, SkillNeed need) throws IOException {
        assertEquals(need, new Written(folder).support(asking(written)).steps().getFirst().need());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[billing] | 2:29: 'needs' expects a map, found a list",
                "{ biling: 7 } | 2:31: 'skills' does not list 'biling', did you mean 'billing'?",
                "{ chess: 7 } | 2:31: 'skills' does not list 'chess'",
                "{ billing: 0 } | 2:40: 'billing' expects a level from 1 to 10 or a range of levels such as 3-6, found '0'",
                "{ billing: 11 } | 2:40: 'billing' expects a level from 1 to 10 or a range of levels such as 3-6, found '11'",
                "{ billing: 3-11 } | 2:40: 'billing' expects a level from 1 to 10 or a range of levels such as 3-6, found '3-11'",
                "{ billing: } | 2:39: 'billing' expects a level from 1 to 10 or a range of levels such as 3-6, found nothing",
                "{ billing: 6-3 } | 2:40: expected a level from 1 to 10 or a range of levels such as 3-6, but found '6-3'",
                "{ billing: 0-10 } | 2:40: every agent has 'billing' at a level from 0 to 10",
                "{ any: 5 } | 2:36: 'any' expects a list of needs; no skill can have this name",
                "{ all: { billing: 1 } } | 2:36: 'all' expects a list of needs; no skill can have this name",
                "{ any: [] } | 2:36: 'any' expects a list of needs; no skill can have this name",
                "{ not: 5 } | 2:36: 'not' expects a need; no skill can have this name",
                "{ not: {} } | 2:36: expected a need, but this one asks for nothing",
                "{ any: [ {}, { billing: 1 } ] } | 2:38: expected a need, but this one asks for nothing",
                "{ any: [ billing, { english: 1 } ] } | 2:38: item 1 of 'any' expects a map, found 'billing'",
                "{ all: [ { billing: 5-6 }, { billing: 1-2 } ] } | 2:36: this need contradicts itself: nobody could meet it",
                "{ billing: 5, not: { billing: 3 } } | 2:29: this need contradicts itself: nobody could meet it",
                "{ any: [ { billing: 1, not: { billing: 1 } }, { english: 1 } ] } | 2:38: this need contradicts itself: nobody could meet it",
                "{ billing: 5, any: [ { billing: 0-2 }, { english: 1, billing: 3-4 } ] } | 2:29: this need contradicts itself: nobody could meet it"
            })
    void aNeedThatNobodyCouldMeanIsRefused(String written, String problem) throws IOException {
        assertEquals(List.of(problem), new Written(folder).problems(asking(written)));
    }

    @Test
    void withoutAListOfSkillsThoseOfTheAgentsAreKnown() throws IOException {
        String anna = "agents: { anna: { password: x, skills: { billing: 3 } } }\n";
        assertEquals(
                atLeast("billing", 9),
                new Written(folder)
                        .support(anna + "queues: { support: { needs: { billing: 9 } } }")
                        .steps()
                        .getFirst()
                        .need());
        assertEquals(
                List.of("2:31: no agent has the skill 'biling', did you mean 'billing'?"),
                new Written(folder)
                        .problems(anna + "queues: { support: { needs: { biling: 9 } } }"));
        assertEquals(
                List.of(
                        "2:31: no agent has the skill 'chess'; if some will have it, list all"
                                + " skills under 'skills'"),
                new Written(folder)
                        .problems(anna + "queues: { support: { needs: { chess: 9 } } }"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "skills: billing | 1:9: 'skills' expects a list, or the name of a CSV file (NAME.csv), found 'billing'",
                "skills: [good billing] | 1:10: item 1 of 'skills' expects a name (letters, digits, '_', '.' and '-', at most 63), found 'good billing'",
                "skills: [any] | 1:10: 'any' is a word of needs, so no skill can have this name"
            })
    void aListOfSkillsIsAListOfNames(String list, String problem) throws IOException {
        assertEquals(List.of(problem), new Written(folder).problems(list + "\nqueues: { a: {} }"));
    }

    @Test
    void moreSkillsThanANeedCanHoldAreRefused() throws IOException {
        assertEquals(
                List.of("1:29: the skills a call needs may be 32 at most, but are 33"),
                new Written(folder)
                        .problems(asking(needOf(33)).replace(SKILLS, "") + "\n" + listOf(33)));
        assertEquals(
                32,
                new Written(folder)
                        .support(asking(needOf(32)).replace(SKILLS, "") + "\n" + listOf(32))
                        .steps()
                        .getFirst()
                        .need()
                        .skills()
                        .size());
    }

    @Test
    void aThousandSkillsCanBeListed() throws IOException {
        new Written(folder).settings(listOf(1_000) + "\nqueues: { a: {} }");
        assertEquals(
                List.of("1:9: expected 1000 skills at most"),
                new Written(folder).problems(listOf(1_001) + "\nqueues: { a: {} }"));
    }

    private static String needOf(int skills) {
        return IntStream.range(0, skills)
                .mapToObj(i -> "s" + i + ": 1")
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static String listOf(int skills) {
        return IntStream.range(0, skills)
                .mapToObj(i -> "s" + i)
                .collect(Collectors.joining(", ", "skills: [", "]"));
    }
}
