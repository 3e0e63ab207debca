package org.strowger.flow.speech;

/// How long the country code of an international number is (ITU-T E.164, list of assigned codes).
final class CallingCodes {
    private static final String ONE_DIGIT = "17";
    private static final String TWO_DIGITS =
            " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61"
                    + " 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";

    private CallingCodes() {}

    static int lengthIn(String number) {
        if (number.length() < 2) {
            return number.length();
        }
        if (ONE_DIGIT.indexOf(number.charAt(0)) >= 0) {
            return 1;
        }
        return TWO_DIGITS.contains(" " + number.substring(0, 2) + " ") ? 2 : 3;
    }
}
