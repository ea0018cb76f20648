/** Days as texts, `YYYY-MM-DD`, in UTC: the same in every process and in every time zone. */

/** Returns the day of a moment. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** Returns the day so many months later; of a shorter month the last one. */
export const addMonths = (day: string, months: number): string => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return dayOf(new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))));
};

export const addDays = (day: string, days: number): string => {
  const moment = new Date(`${day}T00:00:00.000Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return dayOf(moment);
};

/** Returns the later of two days; null is before all. */
export const laterDay = (one: string | null, other: string | null): string | null =>
  one !== null && (other === null || one > other) ? one : other;
