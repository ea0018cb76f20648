import { availableParallelism } from 'node:os';

/** What runs starts one Strapi after the other, each with a database beside it: more at once need much memory. */
const MOST = 4;

/** How many runs go side by side on this machine. */
export const laneCount = () => Math.min(MOST, availableParallelism());

/**
 * Processes a list with several workers: a free one takes the next item.
 *
 * @param lanes how many at once
 */
export const workInLanes = async (list, lanes, work) => {
  const waiting = [...list];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};
