package com.lanehouse.orchestration.query;

import com.lanehouse.warehouse.TableCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.CurrentNamespace$;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.MultiAlias;
import org.apache.spark.sql.catalyst.analysis.RelationTimeTravel;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAlias;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedExtractValue;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedGenerator;
import org.apache.spark.sql.catalyst.analysis.UnresolvedHaving;
import org.apache.spark.sql.catalyst.analysis.UnresolvedInlineTable;
import org.apache.spark.sql.catalyst.analysis.UnresolvedNamespace;
import org.apache.spark.sql.catalyst.analysis.UnresolvedOrdinal;
import org.apache.spark.sql.catalyst.analysis.UnresolvedQualify;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRegex;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedStar;
import org.apache.spark.sql.catalyst.analysis.UnresolvedStarExceptOrReplace;
import org.apache.spark.sql.catalyst.analysis.UnresolvedSubqueryColumnAliases;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTVFAliases;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.PipeOperator;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.DescribeRelation;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Pivot;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionByExpression;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.Unpivot;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.plans.logical.WithWindowDefinition;
import org.apache.spark.sql.types.DataType;
import scala.Option;
import scala.Product;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Looks through a parsed statement and lets pass only what reads the lake's declared tables: what is not known to be
 * harmless is refused. Nothing has been looked up or evaluated by then.
 */
final class ReadOnlyCheck {
    private static final Set<Class<?>> PLANS = Set.of(
            Aggregate.class,
            CurrentNamespace$.class,
            DescribeRelation.class,
            Distinct.class,
            Except.class,
            Filter.class,
            Generate.class,
            GlobalLimit.class,
            Intersect.class,
            Join.class,
            LateralJoin.class,
            LocalLimit.class,
            LocalRelation.class,
            Offset.class,
            OneRowRelation.class,
            PipeOperator.class,
            Pivot.class,
            Project.class,
            RelationTimeTravel.class,
            RepartitionByExpression.class,
            Sample.class,
            ShowTables.class,
            Sort.class,
            SubqueryAlias.class,
            Union.class,
            UnresolvedHaving.class,
            UnresolvedHint.class,
            UnresolvedInlineTable.class,
            UnresolvedNamespace.class,
            UnresolvedQualify.class,
            UnresolvedRelation.class,
            UnresolvedSubqueryColumnAliases.class,
            UnresolvedTVFAliases.class,
            UnresolvedTableOrView.class,
            UnresolvedTableValuedFunction.class,
            UnresolvedWith.class,
            Unpivot.class,
            WithWindowDefinition.class);

    /** Beside Spark's own operators: names that stand for columns and functions. */
    private static final Set<Class<?>> NAMES = Set.of(
            MultiAlias.class,
            UnresolvedAlias.class,
            UnresolvedAttribute.class,
            UnresolvedExtractValue.class,
            UnresolvedFunction.class,
            UnresolvedGenerator.class,
            UnresolvedOrdinal.class,
            UnresolvedRegex.class,
            UnresolvedStar.class,
            UnresolvedStarExceptOrReplace.class);

    private static final Package OPERATORS = Expression.class.getPackage();

    /** Groups of Spark's functions that only compute. Those of XML, Avro and Protobuf can read files. */
    private static final Set<String> FUNCTION_GROUPS = Set.of(
            "agg_funcs",
            "array_funcs",
            "bitwise_funcs",
            "collection_funcs",
            "conditional_funcs",
            "conversion_funcs",
            "csv_funcs",
            "datetime_funcs",
            "generator_funcs",
            "hash_funcs",
            "json_funcs",
            "lambda_funcs",
            "map_funcs",
            "math_funcs",
            "predicate_funcs",
            "sketch_funcs",
            "string_funcs",
            "struct_funcs",
            "url_funcs",
            "variant_funcs",
            "vector_funcs",
            "window_funcs");

    /** Of groups that also hold functions which call into Java or tell of the machine. */
    private static final Set<String> FUNCTIONS =
            Set.of("assert_true", "monotonically_increasing_id", "raise_error", "range", "typeof", "uuid");

    private final TableCatalog declared;
    private final Set<String> commonTables = new HashSet<>();
    private final List<String> shortNames = new ArrayList<>();

    private ReadOnlyCheck(TableCatalog declared) {
        this.declared = declared;
    }

