package org.strowger.flow.speech;

/// How a language chooses the plural class of a whole number (CLDR 48, plurals.xml, where v = 0).
enum PluralRule {
    NONE {
        @Override
        PluralClass of(long n) {
            return PluralClass.OTHER;
        }
    },
    ONE_IS_ONE {
        @Override
        PluralClass of(long n) {
            return n == 1 ? PluralClass.ONE : PluralClass.OTHER;
        }
    },
    ZERO_AND_ONE_ARE_ONE {
        @Override
        PluralClass of(long n) {
            return n <= 1 ? PluralClass.ONE : PluralClass.OTHER;
        }
    },
    FRENCH {
        @Override
        PluralClass of(long n) {
            return n <= 1 ? PluralClass.ONE : millionsAreMany(n);
        }
    },
    ROMANCE {
        @Override
        PluralClass of(long n) {
            return n == 1 ? PluralClass.ONE : millionsAreMany(n);
        }
    },
    POLISH {
        @Override
        PluralClass of(long n) {
            if (n == 1) {
                return PluralClass.ONE;
            }
            return endsLikeTwoToFour(n) ? PluralClass.FEW : PluralClass.MANY;
        }
    },
    RUSSIAN {
        @Override
        PluralClass of(long n) {
            if (n % 10 == 1 && n % 100 != 11) {
                return PluralClass.ONE;
            }
            return endsLikeTwoToFour(n) ? PluralClass.FEW : PluralClass.MANY;
        }
    },
    ARABIC {
        @Override
        PluralClass of(long n) {
            if (n <= 2) {
                return n == 0 ? PluralClass.ZERO : n == 1 ? PluralClass.ONE : PluralClass.TWO;
            }
            long rest = n % 100;
            if (rest <= 2) {
                return PluralClass.OTHER;
            }
            return rest <= 10 ? PluralClass.FEW : PluralClass.MANY;
        }
    };

    private static final long MILLION = 1_000_000;

    /// The class of a number that is not negative.
    abstract PluralClass of(long n);

    private static PluralClass millionsAreMany(long n) {
        return n != 0 && n % MILLION == 0 ? PluralClass.MANY : PluralClass.OTHER;
    }

    private static boolean endsLikeTwoToFour(long n) {
        long tens = n % 100;
        long ones = n % 10;
        return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14);
    }
}
