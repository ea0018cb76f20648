/** An answer that is no success, or no answer at all. */
export class CareerFieldError extends Error {
  override readonly name = 'CareerFieldError';

  constructor(
    message: string,
    /** The address that was asked. */
    readonly url: string,
    /** The HTTP status, or 0 when nobody has answered. */
    readonly status: number,
    /** Strapi's name of the error, such as `ValidationError`; null when it is not Strapi that has answered. */
    readonly code: string | null = null,
    /** What Strapi says about it: for a wrong parameter, which one and what is allowed. */
    readonly details: unknown = null,
    options?: { cause?: unknown }
  ) {
    super(message, options);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The error in Strapi's form, or nothing when somebody else has answered: a proxy, another server. */
const strapiError = (text: string): Record<string, unknown> => {
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) && isRecord(body.error) ? body.error : {};
  } catch {
    return {};
  }
};

/** Makes an error of an answer. */
export const errorOf = (url: string, status: number, text: string): CareerFieldError => {
  const { name, message, details } = strapiError(text);
  const isStrapis = typeof name === 'string' && typeof message === 'string';
  const reason = isStrapis ? message : 'this is no answer of the career-field API';
  return new CareerFieldError(
    `${url}: ${reason} (HTTP ${status})`,
    url,
    status,
    isStrapis ? name : null,
    details ?? null
  );
};

/** Whether Strapi says that something is not there. */
export const isAbsence = (error: unknown): boolean =>
  error instanceof CareerFieldError && error.status === 404 && error.code !== null;
