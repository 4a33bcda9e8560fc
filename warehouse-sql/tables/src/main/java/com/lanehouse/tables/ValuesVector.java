package com.lanehouse.tables;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.MapType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Java values as the column that Kernel writes. */
final class ValuesVector implements ColumnVector {
    private final DataType type;
    private final int size;
    private final IntFunction<?> values;

    /** @param values the value of each row; may be null */
    ValuesVector(DataType type, int size, IntFunction<?> values) {
        this.type = type;
        this.size = size;
        this.values = values;
    }

    private ValuesVector(DataType type, List<?> values) {
        this(type, values.size(), values::get);
    }

    @Override
    public DataType getDataType() {
        return type;
    }

    @Override
    public int getSize() {
        return size;
    }

    @Override
    public void close() {}

    @Override
    public boolean isNullAt(int row) {
        return values.apply(row) == null;
    }

    @Override
    public boolean getBoolean(int row) {
        return (Boolean) values.apply(row);
    }

    @Override
    public int getInt(int row) {
        Object value = values.apply(row);
        return value instanceof LocalDate date ? Math.toIntExact(date.toEpochDay()) : (Integer) value;
    }

    @Override
    public long getLong(int row) {
        Object value = values.apply(row);
        return value instanceof Instant instant ? ChronoUnit.MICROS.between(Instant.EPOCH, instant) : (Long) value;
    }

    @Override
    public double getDouble(int row) {
        return (Double) values.apply(row);
    }

    @Override
    public String getString(int row) {
        return (String) values.apply(row);
    }

    @Override
    public byte[] getBinary(int row) {
        return (byte[]) values.apply(row);
    }

    @Override
    public BigDecimal getDecimal(int row) {
        return (BigDecimal) values.apply(row);
    }

    @Override
    public ArrayValue getArray(int row) {
        ColumnVector elements = new ValuesVector(((ArrayType) type).getElementType(), (List<?>) values.apply(row));
        return new ArrayValue() {
            @Override
            public int getSize() {
                return elements.getSize();
            }

            @Override
            public ColumnVector getElements() {
                return elements;
            }
        };
    }

    @Override
    public MapValue getMap(int row) {
        Map<?, ?> map = (Map<?, ?>) values.apply(row);
        MapType mapType = (MapType) type;
        ColumnVector keys = new ValuesVector(mapType.getKeyType(), new ArrayList<>(map.keySet()));
        ColumnVector items = new ValuesVector(mapType.getValueType(), new ArrayList<>(map.values()));
        return new MapValue() {
            @Override
            public int getSize() {
                return keys.getSize();
            }

            @Override
            public ColumnVector getKeys() {
                return keys;
            }

            @Override
            public ColumnVector getValues() {
                return items;
            }
        };
    }
}
