package org.strowger.engine.contact;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.strowger.engine.contact.Template.Part;
import org.strowger.engine.contact.Template.Placed;

/// The address of a page about the caller, such as `https://crm.example/?n={caller.number}`.
///
/// Whatever a value holds, the page stays on the host that the template names: places come only
/// after the host, and of a value all but the unreserved characters of RFC 3986, section 2.3, is
/// percent-encoded. In the path a value cannot lead elsewhere either: one that would make `.` or
/// `..` of a segment (section 5.2.4) gives no address.
public final class ScreenPop {
    /// The most characters of a template, and of the address that comes of it.
    public static final int LONGEST = 2_048;

    private static final Pattern VISIBLE = Pattern.compile("[!-~]*");
    private static final Pattern UP_OR_HERE = Pattern.compile("(?i)(?:\\.|%2e){1,2}");

    private final Template template;

    private ScreenPop(Template template) {
        this.template = template;
    }

    /// Reads a template.
    ///
    /// @param variables what places may name besides [CallNames#ALL]
    public static ReadScreenPop read(String text, SortedSet<String> variables) {
        if (text.length() > LONGEST) {
            return refused(new Mistake(0, "an address has at most " + LONGEST + " characters"));
        }
        Template.Read read = Template.read(text, variables);
        List<Mistake> mistakes = new ArrayList<>(read.mistakes());
        if (mistakes.isEmpty() && !isAddress(read.template())) {
            mistakes.add(
                    new Mistake(
                            0,
                            "a screen pop expects https:// or http://, a host, and a path without"
                                    + " '.' and '..'"));
        }
        int end = endOfHost(text);
        read.places().stream()
                .filter(place -> place.offset() <= end)
                .forEach(place -> mistakes.add(inHost(place)));
        mistakes.sort(Comparator.comparingInt(Mistake::offset));
        return mistakes.isEmpty()
                ? new ReadScreenPop.Ok(new ScreenPop(read.template()))
                : new ReadScreenPop.Refused(mistakes);
    }

    private static ReadScreenPop refused(Mistake mistake) {
        return new ReadScreenPop.Refused(List.of(mistake));
    }

    private static Mistake inHost(Placed place) {
        return new Mistake(
                place.offset(),
                "'{" + place.name() + "}' must come after the host and its '/', '?' or '#'");
    }

    private static boolean isAddress(Template template) {
        StringBuilder text = new StringBuilder();
        template.parts().forEach(part -> text.append(part instanceof Part.Fixed(var f) ? f : "x"));
        if (leadsElsewhere(text.toString())) {
            return false;
        }
        try {
            URI uri = new URI(text.toString());
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && VISIBLE.matcher(text).matches();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// Where the character stands that ends the host; the end of the text if none does.
    private static int endOfHost(String text) {
        int at = text.indexOf("//") + 2;
        while (at < text.length() && "/?#".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return Math.min(at, text.length());
    }

    /// The address for a call.
    ///
    /// @param data by name; what has no value is empty
    /// @return empty when it would be longer than 2,048 characters, or lead to another path
    public Optional<String> fill(SortedMap<String, String> data) {
        String address = template.fill(data, ScreenPop::encoded);
        return address.length() <= LONGEST && !leadsElsewhere(address)
                ? Optional.of(address)
                : Optional.empty();
    }

    private static boolean leadsElsewhere(String address) {
        String path = address.substring(endOfHost(address)).split("[?#]", 2)[0];
        return Pattern.compile("/").splitAsStream(path).anyMatch(UP_OR_HERE.asMatchPredicate());
    }

    private static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : Texts.cut(value, LONGEST).getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02X".formatted(b & 0xff));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'A' && b <= 'Z')
                || (b >= 'a' && b <= 'z')
                || (b >= '0' && b <= '9')
                || "-._~".indexOf(b) >= 0;
    }
}
