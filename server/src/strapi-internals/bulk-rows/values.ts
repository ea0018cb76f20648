/*
 * Relies on the values that `@strapi/database` (`fields`) gives to the driver for each attribute type. Read in Strapi 5.54.0.
 * When a type is not listed here, it is refused; when Strapi converts a value differently, the sample that the import
 * compares differs, and the import takes the normal path.
 */
/** A value for the driver. Strapi's own conversion cannot be called without running lifecycles. */
export type DatabaseValue = string | number | boolean | Date | null;

type Convert = (value: unknown) => DatabaseValue;

const toText: Convert = (value) => String(value);

const toJson: Convert = (value) => (typeof value === 'object' ? JSON.stringify(value) : (value as string));

const toNumber: Convert = (value) => {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new TypeError(`${String(value)} is not a number.`);
  return number;
};

/** A moment. Like Strapi, a day or a time without a zone is the server's own, where JavaScript reads a day as UTC. */
const toMoment: Convert = (value) => {
  if (value instanceof Date) return value;
  const text = String(value);
  const moment = /^\d+$/.test(text)
    ? new Date(Number(text))
    : new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text);
  if (Number.isNaN(moment.getTime())) throw new TypeError(`${text} is not a date with a time.`);
  return moment;
};

const toDay: Convert = (value) => {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(String(value))?.[0];
  if (!day) throw new TypeError(`${String(value)} is not a date.`);
  return day;
};

/** `08:30:00.000` */
const toTime: Convert = (value) => {
  const [, time, fraction = ''] = /^(\d{2}:\d{2}:\d{2})(?:\.(\d{1,3}))?$/.exec(String(value)) ?? [];
  if (!time) throw new TypeError(`${String(value)} is not a time.`);
  return `${time}.${fraction.padEnd(3, '0')}`;
};

const CONVERSIONS: Record<string, Convert> = {
  string: toText,
  uid: toText,
  email: toText,
  text: toText,
  richtext: toText,
  enumeration: toText,
  json: toJson,
  blocks: toJson,
  integer: toNumber,
  float: toNumber,
  decimal: toNumber,
  biginteger: (value) => BigInt(value as string | number | bigint).toString(),
  boolean: (value) => ['true', 't', '1'].includes(String(value)),
  date: toDay,
  time: toTime,
  datetime: toMoment,
  timestamp: toMoment,
};

/** Returns the conversion from values of an attribute type to values of its column; undefined for a type that cannot be written. */
export const conversionOf = (type: string): Convert | undefined => CONVERSIONS[type];
