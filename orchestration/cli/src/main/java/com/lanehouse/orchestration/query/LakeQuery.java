package com.lanehouse.orchestration.query;

import com.lanehouse.lake.Lake;
import com.lanehouse.warehouse.TableCatalog;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** Answers read-only SQL over the lake's tables, which are called {@code layer.table} in it. */
public final class LakeQuery {
    private static final String CATALOG = "lake";

    /** Classes of SQLSTATE by which the query is to blame: its text, what it asks for, or the values it meets. */
    private static final Set<String> OF_THE_QUERY = Set.of("07", "0A", "21", "22", "42", "54", "P0");

    private final SparkSession session;
    private final TableCatalog declared;

    public LakeQuery(Lake lake) {
        this.session = lake.withNewSession().session();
        this.declared = lake.catalog();
        session.conf().set("spark.sql.catalog." + CATALOG, LakeTables.class.getName());
        session.conf()
                .set(
                        "spark.sql.catalog." + CATALOG + "." + LakeTables.ROOT,
                        lake.root().toString());
        session.conf().set("spark.sql.defaultCatalog", CATALOG);
        // ${env:NAME} would put the environment into the query.
        session.conf().set("spark.sql.variable.substitute", false);
    }

    /**
     * Rows of an answer.
     *
     * @param more whether there were more than these
     */
    public record Answer(StructType columns, List<Row> rows, boolean more) {
        public Answer {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Answers one statement.
     *
     * @param limit most rows of the answer
     * @throws QueryException when it is refused, or does not hold together
     */
    public Answer answer(String sql, int limit) {
        // Spark reads settings of the session that is active, wherever it was not told one.
        Option<SparkSession> activeBefore = SparkSession.getActiveSession();
        SparkSession.setActiveSession(session);
        try {
            ReadOnlyCheck.require(parsed(sql), declared);
            Dataset<Row> result = session.sql(sql);
            List<Row> rows = result.limit(Math.addExact(limit, 1)).collectAsList();
            return new Answer(result.schema(), rows.subList(0, Math.min(limit, rows.size())), rows.size() > limit);
        } catch (QueryException e) {
            throw e;
        } catch (StackOverflowError e) {
            throw new QueryException("the query is nested too deeply to be read; shorten it", e);
        } catch (Exception e) { // Spark throws checked exceptions without declaring them.
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (isOfTheQuery(cause)) {
                    throw new QueryException(paragraph(cause.getMessage()), e);
                }
            }
            throw e;
        } finally {
            SparkSession.setActiveSession(activeBefore.isDefined() ? activeBefore.get() : session);
        }
    }

    private LogicalPlan parsed(String sql) {
        try {
            return ((org.apache.spark.sql.classic.SparkSession) session)
                    .sessionState()
                    .sqlParser()
                    .parsePlan(sql);
        } catch (ParseException e) {
            throw new QueryException(paragraph(e.getMessage()), e);
        }
    }

    private static boolean isOfTheQuery(Throwable e) {
        return e instanceof SparkThrowable spark
                && spark.getSqlState() != null
                && OF_THE_QUERY.contains(spark.getSqlState().substring(0, 2));
    }

    /** What Spark says, without its codes, the query again, or the plan. */
    static String paragraph(String message) {
        return message.strip()
                .replaceFirst("(?s)(;?\\n\\s*'|\\n\\s*== ).*", "")
                .replaceFirst("^\\[[A-Z0-9_.]+] ", "")
                .replaceFirst(" SQLSTATE: \\w+", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