    /** @throws QueryException when the statement does more than read the declared tables */
    static void require(LogicalPlan statement, TableCatalog declared) {
        ReadOnlyCheck check = new ReadOnlyCheck(declared);
        check.look(statement);
        for (String name : check.shortNames) {
            if (!check.commonTables.contains(name.toLowerCase(Locale.ROOT))) {
                throw noTable(name);
            }
        }
    }

    /** Through everything a part holds, in whatever collection: there is no place that is not looked at. */
    private void look(Object part) {
        switch (part) {
            case LogicalPlan plan -> lookAt(plan);
            case Expression expression -> lookAt(expression);
            case null, default -> {}
        }
        switch (part) {
            case DataType type -> {}
            case scala.collection.Iterable<?> parts ->
                CollectionConverters.asJava(parts).forEach(this::look);
            case Product product ->
                CollectionConverters.asJava(product.productIterator()).forEachRemaining(this::look);
            case null, default -> {}
        }
    }

    private void lookAt(LogicalPlan plan) {
        if (!PLANS.contains(plan.getClass())) {
            throw new QueryException(
                    ("%s is refused: a query only reads. It is one SELECT, WITH, VALUES, TABLE, SHOW TABLES or"
                                    + " DESCRIBE statement")
                            .formatted(inWords(plan)));
        }
        switch (plan) {
            case UnresolvedRelation relation -> {
                requireTable(strings(relation.multipartIdentifier()));
                if (!relation.options().isEmpty() || relation.isStreaming()) {
                    throw new QueryException("options of a table are refused: name it without WITH or STREAM");
                }
            }
            case UnresolvedTableOrView described -> requireTable(strings(described.multipartIdentifier()));
            case UnresolvedTableValuedFunction function -> requireFunction(strings(function.name()), true);
            case UnresolvedWith with ->
                CollectionConverters.asJava(with.cteRelations())
                        .forEach(named -> commonTables.add(
                                ((String) ((Product) named).productElement(0)).toLowerCase(Locale.ROOT)));
            default -> {}
        }
    }

    private void lookAt(Expression expression) {
        switch (expression) {
            case UnresolvedFunction function -> requireFunction(strings(function.nameParts()), false);
            case UnresolvedGenerator generator ->
                requireFunction(List.of(generator.name().unquotedString()), false);
            default -> {
                if (!expression.getClass().getPackage().equals(OPERATORS) && !NAMES.contains(expression.getClass())) {
                    throw new QueryException(
                            "%s is refused: write names and values out, without parameters or IDENTIFIER()"
                                    .formatted(inWords(expression)));
                }
            }
        }
    }

    private void requireTable(List<String> name) {
        if (name.size() == 1) {
            shortNames.add(name.getFirst());
        } else if (!declared.declares(String.join(".", name).toLowerCase(Locale.ROOT))) {
            throw noTable(String.join(".", name));
        }
    }

    private static QueryException noTable(String name) {
        return new QueryException(
                ("there is no table %s. A query reads the lake's own tables, named layer.table such as gold.kpis, and no files;"
                                + " SHOW TABLES lists them")
                        .formatted(name));
    }

    private static void requireFunction(List<String> name, boolean ofTables) {
        FunctionIdentifier function = new FunctionIdentifier(name.getLast().toLowerCase(Locale.ROOT));
        Option<ExpressionInfo> known = ofTables
                ? TableFunctionRegistry.builtin().lookupFunction(function)
                : FunctionRegistry.builtin().lookupFunction(function);
        if (name.size() > 1 || known.isEmpty()) {
            throw new QueryException(
                    "there is no function %s: a query can call those of Spark SQL, by their plain names"
                            .formatted(String.join(".", name)));
        }
        if (!FUNCTION_GROUPS.contains(known.get().getGroup()) && !FUNCTIONS.contains(function.funcName())) {
            throw new QueryException("the function %s is refused: it reaches, or can reach, beyond the lake's tables"
                    .formatted(name.getLast()));
        }
    }

    private static List<String> strings(scala.collection.immutable.Seq<String> parts) {
        return CollectionConverters.asJava(parts);
    }

    /** {@code InsertIntoStatement} as {@code insert into statement}. */
    private static String inWords(Object part) {
        return part.getClass()
                .getSimpleName()
                .replaceAll("\\$|^Unresolved|Command$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
