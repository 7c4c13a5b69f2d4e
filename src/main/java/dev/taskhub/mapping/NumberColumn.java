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
        return raw instanceof Number number && Double.isFinite(number.doubleValue())
                ? rounded(number.doubleValue())
                : raw;
    }

    @Override
    public Object toHub(Object normal) {
        return normal instanceof Double number && Double.isFinite(number) ? number : NONE;
    }

    @Override
    public Object toRemote(Object hub) {
        return toHub(normalise(hub));
    }

    @Override
    public String expected() {
        return "a number";
    }

    private Double rounded(double number) {
        double rounded = scale == UNROUNDED || number == Math.rint(number)
                ? number
                : BigDecimal.valueOf(number)
                        .setScale(scale, RoundingMode.HALF_UP)
                        .doubleValue();
        return rounded + 0.0;
    }
}
