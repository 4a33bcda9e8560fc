package com.lanehouse.features;

/**
 * What the histories say of a lane's residual, wide to narrow. {@code origin}, {@code destination} and {@code pair} are
 * deviations from the wider estimate; the weights are decayed counts of loads;
 * {@code …Recent} tells how far recent loads lie above the market.
 *
 * @param areas what the two areas say of the lane in its equipment
 * @param local the narrowest estimate: the lane in its equipment
 * @param reverse the way back, as a deviation from all loads
 * @param last residual of the lane's last load; {@code local} when there is none
 */
record LaneEstimates(
        double all,
        double equipment,
        double origin,
        double destination,
        double areas,
        double pair,
        double local,
        double reverse,
        double originWeight,
        double destinationWeight,
        double pairWeight,
        double laneWeight,
        double last,
        double equipmentRecent,
        double originRecent,
        double destinationRecent,
        double pairRecent) {}
