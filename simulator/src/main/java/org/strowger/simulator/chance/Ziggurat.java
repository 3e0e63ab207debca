package org.strowger.simulator.chance;

/// A falling density under 256 layers of equal area, from which numbers are drawn with one
/// multiplication and one comparison nearly always (Marsaglia and Tsang, Journal of Statistical
/// Software 5(8), 2000).
///
/// Of 64 random bits the lowest 8 choose the layer, the 9th the sign, and the upper 53 the place.
final class Ziggurat {
    private static final int LAYERS = 256;
    private static final int SIGN = 1 << 8;
    private static final double TWO_TO_53 = 0x1p53;

    /// Where the lowest layer's tail begins, and the area of a layer: of exp(-x).
    static final Ziggurat EXPONENTIAL =
            new Ziggurat(Shape.EXPONENTIAL, 7.69711747013105, 0.003949659822581557);

    /// The same of exp(-x²/2).
    static final Ziggurat NORMAL =
            new Ziggurat(Shape.NORMAL, 3.654152885361009, 0.004928673233974655);

    private enum Shape {
        EXPONENTIAL {
            @Override
            double density(double x) {
                return StrictMath.exp(-x);
            }

            @Override
            double inverse(double density) {
                return -StrictMath.log(density);
            }
        },
        NORMAL {
            @Override
            double density(double x) {
                return StrictMath.exp(-0.5 * x * x);
            }

            @Override
            double inverse(double density) {
                return Math.sqrt(-2 * StrictMath.log(density));
            }
        };

        abstract double density(double x);

        abstract double inverse(double density);
    }

    private final double tail;

    /// By layer, the lowest first: places below this are under the density for sure.
    private final long[] sure = new long[LAYERS];

    /// What a place is multiplied by.
    private final double[] width = new double[LAYERS];

    /// The density at the right end of the layer.
    private final double[] density = new double[LAYERS + 1];

    private Ziggurat(Shape shape, double tail, double area) {
        this.tail = tail;
        double[] ends = new double[LAYERS + 1];
        ends[0] = area / shape.density(tail);
        ends[1] = tail;
        for (int i = 2; i < LAYERS; i++) {
            ends[i] = shape.inverse(shape.density(ends[i - 1]) + area / ends[i - 1]);
        }
        for (int i = 0; i < LAYERS; i++) {
            width[i] = ends[i] / TWO_TO_53;
            sure[i] = (long) (ends[i + 1] / ends[i] * TWO_TO_53);
            density[i] = shape.density(ends[i]);
        }
        density[LAYERS] = 1;
    }

    double exponential(Chance chance) {
        double passed = 0;
        while (true) {
            long bits = chance.bits();
            int layer = (int) bits & (LAYERS - 1);
            long place = bits >>> 11;
            double x = place * width[layer];
            if (place < sure[layer]) {
                return passed + x;
            }
            if (layer == 0) {
                passed += tail; // without memory, it goes on as it began
            } else if (between(layer, chance) < StrictMath.exp(-x)) {
                return passed + x;
            }
        }
    }

    double normal(Chance chance) {
        while (true) {
            long bits = chance.bits();
            int layer = (int) bits & (LAYERS - 1);
            long place = bits >>> 11;
            double x = place * width[layer];
            double sign = (bits & SIGN) == 0 ? 1 : -1;
            if (place < sure[layer]) {
                return sign * x;
            }
            if (layer == 0) {
                return sign * normalTail(chance);
            }
            if (between(layer, chance) < StrictMath.exp(-0.5 * x * x)) {
                return sign * x;
            }
        }
    }

    /// A height within a layer.
    private double between(int layer, Chance chance) {
        return density[layer] + chance.uniform() * (density[layer + 1] - density[layer]);
    }

    /// By Marsaglia, Technometrics 6(1), 1964.
    private double normalTail(Chance chance) {
        while (true) {
            double x = -StrictMath.log(chance.positive()) / tail;
            double y = -StrictMath.log(chance.positive());
            if (2 * y >= x * x) {
                return tail + x;
            }
        }
    }
}
