const DAY_MILLIS = 86_400_000;
const MINUTE_MILLIS = 60_000;

/**
 * A zone as this browser knows it; UTC in place of one that it does not.
 *
 * @param {string} zone
 */
export function knownZone(zone) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) && zone;
  } catch {
    return 'UTC';
  }
}

/** The zone of whoever sits here. */
export const ownZone = () => knownZone(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');

/**
 * What the clocks of a zone are ahead of UTC at a moment.
 *
 * @param {number} moment
 * @param {string} zone
 * @returns {number} minutes
 */
function offset(moment, zone) {
  const clocks = new Intl.DateTimeFormat('en', {
    timeZone: knownZone(zone),
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const part = Object.fromEntries(clocks.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute);
  return Math.round((shown - moment) / MINUTE_MILLIS);
}

/**
 * The moments that a time of a zone's clocks may mean: one; two where clocks go back; where they go
 * forward and skip it none, and what may be meant instead.
 *
 * @param {string} local such as `2026-12-04T17:00`
 * @param {string} zone
 * @returns {{ meant: number[], instead: number[] }}
 */
export function momentsOf(local, zone) {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return { meant: [], instead: [] };
  const offsets = new Set([-DAY_MILLIS, DAY_MILLIS].map((away) => offset(asUtc + away, zone)));
  const all = [...offsets].map((minutes) => asUtc - minutes * MINUTE_MILLIS).sort((a, b) => a - b);
  const meant = all.filter((moment) => moment + offset(moment, zone) * MINUTE_MILLIS === asUtc);
  return { meant, instead: meant.length === 0 ? all : [] };
}

/**
 * A moment as the API takes it: `2026-12-04T17:00:00+01:00`.
 *
 * @param {number} moment
 * @param {string} zone
 */
export function withOffset(moment, zone) {
  const minutes = offset(moment, zone);
  const two = (/** @type {number} */ number) => String(Math.floor(Math.abs(number))).padStart(2, '0');
  const clock = new Date(moment + minutes * MINUTE_MILLIS).toISOString().slice(0, 19);
  return `${clock}${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/**
 * A moment in words, by the clocks of a zone.
 *
 * @param {number | string} moment
 * @param {string} zone
 * @param {boolean} [named] whether the clocks are named, where two times look alike
 */
export const inZone = (moment, zone, named = false) =>
  new Intl.DateTimeFormat(undefined, {
    timeZone: knownZone(zone),
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(named ? { timeZoneName: 'short' } : {}),
  }).format(new Date(moment));

/**
 * The day of a moment, in words.
 *
 * @param {string} moment
 */
export const dayOf = (moment) =>
  new Date(moment).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
