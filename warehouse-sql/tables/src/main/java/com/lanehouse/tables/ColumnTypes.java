package com.lanehouse.tables;

import com.lanehouse.warehouse.ColumnDeclaration;
import com.lanehouse.warehouse.TableDeclaration;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FieldMetadata;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Declared columns as Kernel types, and Kernel's values as Java's. */
final class ColumnTypes {
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");
    private static final Pattern MAP = Pattern.compile("MAP<(\\w+),(\\w+)>");
    private static final Pattern ARRAY = Pattern.compile("ARRAY<(\\w+)>");

    private ColumnTypes() {}

    static StructType schema(TableDeclaration table) {
        List<StructField> fields = new ArrayList<>();
        for (ColumnDeclaration column : table.columns()) {
            fields.add(new StructField(
                    column.name(),
                    type(column.type()),
                    column.nullable(),
                    FieldMetadata.builder()
                            .putString("comment", column.comment())
                            .build()));
        }
        return new StructType(fields);
    }

    private static DataType type(String declared) {
        Matcher matcher;
        if ((matcher = DECIMAL.matcher(declared)).matches()) {
            return new DecimalType(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }
        if ((matcher = MAP.matcher(declared)).matches()) {
            return new MapType(type(matcher.group(1)), type(matcher.group(2)), true);
        }
        if ((matcher = ARRAY.matcher(declared)).matches()) {
            return new ArrayType(type(matcher.group(1)), true);
        }
        return switch (declared) {
            case "STRING" -> StringType.STRING;
            case "BIGINT" -> LongType.LONG;
            case "INT" -> IntegerType.INTEGER;
            case "DOUBLE" -> DoubleType.DOUBLE;
            case "BOOLEAN" -> BooleanType.BOOLEAN;
            case "DATE" -> DateType.DATE;
            case "TIMESTAMP" -> TimestampType.TIMESTAMP;
            case "BINARY" -> BinaryType.BINARY;
            default -> throw new IllegalArgumentException("type %s is not read without Spark".formatted(declared));
        };
    }

    static Map<String, Object> values(Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        StructType schema = row.getSchema();
        for (int i = 0; i < schema.length(); i++) {
            values.put(schema.at(i).getName(), value(row, i, schema.at(i).getDataType()));
        }
        return Collections.unmodifiableMap(values);
    }

    static Object[] valuesInOrder(Row row) {
        StructType schema = row.getSchema();
        Object[] values = new Object[schema.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(row, i, schema.at(i).getDataType());
        }
        return values;
    }

    private static Object value(Row row, int i, DataType type) {
        if (row.isNullAt(i)) {
            return null;
        }
        return switch (type) {
            case StringType ignored -> row.getString(i);
            case LongType ignored -> row.getLong(i);
            case IntegerType ignored -> row.getInt(i);
            case DoubleType ignored -> row.getDouble(i);
            case BooleanType ignored -> row.getBoolean(i);
            case DateType ignored -> LocalDate.ofEpochDay(row.getInt(i));
            case TimestampType ignored -> instant(row.getLong(i));
            case BinaryType ignored -> row.getBinary(i);
            case DecimalType ignored -> row.getDecimal(i);
            case MapType ignored -> map(row.getMap(i));
            case ArrayType ignored -> list(row.getArray(i));
            default -> throw unsupported(type);
        };
    }

    private static Object value(ColumnVector vector, int i) {
        if (vector.isNullAt(i)) {
            return null;
        }
        return switch (vector.getDataType()) {
            case StringType ignored -> vector.getString(i);
            case LongType ignored -> vector.getLong(i);
            case IntegerType ignored -> vector.getInt(i);
            case DoubleType ignored -> vector.getDouble(i);
            case BooleanType ignored -> vector.getBoolean(i);
            default -> throw unsupported(vector.getDataType());
        };
    }

    private static Map<Object, Object> map(MapValue map) {
        Map<Object, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < map.getSize(); i++) {
            values.put(value(map.getKeys(), i), value(map.getValues(), i));
        }
        return Collections.unmodifiableMap(values);
    }

    private static List<Object> list(ArrayValue array) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < array.getSize(); i++) {
            values.add(value(array.getElements(), i));
        }
        return Collections.unmodifiableList(values);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static IllegalArgumentException unsupported(DataType type) {
        return new IllegalArgumentException("a column of type %s is not read without Spark".formatted(type));
    }
}
