import { guidesOf } from '../../guide';
import type { Strapi } from '../../plugin';
import type { Answer } from './answer';
import type { Answers } from './answers';
import type { Locales } from './locales';

/** Which answer a question has got, and when. */
interface Noted {
  /** Of the answer in memory. */
  key: string;
  stamp: string;
}

const BYTES = 200;

/** Remembers which answer a question has got, so that the same one needs no looking up as long as nothing changes. */
export const createRepeats = (
  strapi: Strapi,
  { locales, answers }: { locales: Locales; answers: Answers }
) => {
  const guides = guidesOf(strapi);

  /**
   * Names everything that an answer depends on beside its question, guides and languages: another text as soon as any of
   * it may be another. Undefined as long as that is not known without the database, or something is being made anew.
   */
  const stamp = (): string | undefined => {
    const known = guides.peek();
    const languages = locales.peek();
    return known?.isSettled && languages !== undefined ? `${known.revision} ${languages}` : undefined;
  };

  return {
    stamp,

    find(question: string): Answer | undefined {
      const noted = guides.memory.get(`question ${question}`) as Noted | undefined;
      return noted && noted.stamp === stamp() ? answers.find(noted.key) : undefined;
    },

    /** @param before what `stamp` said before the answer was made, or what has been written meanwhile would be missed */
    note(question: string, { key }: Answer, before: string | undefined): void {
      if (key === undefined || before === undefined) return;
      guides.memory.set(`question ${question}`, { key, stamp: before } satisfies Noted, BYTES);
    },
  };
};

export type Repeats = ReturnType<typeof createRepeats>;
