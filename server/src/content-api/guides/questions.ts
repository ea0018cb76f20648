import { guideQuery, guidesQuery } from './parameters';

/** A guide, its document in Markdown, or the list; nothing that could be written in several ways. */
const PATH = /^\/guides(?:\/(?!changes$)[a-z0-9]+(?:-[a-z0-9]+)*(?:\/markdown)?)?$/;

const VALUE = '[A-Za-z0-9_.:-]{0,100}';

/**
 * Names the questions for guides that are written in the one usual way, without any words to search for.
 *
 * @param base the path that the routes of guides are under
 */
export const createQuestions = (base: string) => {
  const names = Object.keys({ ...guideQuery, ...guidesQuery({ pageSize: 1 }) }).filter(
    (name) => name !== 'q'
  );
  const parameter = `(?:${names.join('|')})=${VALUE}`;
  const query = new RegExp(`^(?:${parameter}(?:&${parameter}){0,${names.length - 1}})?$`);

  const below = (path: string): string | undefined => {
    if (!path.startsWith(base)) return undefined;
    const rest = path.slice(base.length);
    return PATH.test(rest) ? rest : undefined;
  };

  return {
    isPlainPath: (path: string): boolean => below(path) !== undefined,

    /**
     * The same text for the same question, whatever the order of its parameters. Whether the question has an answer is
     * not said: a parameter may stand twice, or have a value that is none.
     *
     * @returns undefined for every other question
     */
    nameOf({ path, querystring }: { path: string; querystring: string }): string | undefined {
      const rest = below(path);
      if (rest === undefined || !query.test(querystring)) return undefined;
      return querystring.includes('&')
        ? `${rest}?${querystring.split('&').sort().join('&')}`
        : `${rest}?${querystring}`;
    },
  };
};

export type Questions = ReturnType<typeof createQuestions>;
