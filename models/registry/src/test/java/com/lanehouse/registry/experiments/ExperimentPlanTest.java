package com.lanehouse.registry.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentPlanTest {
    @Test
    void a_plan_says_its_arms_their_weights_and_its_monday() {
        assertThat(ExperimentPlan.read("""
                experiment: winter-margin
                allocation: 0.25
                starts: 2026-12-07
                arms:
                  - {name: control, weight: 0.5}
                  - {name: lower, weight: 0.3, margin: 0.12}
                  - {name: challenger, weight: 0.2, model-alias: challenger}
                """))
                .isEqualTo(new ExperimentPlan(
                        "winter-margin",
                        0.25,
                        List.of(
                                new Arm("control", 0.5, null, null),
                                new Arm("lower", 0.3, new BigDecimal("0.12"), null),
                                new Arm("challenger", 0.2, null, "challenger")),
                        LocalDate.parse("2026-12-07")));
    }

    @Test
    void what_a_plan_leaves_out_is_a_tenth_of_companies_equal_arms_and_the_next_monday() {
        ExperimentPlan plan = ExperimentPlan.read("""
                experiment: winter-margin
                arms: [{name: control}, {name: lower, margin: 0.12}]
                """);
        assertThat(plan.allocation()).isEqualTo(0.10);
        assertThat(plan.arms()).extracting(Arm::weight).containsExactly(0.5, 0.5);
        assertThat(plan.starts()).isNull();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            experiment: e                                                              | arms are 0, must be at least 2
            experiment: e, arms: [{name: a}]                                           | arms are 1, must be at least 2
            experiment: e, arms: [{name: a}, {name: a}]                                | two arms have the same name
            experiment: e, arms: [{name: a}, {name: b, margin: 1.2}]                   | arms[1].margin is 1.2, must be a number from 0 to 0.9
            experiment: e, arms: [{name: a}, {name: b, margn: 0.2}]                    | arms[1].margn is unknown; there are [margin, model-alias, name, weight]
            experiment: e, arms: [{name: a}, {name: b, model-alias: champion}]         | arms[1].model-alias is champion, must be one of [challenger, shadow]
            experiment: e, arms: [{name: a}, {name: b, margin: 0, model-alias: shadow}] | arm b sets margin and model_alias
            experiment: e, arms: [{name: a, weight: 0.5}, {name: b}]                   | some arms have a weight and some have none
            experiment: e, arms: [{name: a, weight: 0.5}, {name: b, weight: 0.4}]      | weights of the arms add up to 0.9, must be 1
            experiment: e, allocation: 0, arms: [{name: a}, {name: b}]                 | allocation is 0.0, must be above 0 and up to 1
            experiment: e, allocation: 2, arms: [{name: a}, {name: b}]                 | allocation is 2, must be a number from 0 to 1
            experiment: e, starts: 2026-12-08, arms: [{name: a}, {name: b}]            | starts is 2026-12-08, a tuesday; must be a Monday
            experiment: e, starts: soon, arms: [{name: a}, {name: b}]                  | starts is 'soon', must be a day
            experiment: E 1, arms: [{name: a}, {name: b}]                              | experiment is 'E 1', must be
            arms: [{name: a}, {name: b}]                                               | experiment is missing
            experiment: e, arms: [{}, {name: b}]                                       | arms[0].name is missing
            """)
    void a_plan_that_is_wrong_is_refused_with_what_is_wrong(String entries, String said) {
        assertThatThrownBy(() -> ExperimentPlan.read("{" + entries + "}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void an_empty_file_is_refused() {
        assertThatThrownBy(() -> ExperimentPlan.read("")).hasMessageContaining("the file is empty");
    }
}
