import type { Strapi } from '../../plugin';

/** A value of the database that is asked for with each request, and kept for a moment. */
export interface Remembered<Value, Question extends unknown[]> {
  /** The value, at most `maxStaleMs` old; everybody who asks while it is being read waits for the same reading. */
  get(...question: Question): Promise<Value>;
  /** The value if it is known and not too old. */
  peek(): Value | undefined;
  /** What was read so far, and what is being read at the moment, is given to nobody who asks from now on. */
  forget(): void;
}

/**
 * @param load reads the value; the question is only what it reads with, the value must not depend on it
 * @param isKept whether a value may be kept; others are read anew each time
 */
export const createRemembered = <Value, Question extends unknown[] = []>(
  load: (...question: Question) => Promise<Value>,
  maxStaleMs: number,
  isKept: (value: Value) => boolean = () => true
): Remembered<Value, Question> => {
  let known: { value: Value; readAt: number } | undefined;
  let reading: Promise<Value> | undefined;
  let generation = 0;

  const read = async (question: Question): Promise<Value> => {
    const started = generation;
    const readAt = performance.now();
    const value = await load(...question);
    // What was written meanwhile may not be in it.
    if (started === generation && isKept(value)) known = { value, readAt };
    return value;
  };

  const peek = (): Value | undefined =>
    known && performance.now() - known.readAt <= maxStaleMs ? known.value : undefined;

  return {
    peek,
    async get(...question) {
      const value = peek();
      if (value !== undefined) return value;
      if (!reading) {
        const own = read(question).finally(() => {
          if (reading === own) reading = undefined;
        });
        reading = own;
      }
      return reading;
    },
    forget() {
      generation += 1;
      known = undefined;
      reading = undefined;
    },
  };
};

/**
 * Calls back after each write to one of the models, and once more when the transaction that it is part of is committed:
 * until then others still read what was there before.
 *
 * @returns what ends it
 */
export const afterWrites = (strapi: Strapi, models: string[], callBack: () => void): (() => void) => {
  const afterWrite = async (): Promise<void> => {
    callBack();
    if (!strapi.db.inTransaction()) return;
    await strapi.db.transaction(async ({ onCommit }) => {
      onCommit(callBack);
    });
  };
  return strapi.db.lifecycles.subscribe({
    models,
    afterCreate: afterWrite,
    afterCreateMany: afterWrite,
    afterUpdate: afterWrite,
    afterUpdateMany: afterWrite,
    afterDelete: afterWrite,
    afterDeleteMany: afterWrite,
  });
};
