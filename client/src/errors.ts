/** A response that is not a success, or a request without a response. */
export class CareerFieldError extends Error {
  override readonly name = 'CareerFieldError';

  constructor(
    message: string,
    /** The requested URL. */
    readonly url: string,
    /** The HTTP status, or 0 without a response. */
    readonly status: number,
    /** Strapi's name of the error, such as `ValidationError`; null if the response is not from Strapi. */
    readonly code: string | null = null,
    /** Strapi's details: for an invalid parameter, its name and the allowed values. */
    readonly details: unknown = null,
    options?: { cause?: unknown }
  ) {
    super(message, options);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Returns the error of a Strapi response, or an empty object for the response of a proxy or another server. */
const strapiError = (text: string): Record<string, unknown> => {
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) && isRecord(body.error) ? body.error : {};
  } catch {
    return {};
  }
};

/** Creates an error from a response. */
export const errorOf = (url: string, status: number, text: string): CareerFieldError => {
  const { name, message, details } = strapiError(text);
  const isStrapis = typeof name === 'string' && typeof message === 'string';
  const reason = isStrapis ? message : 'this is not a response of the career-field API';
  return new CareerFieldError(
    `${url}: ${reason} (HTTP ${status})`,
    url,
    status,
    isStrapis ? name : null,
    details ?? null
  );
};

/** Whether Strapi responded that the resource does not exist, or does not exist any more. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof CareerFieldError && [404, 410].includes(error.status) && error.code !== null;
