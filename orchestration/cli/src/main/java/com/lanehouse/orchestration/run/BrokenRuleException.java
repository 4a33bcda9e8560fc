package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.QualityCheck;
import java.util.List;
import java.util.stream.Collectors;

/** What a job computed breaks a rule that lets nothing through; the message names the rule and some of the rows. */
final class BrokenRuleException extends RuntimeException {
    BrokenRuleException(List<QualityCheck> broken) {
        super(broken.stream().map(BrokenRuleException::describe).collect(Collectors.joining("; ")));
    }

    private static String describe(QualityCheck check) {
        return "rule %s of %s is broken by %,d of %,d rows, such as %s"
                .formatted(
                        check.rule(),
                        check.table(),
                        check.failed(),
                        check.checked(),
                        String.join(", ", check.examples()));
    }
}
