package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.strowger.engine.call.Pin;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.sip.SipSettings.Secret;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// The phones of a file and the numbers of its people: nobody shares a phone or a number with
/// another.
final class PhoneBook {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");
    private static final String A_NUMBER = "the number of a colleague (1 to 16 digits)";
    private static final Pattern PIN =
            Pattern.compile("[0-9]{" + Pin.SHORTEST + "," + Pin.LONGEST + "}");

    private final SortedMap<String, Secret> phones = new TreeMap<>();
    private final SortedMap<String, String> phonesOf = new TreeMap<>();
    private final SortedMap<String, String> numbersOf = new TreeMap<>();
    private final SequencedMap<String, YamlValue> numbers = new LinkedHashMap<>();

    /// The password of each phone.
    SortedMap<String, Secret> phones() {
        return Collections.unmodifiableSortedMap(phones);
    }

    /// The numbers there are, and where each is given.
    SequencedMap<String, YamlValue> numbers() {
        return Collections.unmodifiableSequencedMap(numbers);
    }

    /// Takes in somebody's own phone, which has a password and is called like them unless it is
    /// named; none without a password.
    ///
    /// @param owner in words: "agent 'anna'"
    /// @param value the section that `map` is
    Optional<Endpoint> phone(String owner, String id, YamlValue value, YamlMap map) {
        YamlValue named = map.optional("phone");
        YamlValue password = map.optional("password");
        String user = named.text(Name.FORM, Name.EXPECTED).orElse(id);
        if (!password.isPresent()) {
            named.refuse("the phone " + quoted(user) + " needs a 'password' beside it");
            return Optional.empty();
        }
        takeIn(user, owner, password, named.isPresent() ? named : value);
        return Optional.of(new Endpoint(user));
    }

    /// Takes in a shared phone.
    void shared(String user, YamlValue value) {
        takeIn(user, "'phones'", value.map().required("password"), value);
    }

    private void takeIn(String user, String owner, YamlValue password, YamlValue saidAt) {
        Optional<Secret> secret = password.text().map(Secret::new);
        String other = phonesOf.putIfAbsent(user, owner);
        if (other != null) {
            saidAt.refuse("phone " + quoted(user) + " belongs to " + other + " already");
        }
        secret.ifPresent(s -> phones.putIfAbsent(user, s));
    }

    /// Takes in what colleagues dial to reach somebody.
    Optional<String> number(String owner, YamlMap map) {
        YamlValue value = map.optional("number");
        Optional<String> number = value.text(NUMBER, A_NUMBER);
        number.ifPresent(
                n -> {
                    String other = numbersOf.putIfAbsent(n, owner);
                    if (other != null) {
                        value.refuse("number " + quoted(n) + " belongs to " + other + " already");
                    }
                    numbers.putIfAbsent(n, value);
                });
        return number;
    }

    /// What somebody types behind their number; never shown in a message.
    Optional<Pin> pin(YamlMap map) {
        YamlValue value = map.optional("pin");
        Optional<String> digits = value.text();
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        if (!PIN.matcher(digits.get()).matches()) {
            value.refuse("'pin' expects 4 to 12 digits");
            return Optional.empty();
        }
        if (!map.has("number")) {
            value.refuseKey("a pin is typed behind a number, so it needs a 'number' beside it");
        }
        return digits.map(Pin::new);
    }
}
