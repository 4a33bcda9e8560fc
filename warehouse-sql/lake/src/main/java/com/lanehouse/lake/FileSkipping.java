package com.lanehouse.lake;

import com.lanehouse.lake.ColumnRanges.Range;
import java.util.function.BiPredicate;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Or;

/**
 * Whether a file may hold a row of which a condition is true, as its statistics tell. What is not understood may hold:
 * Spark asks every row again.
 */
final class FileSkipping {
    private FileSkipping() {}

    static boolean mayHold(Expression condition, ColumnRanges file) {
        return switch (condition) {
            case And and -> mayHold(and.left(), file) && mayHold(and.right(), file);
            case Or or -> mayHold(or.left(), file) || mayHold(or.right(), file);
            case GreaterThan compared ->
                compared(compared.left(), compared.right(), file, FileSkipping::above)
                        && compared(compared.right(), compared.left(), file, FileSkipping::below);
            case GreaterThanOrEqual compared ->
                compared(compared.left(), compared.right(), file, FileSkipping::from)
                        && compared(compared.right(), compared.left(), file, FileSkipping::upTo);
            case LessThan compared ->
                compared(compared.left(), compared.right(), file, FileSkipping::below)
                        && compared(compared.right(), compared.left(), file, FileSkipping::above);
            case LessThanOrEqual compared ->
                compared(compared.left(), compared.right(), file, FileSkipping::upTo)
                        && compared(compared.right(), compared.left(), file, FileSkipping::from);
            case EqualTo compared ->
                compared(compared.left(), compared.right(), file, FileSkipping::holds)
                        && compared(compared.right(), compared.left(), file, FileSkipping::holds);
            case IsNotNull present ->
                !(present.child() instanceof Attribute column)
                        || !file.allNull().contains(column.name());
            case Literal literal -> !Boolean.FALSE.equals(literal.value()) && literal.value() != null;
            default -> true;
        };
    }

    private static boolean above(Range column, long value) {
        return column.greatest() > value;
    }

    private static boolean from(Range column, long value) {
        return column.greatest() >= value;
    }

    private static boolean below(Range column, long value) {
        return column.smallest() < value;
    }

    private static boolean upTo(Range column, long value) {
        return column.smallest() <= value;
    }

    private static boolean holds(Range column, long value) {
        return from(column, value) && upTo(column, value);
    }

    /** True as well when it is not a column that is compared with a value of its own type. */
    private static boolean compared(
            Expression left, Expression right, ColumnRanges file, BiPredicate<Range, Long> mayHold) {
        if (!(left instanceof Attribute column)
                || !(right instanceof Literal literal)
                || !column.dataType().equals(literal.dataType())) {
            return true;
        }
        if (literal.value() == null || file.allNull().contains(column.name())) {
            return false;
        }
        Range range = file.ranges().get(column.name());
        return range == null || !(literal.value() instanceof Number value) || mayHold.test(range, value.longValue());
    }
}
