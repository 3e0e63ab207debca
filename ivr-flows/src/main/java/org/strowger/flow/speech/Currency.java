package org.strowger.flow.speech;

import java.util.Locale;
import java.util.Optional;

/// A currency (ISO 4217) that amounts can be said in, with the coin its hundredths are.
enum Currency {
    AED("fils"),
    CHF("rappen"),
    CNY("fen"),
    EUR("cent"),
    GBP("penny"),
    INR("paisa"),
    JPY(""),
    KRW(""),
    PLN("grosz"),
    RUB("kopeck"),
    SAR("halala"),
    USD("cent");

    private final String coin;

    Currency(String coin) {
        this.coin = coin;
    }

    static Optional<Currency> of(String isoCode) {
        for (Currency currency : values()) {
            if (currency.name().equals(isoCode)) {
                return Optional.of(currency);
            }
        }
        return Optional.empty();
    }

    /// The noun of whole units, as the tables name it.
    String unit() {
        return "currency-" + name().toLowerCase(Locale.ROOT);
    }

    /// The noun of hundredths, where the currency has them.
    Optional<String> coin() {
        return coin.isEmpty() ? Optional.empty() : Optional.of("currency-" + coin);
    }
}
