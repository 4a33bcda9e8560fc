package com.lanehouse.dashboards.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The declared presentations ({@code kpis.json}), in the order of the page, and a sensible one for any other KPI. */
final class KpiPresentations {
    static final String OTHER = "Other";

    private final List<KpiPresentation> declared;
    private final Map<String, KpiPresentation> byName;

    private KpiPresentations(List<KpiPresentation> declared) {
        this.declared = declared;
        this.byName = declared.stream().collect(Collectors.toMap(KpiPresentation::kpi, Function.identity()));
    }

    static KpiPresentations load() {
        try {
            return new KpiPresentations(
                    new ObjectMapper().readValue(PageResources.text("kpis.json"), new TypeReference<>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("kpis.json is not readable", e);
        }
    }

    /** Names of the groups in the order of the page; KPIs that are not declared come last. */
    List<String> groups() {
        return Stream.concat(declared.stream().map(KpiPresentation::group), Stream.of(OTHER))
                .distinct()
                .toList();
    }

    /** The place of a KPI within the page; a part of a KPI ({@code quote_to_book.smb}) stands after the whole. */
    int place(String kpi) {
        KpiPresentation found = byName.getOrDefault(kpi, byName.get(whole(kpi)));
        return found == null ? declared.size() : declared.indexOf(found);
    }

    /** The declared presentation, else that of the whole the KPI is a part of, else one made from its name. */
    KpiPresentation of(String kpi) {
        KpiPresentation found = byName.get(kpi);
        if (found != null) {
            return found;
        }
        KpiPresentation whole = byName.get(whole(kpi));
        if (whole != null) {
            String part = Words.humanize(kpi.substring(whole.kpi().length() + 1));
            return new KpiPresentation(
                    kpi,
                    whole.label() + " \u00b7 " + part,
                    whole.group(),
                    whole.format(),
                    whole.decimals(),
                    whole.about());
        }
        ValueFormat format = kpi.endsWith("_ms") ? ValueFormat.MILLISECONDS : ValueFormat.NUMBER;
        return new KpiPresentation(kpi, Words.humanize(kpi), OTHER, format, format == ValueFormat.NUMBER ? 2 : 0, "");
    }

    private static String whole(String kpi) {
        int dot = kpi.indexOf('.');
        return dot < 0 ? kpi : kpi.substring(0, dot);
    }
}
