package com.lanehouse.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeenCarriersTest {
    private static final List<String> IDS = List.of("k1", "k", "1", "", "k\n1", "k\\n1", "\\", "k\r", "é,\"");

    @Test
    void each_carrier_counts_once_stored_or_not() {
        SeenCarriers carriers = SeenCarriers.none();
        for (int i = 0; i < IDS.size(); i++) {
            carriers.add(IDS.get(i));
            carriers = SeenCarriers.of(carriers.lines());
            IDS.subList(0, i + 1).forEach(carriers::add);

            assertThat(carriers.count()).isEqualTo(i + 1);
        }
    }

    @Test
    void lines_do_not_depend_on_the_order_in_which_carriers_came_and_were_stored() {
        SeenCarriers atOnce = SeenCarriers.none();
        IDS.reversed().forEach(atOnce::add);
        SeenCarriers inSteps = SeenCarriers.none();
        IDS.subList(0, 4).forEach(inSteps::add);
        SeenCarriers stored = SeenCarriers.of(inSteps.lines());
        IDS.forEach(stored::add);

        assertThat(stored.lines()).isEqualTo(atOnce.lines());
    }
}
