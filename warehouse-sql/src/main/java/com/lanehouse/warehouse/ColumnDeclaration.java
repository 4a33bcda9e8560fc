package com.lanehouse.warehouse;

import static java.util.Objects.requireNonNull;

/**
 * A column as its DDL file declares it.
 *
 * @param type Spark SQL type, upper case, such as {@code DECIMAL(18,2)} or {@code MAP<STRING,BIGINT>}
 * @param comment the sentence that says what the column means
 */
public record ColumnDeclaration(String name, String type, boolean nullable, String comment) {
    public ColumnDeclaration {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(comment, "comment is null");
    }
}
