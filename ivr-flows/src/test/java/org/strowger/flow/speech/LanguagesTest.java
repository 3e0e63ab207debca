package org.strowger.flow.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What callers hear in each language: numbers in their gender, nouns in their plural, dates and
/// times in their order.
class LanguagesTest {

    private static SpokenLanguage language(String tag) {
        return SpokenLanguage.of(tag).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "de, einundzwanzig, einundsiebzig, achtzig, einhundert eins",
        "fr, vingt-et-un, soixante-et-onze, quatre-vingts, cent un",
        "fr-BE, vingt-et-un, septante-et-un, quatre-vingts, cent un",
        "fr-CH, vingt-et-un, septante-et-un, huitante, cent un",
        "es, veintiuno, setenta y uno, ochenta, ciento uno",
        "it, ventuno, settantuno, ottanta, cento uno",
        "pl, dwadzieścia jeden, siedemdziesiąt jeden, osiemdziesiąt, sto jeden",
        "ru, двадцать один, семьдесят один, восемьдесят, сто один",
        "ar, واحد وعشرون, واحد وسبعون, ثمانون, مائة و واحد",
        "fa, بیست و یک, هفتاد و یک, هشتاد, صد و یک",
        "hi, इक्कीस, इकहत्तर, अस्सी, एक सौ एक",
        "ko, 이십일, 칠십일, 팔십, 백 일",
        "zh, 二十一, 七十一, 八十, 一 百 零 一",
        "ja, 二十一, 七十一, 八十, 百 一",
        "el, είκοσι ένα, εβδομήντα ένα, ογδόντα, εκατόν ένα"
    })
    void numbers(String tag, String of21, String of71, String of80, String of101) {
        assertEquals(of21, Heard.text(language(tag).number(21)));
        assertEquals(of71, Heard.text(language(tag).number(71)));
        assertEquals(of80, Heard.text(language(tag).number(80)));
        assertEquals(of101, Heard.text(language(tag).number(101)));
    }

    @ParameterizedTest
    @CsvSource({
        "de, erster März zwei tausend sechsundzwanzig",
        "fr, premier mars deux mille vingt-six",
        "es, uno de marzo de dos mil veintiséis",
        "it, primo marzo due mila ventisei",
        "pl, pierwszego marca dwa tysiące dwudziestego szóstego roku",
        "ru, первое марта две тысячи двадцать шестого года",
        "ar, الأول مارس ألفين و ستة وعشرون",
        "fa, یکم مارس دو هزار و بیست و شش",
        "hi, एक मार्च दो हज़ार छब्बीस",
        "ko, 이 천 이십육 년 삼월 일 일",
        "zh, 二 零 二 六 年 三月 一 日",
        "ja, 二千 二十六 年 三月 一日",
        "el, πρώτη Μαρτίου δύο χιλιάδες είκοσι έξι"
    })
    void theFirstOfMarch(String tag, String said) {
        assertEquals(said, Heard.text(language(tag).date(LocalDate.of(2026, 3, 1))));
    }

    @ParameterizedTest
    @CsvSource({
        "de, vierzehn Uhr fünf, ein Uhr",
        "fr, quatorze heures cinq, une heure",
        "es, catorce horas y cinco minutos, una hora",
        "it, ore quattordici e cinque, ore una",
        "pl, czternasta zero pięć, pierwsza",
        "ru, четырнадцать часов пять минут, один час",
        "ar, الساعة الثانية و خمسة دقائق مساءً, الساعة الواحدة صباحًا",
        "fa, ساعت چهارده و پنج دقیقه, ساعت یک",
        "hi, चौदह बजकर पाँच मिनट, एक बजे",
        "ko, 오후 두 시 오 분, 오전 한 시",
        "zh, 十四 点 零 五 分, 一 点",
        "ja, 十四時 五分, 一時",
        "el, ώρα δεκατέσσερις και πέντε, ώρα μία"
    })
    void afternoonAndNight(String tag, String fivePastTwo, String one) {
        assertEquals(fivePastTwo, Heard.text(language(tag).time(LocalTime.of(14, 5))));
        assertEquals(one, Heard.text(language(tag).time(LocalTime.of(1, 0))));
    }

    @ParameterizedTest
    @CsvSource({
        "de, EUR, 21.01, einundzwanzig Euro und ein Cent",
        "de, INR, 1, eine Indische Rupie",
        "fr, GBP, 1.5, une livre sterling et cinquante pence",
        "fr, USD, 1000000, un million de dollars des États-Unis",
        "es, EUR, 21, veintiún euros",
        "es, GBP, 200, doscientas libras esterlinas",
        "it, GBP, 1, una sterlina britannica",
        "pl, PLN, 2.22, dwa złote polskie dwadzieścia dwa grosze",
        "pl, PLN, 5, pięć złotych polskich",
        "ru, RUB, 2.02, два российских рубля две копейки",
        "ru, RUB, 21.11, двадцать один российский рубль одиннадцать копеек",
        "ar, USD, 1, دولار أمريكي",
        "hi, INR, 1.5, एक भारतीय रुपया पचास पैसे",
        "ko, KRW, 20000, 이 만 대한민국 원",
        "zh, CNY, 2, 两 人民币",
        "ja, JPY, 300, 三百 円",
        "el, GBP, 3, τρεις λίρες στερλίνες Βρετανίας"
    })
    void amountsHaveTheGenderAndPluralOfTheirCurrency(
            String tag, String currency, double amount, String said) {
        assertEquals(said, Heard.text(language(tag).currency(amount, currency)));
    }

    @ParameterizedTest
    @CsvSource({
        "de, eine Stunde zwei Minuten",
        "fr, une heure deux minutes",
        "es, una hora y dos minutos",
        "pl, jedna godzina dwie minuty",
        "ru, один час две минуты",
        "ar, ساعة و دقيقتان",
        "ko, 한 시간 이 분",
        "zh, 一 小时 两 分钟",
        "el, μία ώρα και δύο λεπτά"
    })
    void durations(String tag, String said) {
        assertEquals(said, Heard.text(language(tag).duration(Duration.ofMinutes(62))));
    }

    @ParameterizedTest
    @CsvSource({
        "fr, 0612345678, zéro six , douze , trente-quatre , cinquante-six , soixante-dix-huit",
        "fr, +33612345678, plus trois trois , six , douze , trente-quatre , cinquante-six ,"
                + " soixante-dix-huit",
        "de, 030123456, null drei null , eins zwei drei , vier fünf sechs",
        "de, +15551234567, plus eins , fünf fünf fünf , eins zwei drei , vier fünf sechs sieben"
    })
    void telephoneNumbers(String tag, String number, String first, String second, String third) {
        String rest = Heard.text(language(tag).phone(number));
        assertTrue(rest.startsWith(first + " , " + second + " , " + third), rest);
    }

    @ParameterizedTest
    @CsvSource({
        "de, Äß, Ä ß",
        "ru, Ёж-5, Ё Ж дефис пять",
        "el, Ω, Ω",
        "ar, ب, ب",
        "ja, か, か",
        "pl, ż, Ż"
    })
    void letters(String tag, String text, String said) {
        assertEquals(said, Heard.text(language(tag).spell(text)));
    }
}
