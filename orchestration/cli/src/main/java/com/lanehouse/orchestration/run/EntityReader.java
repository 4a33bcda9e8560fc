package com.lanehouse.orchestration.run;

import com.lanehouse.lake.EntityIndex;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.PinnedTable;
import com.lanehouse.lake.RowsBy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The rows of some entities: found by the index where it knows the table, else by reading the table. */
final class EntityReader {
    private static final String WANTED = "wanted_";

    private final Lake lake;
    private final Cut cut;
    private final Map<String, Long> versions;
    private final EntityIndex index;

    /**
     * @param lake in whose session rows are read
     * @param versions of the tables that the job reads in this run; of others the newest is read
     */
    EntityReader(Lake lake, Cut cut, Map<String, Long> versions, EntityIndex index) {
        this.lake = lake;
        this.cut = cut;
        this.versions = versions;
        this.index = index;
    }

    /** @param entities one row each, with a value for each of {@code by}'s columns; no value is null */
    Dataset<Row> rows(RowsBy by, Dataset<Row> entities, Collection<Row> inMemory) {
        PinnedTable table = pinned(by.table());
        Dataset<Row> candidates = index.rows(lake, table, by, inMemory)
                .orElseGet(() -> lake.readAt(table.name(), table.version()).where(by.where()));
        return some(lake, candidates, by.columns(), entities);
    }

    /** The rows whose columns have the values of one of the entities. */
    static Dataset<Row> some(Lake lake, Dataset<Row> rows, List<String> columns, Dataset<Row> entities) {
        // Under names that no table has, so that an expression over a row means the row's column.
        Dataset<Row> wanted = entities.toDF(
                IntStream.range(0, columns.size()).mapToObj(i -> WANTED + i).toArray(String[]::new));
        Column same = IntStream.range(0, columns.size())
                .mapToObj(i -> functions.expr(columns.get(i)).equalTo(functions.col(WANTED + i)))
                .reduce(Column::and)
                .orElseThrow();
        return rows.join(lake.lookedUp(wanted), same, "left_semi");
    }

    private PinnedTable pinned(String table) {
        Long version = versions.get(table);
        return new PinnedTable(
                table,
                version == null ? lake.version(table) : version,
                lake.catalog().table(table).holdsEvents() ? OptionalLong.of(cut.batchId()) : OptionalLong.empty());
    }
}
