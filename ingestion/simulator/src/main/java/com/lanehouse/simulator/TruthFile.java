package com.lanehouse.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What the history was drawn from, for measuring how well it can be known: the parameters on the first line, then one
 * line per quote with its true median cost in dollars and the chance it had of being booked. The mean of
 * |median − cost| ÷ cost over covered loads is the error that no model can get below for long.
 */
final class TruthFile implements Closeable {
    private final JsonGenerator json;

    TruthFile(OutputStream out) throws IOException {
        json = new JsonFactory().createGenerator(out);
        json.setRootValueSeparator(null);
    }

    void parameters(World world, Lanes lanes, PricingExperiment experiment) throws IOException {
        SimulationConfig config = world.config();
        json.writeStartObject();
        Fields fields = new Fields(json);
        fields.object(
                "simulation",
                part -> part.whole("seed", config.seed())
                        .whole("days", config.days())
                        .whole("companies", config.companies())
                        .text("end", config.end().toString()));
        fields.object("noise_sd", part -> {
            for (Equipment equipment : Equipment.values()) {
                part.decimal(equipment.code(), equipment.noise(), 4);
            }
        });
        fields.object("cost", TruthFile::cost);
        fields.object("areas", part -> {
            for (Metro metro : lanes.metros()) {
                part.object(
                        metro.area(),
                        area -> area.decimal("outbound", metro.outbound(), 3).decimal("inbound", metro.inbound(), 3));
            }
        });
        fields.object(
                "estimate",
                part -> part.decimal("lane_bias_sd", QuoteMarket.LANE_BIAS, 3)
                        .decimal("error_sd", QuoteMarket.ESTIMATE_ERROR, 3)
                        .decimal("fallback_error_sd", QuoteMarket.FALLBACK_ERROR, 3));
        fields.object("demand", TruthFile::demand);
        fields.object("lead_to_trial", TruthFile::trials);
        fields.object(
                "trial_to_paid",
                part -> part.decimal("intercept", GrowthMarket.PAID_INTERCEPT, 3)
                        .decimal("engagement", GrowthMarket.PAID_BY_ENGAGEMENT, 3)
                        .decimal("channel", GrowthMarket.PAID_BY_CHANNEL, 3)
                        .decimal("segment", GrowthMarket.PAID_BY_SEGMENT, 3));
        fields.object("churn", TruthFile::churn);
        fields.object(
                "experiment",
                part -> part.text("id", experiment.id())
                        .text("from", world.window().date(experiment.firstDay()).toString())
                        .decimal("coverage", PricingExperiment.COVERAGE, 3)
                        .decimal("treatment_margin_change", PricingExperiment.TREATMENT_MARGIN_CHANGE, 3));
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static void cost(Fields part) {
        part.text(
                "formula",
                "miles * (long_haul + short_haul_dollars / (miles + short_haul_miles) + (diesel - base_diesel) /"
                        + " miles_per_gallon * empty_miles) * exp(outbound + inbound + season + weekday)");
        part.object("long_haul", rates -> {
            for (Equipment equipment : Equipment.values()) {
                rates.decimal(equipment.code(), equipment.longHaulPerMile(), 3);
            }
        });
        part.decimal("short_haul_dollars", CostTruth.SHORT_HAUL_DOLLARS, 2)
                .decimal("short_haul_miles", CostTruth.SHORT_HAUL_MILES, 2)
                .decimal("base_diesel", CostTruth.BASE_DIESEL, 3)
                .decimal("miles_per_gallon", CostTruth.MILES_PER_GALLON, 2)
                .decimal("empty_miles", CostTruth.EMPTY_MILES, 3)
                .text("season", "peak * cos(2 pi (day of year - peak day) / 365.25)")
                .object(
                        "season_peak",
                        peaks -> peaks.decimal("van", CostTruth.VAN_PEAK, 4)
                                .decimal("reefer", CostTruth.REEFER_PEAK, 4)
                                .decimal("flatbed", CostTruth.FLATBED_PEAK, 4))
                .object(
                        "season_peak_day",
                        days -> days.whole("van", CostTruth.VAN_PEAK_DAY)
                                .whole("reefer", CostTruth.REEFER_PEAK_DAY)
                                .whole("flatbed", CostTruth.FLATBED_PEAK_DAY))
                .object(
                        "weekday",
                        days -> days.decimal("monday", -0.01, 3)
                                .decimal("friday", 0.02, 3)
                                .decimal("weekend", 0.04, 3));
    }

    private static void demand(Fields part) {
        part.text("formula", "sigmoid(logit(usual_win) - slope * (ln(price / median_cost) + ln(1 - usual_margin)))")
                .decimal("usual_win", DemandTruth.USUAL_WIN, 3)
                .decimal("usual_margin", DemandTruth.USUAL_MARGIN, 3)
                .object("slope", slopes -> {
                    for (Segment segment : Segment.values()) {
                        slopes.decimal(segment.code(), DemandTruth.slope(segment), 3);
                    }
                })
                .object("margin", margins -> {
                    for (Segment segment : Segment.values()) {
                        margins.object(segment.code(), byEquipment -> {
                            for (Equipment equipment : Equipment.values()) {
                                byEquipment.decimal(equipment.code(), DemandTruth.margin(segment, equipment), 3);
                            }
                        });
                    }
                });
    }

    private static void trials(Fields part) {
        part.decimal("intercept", GrowthMarket.TRIAL_INTERCEPT, 3)
                .object("channel", channels -> {
                    for (GrowthMarket.Channel channel : GrowthMarket.Channel.values()) {
                        channels.decimal(channel.code, channel.quality, 3);
                    }
                })
                .object("segment", segments -> {
                    for (Segment segment : Segment.values()) {
                        segments.decimal(segment.code(), GrowthMarket.segmentTerm(segment), 3);
                    }
                });
    }

    private static void churn(Fields part) {
        part.object("monthly", months -> {
                    for (Segment segment : Segment.values()) {
                        months.decimal(segment.code(), segment.monthlyChurn(), 4);
                    }
                })
                .decimal("lost_activity", SubscriptionMarket.CHURN_BY_LOST_ACTIVITY, 3)
                .decimal("payment_failure", SubscriptionMarket.CHURN_BY_PAYMENT_FAILURE, 3)
                .decimal("failed_task", SubscriptionMarket.CHURN_BY_FAILED_TASK, 3)
                .decimal("slow_answer", SubscriptionMarket.CHURN_BY_SLOW_ANSWER, 3)
                .decimal("daily_decline", SubscriptionMarket.DAILY_DECLINE, 5);
    }

    void quote(String quoteId, double medianCost, double winProbability) throws IOException {
        json.writeStartObject();
        new Fields(json)
                .text("quote_id", quoteId)
                .decimal("median_cost", medianCost, 4)
                .decimal("win_probability", winProbability, 6);
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
