package io.keycloakspa.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Measured times, sorted. A single time says little on a shared machine, so nothing but quantiles can be asked for. */
public final class Spread {

    private final double[] sorted;

    private Spread(double[] sorted) {
        this.sorted = sorted;
    }

    public static Spread of(double[] times) {
        if (times.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return new Spread(sorted);
    }

    /** The value below which this share of all lies; the nearest rank. */
    public double quantile(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }

    public double median() {
        return quantile(0.5);
    }

    public double p95() {
        return quantile(0.95);
    }

    public double ratioTo(Spread baseline) {
        return median() / baseline.median();
    }

    /** Median, then the middle half. */
    public String cell(double unit) {
        return String.format(
                Locale.ROOT, "%.1f (%.1f–%.1f)", median() / unit, quantile(0.25) / unit, quantile(0.75) / unit);
    }
}
