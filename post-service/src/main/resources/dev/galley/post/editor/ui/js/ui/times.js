const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** The time of day. */
export const timeOfDay = (/** @type {Date} */ at) => clock.format(at);

/** The time of day for today, else the date. */
export function shortly(/** @type {string} */ instant) {
  const at = new Date(instant);
  return at.toDateString() === new Date().toDateString()
    ? `today ${clock.format(at)}`
    : day.format(at);
}

/** Date and time in full. */
export const fully = (/** @type {string} */ instant) => full.format(new Date(instant));

/** `42 ms`, `1.3 s`, `4 min`. */
export function duration(/** @type {number} */ millis) {
  if (millis < 1000) return `${Math.round(millis)} ms`;
  if (millis < 60_000) return `${(millis / 1000).toFixed(1)} s`;
  return millis < 7_200_000
    ? `${Math.round(millis / 60_000)} min`
    : `${Math.round(millis / 3_600_000)} h`;
}
