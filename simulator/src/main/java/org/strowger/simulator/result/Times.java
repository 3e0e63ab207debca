package org.strowger.simulator.result;

/// Times of one kind: their number, sum and largest, and how they are distributed.
///
/// @param count how many
/// @param sum in seconds
/// @param sumOfSquares in seconds squared
/// @param most the longest, in seconds
/// @param histogram how many fell into each class; see [TimeClasses]
@SuppressWarnings("ArrayRecordComponent") // hundreds of counts for each figure of each interval
public record Times(long count, double sum, double sumOfSquares, double most, long[] histogram) {}
