package org.strowger.simulator.chance;

import java.util.List;

/// Draws times from a distribution.
@FunctionalInterface
public interface Sampler {
    /// A time in seconds, zero or more; infinite for what never ends.
    double draw(Chance chance);

    /// The sampler of a distribution.
    static Sampler of(Distribution distribution) {
        return switch (distribution) {
            case Distribution.Constant(var seconds) -> _ -> seconds;
            case Distribution.Exponential(var mean) -> chance -> mean * chance.exponential();
            case Distribution.Uniform(var least, var most) ->
                    chance -> least + (most - least) * chance.uniform();
            case Distribution.LogNormal(var mean, var variation) -> logNormal(mean, variation);
            case Distribution.Gamma(var mean, var shape) -> gamma(mean, shape);
            case Distribution.Weibull(var mean, var shape) -> weibull(mean, shape);
            case Distribution.Erlang(var mean, var phases) -> gamma(mean, phases);
            case Distribution.HyperExponential(var branches) -> hyperExponential(branches);
            case Distribution.Empirical(var seconds) -> empirical(seconds);
            case Distribution.Never() -> _ -> Double.POSITIVE_INFINITY;
        };
    }

    private static Sampler logNormal(double mean, double variation) {
        double variance = StrictMath.log1p(variation * variation);
        double location = StrictMath.log(mean) - variance / 2;
        double scale = Math.sqrt(variance);
        return chance -> StrictMath.exp(location + scale * chance.normal());
    }

    private static Sampler gamma(double mean, double shape) {
        double scale = mean / shape;
        return chance -> scale * chance.gamma(shape);
    }

    /// A power of an exponential time.
    private static Sampler weibull(double mean, double shape) {
        double power = 1 / shape;
        double scale = mean / StrictMath.exp(LogGamma.of(1 + power));
        return chance -> scale * StrictMath.pow(chance.exponential(), power);
    }

    private static Sampler hyperExponential(List<Distribution.Branch> branches) {
        double[] upTo = new double[branches.size()];
        double[] means = new double[branches.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += branches.get(i).chance();
            upTo[i] = sum;
            means[i] = branches.get(i).mean();
        }
        return chance -> {
            double lot = chance.uniform();
            int branch = 0;
            while (branch < upTo.length - 1 && lot >= upTo[branch]) {
                branch++;
            }
            return means[branch] * chance.exponential();
        };
    }

    private static Sampler empirical(List<Double> seconds) {
        double[] inOrder = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return chance -> inOrder[(int) (chance.uniform() * inOrder.length)];
    }
}
