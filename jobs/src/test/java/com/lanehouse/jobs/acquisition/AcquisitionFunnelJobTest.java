package com.lanehouse.jobs.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.TestingInputs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AcquisitionFunnelJobTest {
    private static final String T = "2026-03-01T00:00:00Z";
    private static final String CREATED = "2026-01-07T10:00:00Z";

    @Test
    void a_cohort_counts_its_leads_and_leaves_open_ones_out_of_the_rates() {
        TestingInputs outcomes = new TestingInputs(T);
        outcome(outcomes, "smb", 1, "open", "open");
        outcome(outcomes, "smb", 2, "expired", "expired");
        outcome(outcomes, "smb", 1, "started", "open");
        outcome(outcomes, "smb", 3, "started", "expired");
        outcome(outcomes, "smb", 1, "started", "paid");
        outcome(outcomes, "enterprise", 1, "started", "paid");
        assertThat(funnel(outcomes, "smb"))
                .containsEntry("leads", 8L)
                .containsEntry("trials", 5L)
                .containsEntry("paid", 1L)
                .containsEntry("leads_open", 1L)
                .containsEntry("leads_expired", 2L)
                .containsEntry("trials_open", 1L)
                .containsEntry("trials_expired", 3L)
                .containsEntry("lead_to_trial", 5 / 7.0)
                .containsEntry("trial_to_paid", 1 / 4.0);
    }

    @Test
    void a_cohort_of_open_leads_has_no_rates() {
        TestingInputs outcomes = new TestingInputs(T);
        outcome(outcomes, "smb", 2, "open", "open");
        assertThat(funnel(outcomes, "smb"))
                .containsEntry("leads_open", 2L)
                .containsEntry("lead_to_trial", null)
                .containsEntry("trial_to_paid", null);
    }

    @Test
    void a_cohort_whose_trials_are_all_open_has_no_rate_of_payment() {
        TestingInputs outcomes = new TestingInputs(T);
        outcome(outcomes, "smb", 1, "expired", "expired");
        outcome(outcomes, "smb", 3, "started", "open");
        assertThat(funnel(outcomes, "smb")).containsEntry("lead_to_trial", 0.75).containsEntry("trial_to_paid", null);
    }

    @Test
    void weeks_segments_and_channels_are_counted_apart_and_none_is_lost() {
        TestingInputs events = new TestingInputs(T);
        TestingGrowth.lead(events, "a", CREATED, "smb", "ads");
        TestingGrowth.lead(events, "b", CREATED, "smb", "events");
        TestingGrowth.lead(events, "c", CREATED, "enterprise", "ads");
        TestingGrowth.lead(events, "d", "2026-01-12T00:00:00Z", "smb", "ads");
        TestingGrowth.lead(events, "e", "2026-01-11T00:00:00Z", "smb", "ads");
        TestingGrowth.trial(events, "e", "2026-01-12T00:00:00Z");
        TestingInputs outcomes = new TestingInputs(T).rows(events.run(new LeadOutcomesJob()));
        List<Map<String, Object>> funnel =
                outcomes.run(new AcquisitionFunnelJob()).get("gold.acquisition_funnel");
        assertThat(funnel)
                .extracting(row -> "%s %s %s: %s leads, %s trials"
                        .formatted(
                                row.get("cohort_week"),
                                row.get("segment"),
                                row.get("channel"),
                                row.get("leads"),
                                row.get("trials")))
                .containsExactlyInAnyOrder(
                        "2026-01-05 smb ads: 2 leads, 1 trials",
                        "2026-01-05 smb events: 1 leads, 0 trials",
                        "2026-01-05 enterprise ads: 1 leads, 0 trials",
                        "2026-01-12 smb ads: 1 leads, 0 trials");
    }

    private static void outcome(TestingInputs inputs, String segment, int leads, String trialStatus, String status) {
        for (int i = 0; i < leads; i++) {
            inputs.row(
                    "gold.lead_outcomes",
                    "lead_id",
                    "%s-%s-%s-%d".formatted(segment, trialStatus, status, i),
                    "cohort_week",
                    "2026-01-05",
                    "segment",
                    segment,
                    "channel",
                    "ads",
                    "trial_status",
                    trialStatus,
                    "status",
                    status);
        }
    }

    private static Map<String, Object> funnel(TestingInputs outcomes, String segment) {
        return TestingInputs.only(
                outcomes.run(new AcquisitionFunnelJob()).get("gold.acquisition_funnel"), "segment", segment);
    }
}
