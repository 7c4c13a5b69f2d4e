package dev.taskhub.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A finite number, always a {@code Double}, rounded half up to a number of decimals; zero has no sign. */
final class NumberColumn implements Column {

    /** As many decimals as the number has. */
    static final int UNROUNDED = -1;

    private final int scale;

    NumberColumn(int scale) {
        this.scale = scale;
    }

    @Override
    public Object normalise(Object raw) {
        if (!(raw instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            return NONE;
        }
        double value = number.doubleValue();
        boolean round = scale != UNROUNDED && value != Math.rint(value);
        double rounded = round ? rounded(value) : value;
        return rounded + 0.0;
    }

    @Override
    public Object toHub(Object normal) {
        return normal;
    }

    @Override
    public Object toRemote(Object hub) {
        return normalise(hub);
    }

    @Override
    public String expected() {
        return "a number";
    }

    private double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP).doubleValue();
    }
}
