package com.lanehouse.training;

/**
 * What a broker without a model would say of a load, in dollars for the whole of it.
 *
 * @param trainMean the mean $/mile of the training, whatever the load
 * @param milesCurve the training's $/mile at so many miles
 * @param laneLast the lane's last $/mile, else the miles curve
 * @param laneMean the lane's mean $/mile, else the miles curve
 * @param laneMedian the lane's median $/mile, else the miles curve
 */
record BaselineCosts(double trainMean, double milesCurve, double laneLast, double laneMean, double laneMedian) {}
