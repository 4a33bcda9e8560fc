package com.lanehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityRuleTest {
    private static final String TABLE = """
            CREATE TABLE gold.t (
              a BIGINT NOT NULL COMMENT 'A'
            )
            USING DELTA
            COMMENT 'T'
            TBLPROPERTIES (
              'lanehouse.key' = 'a',
              'lanehouse.write' = 'replace',
              'lanehouse.rule.a_is_known' = '%s'
            );
            """;

    private static final String RULE = """
            -- The sum of a is that of b.
            -- table: gold.a
            -- reads: gold.a, gold.b
            -- action: fail
            SELECT true AS holds
            FROM gold_a;
            """;

    @Test
    void a_rule_is_an_action_and_a_predicate() {
        assertThat(QualityRule.of("parts_add_up", "fail: a = b + c"))
                .isEqualTo(new QualityRule("parts_add_up", RuleAction.FAIL, 0, "a = b + c"));
    }

    @Test
    void a_rule_may_tolerate_some_rows() {
        assertThat(QualityRule.of("lane_is_known", "warn over 2.5 %: lane IS NOT NULL"))
                .isEqualTo(new QualityRule("lane_is_known", RuleAction.WARN, 2.5, "lane IS NOT NULL"));
    }

    @ParameterizedTest
    @CsvSource({
        "a = b, not 'ACTION: PREDICATE'",
        "stop: a = b, 'stop' is not one of warn",
        "fail:, not 'ACTION: PREDICATE'",
        "warn over 100 %: a = b, not 'ACTION: PREDICATE'",
        "warn over 5%: a = b, not 'ACTION: PREDICATE'",
        "drop over 5 %: a = b, cannot tolerate"
    })
    void any_other_text_is_refused(String text, String why) {
        assertThatThrownBy(() -> QualityRule.of("name", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({"Name", "two words", "_name", "name_", "''"})
    void a_name_that_is_not_snake_case_is_refused(String name) {
        assertThatThrownBy(() -> QualityRule.of(name, "fail: true")).hasMessageContaining("not a snake_case name");
    }

    @Test
    void a_declaration_has_its_rules_beside_its_properties_with_quotes_as_in_sql() {
        TableDeclaration table = DeclarationReader.read("t.sql", TABLE.formatted("drop: a IN (''x'')"));
        assertThat(table.rules()).containsExactly(new QualityRule("a_is_known", RuleAction.DROP, 0, "a IN ('x')"));
        assertThat(table.properties()).containsOnlyKeys("lanehouse.key", "lanehouse.write");
    }

    @Test
    void a_declaration_with_a_bad_rule_is_refused() {
        assertThatThrownBy(() -> DeclarationReader.read("t.sql", TABLE.formatted("a > 0")))
                .hasMessageContaining("rule a_is_known is 'a > 0'");
    }

    @Test
    void a_rule_between_tables_says_in_its_head_what_it_needs() {
        TablesRule rule = TablesRuleReader.read("r.sql", "sums_agree", RULE);
        assertThat(rule)
                .isEqualTo(new TablesRule(
                        "sums_agree",
                        "The sum of a is that of b.",
                        "gold.a",
                        List.of("gold.a", "gold.b"),
                        RuleAction.FAIL,
                        "SELECT true AS holds\nFROM gold_a"));
    }

    @ParameterizedTest
    @CsvSource({
        "-- action: fail, -- action: drop, which row to drop is not known",
        "-- action: fail, -- action: stop, 'stop' is not one of",
        "'-- reads: gold.a, gold.b', -- reads: gold.b, does not read it",
        "'-- reads: gold.a, gold.b', -- reads: , r.sql: a rule needs",
        "SELECT, DELETE, r.sql: a rule needs",
        ";, '', r.sql: a rule needs"
    })
    void a_rule_between_tables_in_another_form_is_refused(String part, String instead, String why) {
        assertThatThrownBy(() -> TablesRuleReader.read("r.sql", "sums_agree", RULE.replace(part, instead)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void the_catalog_knows_the_rules_of_both_kinds() {
        TableCatalog catalog = TableCatalog.load();
        assertThat(catalog.table("gold.quote_funnel").rules())
                .extracting(QualityRule::name)
                .contains("funnel_parts_add_up");
        assertThat(catalog.rules()).extracting(TablesRule::name).contains("daily_usage_adds_up_to_monthly");
    }
}
