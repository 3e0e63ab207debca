package org.strowger.engine.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenPopTest {
    private static final SortedSet<String> VARIABLES =
            Collections.unmodifiableSortedSet(new TreeSet<>(List.of("account")));

    private static Optional<String> filled(String template, String account) {
        SortedMap<String, String> data = new TreeMap<>();
        data.put("account", account);
        return assertInstanceOf(
                        ReadScreenPop.Ok.class, ScreenPop.read(template, VARIABLES), () -> template)
                .screenPop()
                .fill(data);
    }

    private static List<Mistake> mistakes(String template) {
        return assertInstanceOf(
                        ReadScreenPop.Refused.class,
                        ScreenPop.read(template, VARIABLES),
                        () -> template)
                .mistakes();
    }

    @ParameterizedTest
    @CsvSource({
        "https://crm.example/?n={account}, +44 20, https://crm.example/?n=%2B44%2020",
        "https://crm.example/{account}/show, a/b, https://crm.example/a%2Fb/show",
        "http://crm.example:8080/#/c/{account}, ü&x=1, http://crm.example:8080/#/c/%C3%BC%26x%3D1",
        "https://[2001:db8::1]/{account}, A-z_0.9~, https://[2001:db8::1]/A-z_0.9~",
        "https://crm.example?{account}, '', https://crm.example?",
    })
    void valuesArePercentEncoded(String template, String account, String address) {
        assertEquals(Optional.of(address), filled(template, account));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//",
                "crm.example/?n={account}",
                "javascript:alert(1)//{account}",
                "ftp://crm.example/{account}",
                "https:///x?{account}",
                "https://user:pass@crm.example/",
                "https://crm.example/a/../{account}",
                "https://crm.example/%2E%2e/x",
                "https://crm.example/a b",
                "https://crm.exämple/",
                "https://crm.example/{{x}}",
            })
    void whatIsNoAddressIsRefused(String template) {
        assertTrue(
                mistakes(template).getFirst().message().startsWith("a screen pop expects"),
                () -> mistakes(template).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "https://{account}/, 8",
        "https://crm.{account}/x, 12",
        "https://crm.example{account}, 19",
    })
    void aValueCannotBePartOfTheHost(String template, int offset) {
        assertTrue(
                mistakes(template).stream()
                        .anyMatch(
                                m ->
                                        m.offset() == offset
                                                && m.message().contains("after the host")),
                () -> mistakes(template).toString());
    }

    @Test
    void anUnknownPlaceIsToldWithAGuess() {
        Mistake mistake = mistakes("https://crm.example/{acount}").getFirst();
        assertEquals(20, mistake.offset());
        assertTrue(mistake.message().contains("did you mean 'account'?"), mistake.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void aValueThatWouldLeadToAnotherPathGivesNoAddress(String account) {
        assertEquals(Optional.empty(), filled("https://crm.example/a/{account}/x", account));
        assertEquals(
                Optional.of("https://crm.example/a?" + account),
                filled("https://crm.example/a?{account}", account));
    }

    @Test
    void anAddressIsBounded() {
        String template = "https://crm.example/?n={account}";
        int room = ScreenPop.LONGEST - template.length() + "{account}".length();
        assertTrue(filled(template, "x".repeat(room)).isPresent());
        assertEquals(Optional.empty(), filled(template, "x".repeat(room + 1)));
        assertEquals(Optional.empty(), filled(template, "é".repeat(room)));
        assertTrue(
                mistakes("https://crm.example/" + "x".repeat(3_000))
                        .getFirst()
                        .message()
                        .contains("at most 2048"));
    }

    @Test
    void whateverAValueHoldsTheAddressIsTheTemplatesWithThatValue() {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            String value = hostile(random);
            Optional<String> filled =
                    filled("https://crm.example/a/{account}/b?c={account}#d", value);
            if (filled.isPresent()) {
                assertIsOnlyTheTemplate(URI.create(filled.get()), value);
            } else {
                assertTrue(value.equals(".") || value.equals(".."), value);
            }
        }
    }

    private static void assertIsOnlyTheTemplate(URI address, String value) {
        assertEquals("https", address.getScheme());
        assertEquals("crm.example", address.getRawAuthority());
        assertEquals("d", address.getRawFragment());
        assertEquals(4, address.getRawPath().split("/", -1).length);
        assertEquals(address.normalize(), value.isEmpty() ? address.normalize() : address);
        String query = address.getRawQuery();
        assertEquals(
                new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8),
                URLDecoder.decode(query.substring("c=".length()), StandardCharsets.UTF_8));
    }

    private static String hostile(Random random) {
        List<String> parts =
                List.of(
                        "/",
                        "//",
                        "..",
                        ".",
                        "?",
                        "#",
                        "&",
                        "=",
                        "@",
                        ":",
                        "\\",
                        "%",
                        "%2e",
                        "%00",
                        "\n",
                        "\r\n",
                        " ",
                        "javascript:",
                        "<",
                        ">",
                        "\"",
                        "'",
                        "é",
                        "😀",
                        "\ud800",
                        "+",
                        "{account}",
                        ";",
                        "x");
        StringBuilder value = new StringBuilder();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            value.append(parts.get(random.nextInt(parts.size())));
        }
        return value.toString();
    }
}
