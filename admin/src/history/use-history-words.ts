import { useIntl } from 'react-intl';
import type { HistoryEntry } from '../../../server/src/admin-api/upkeep-contracts';
import { localeName } from '../locales';
import { fieldName } from '../messages';
import { ARTICLE } from '../uids';
import { useText } from '../use-text';

/** Parts that are named; a number says how many more there are. */
const NAMED_PARTS = 3;

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** Days after which the date says more than their number. */
const RECENT_DAYS = 30;

/** Who has done something, as far as it is known. */
export type Doer = Pick<HistoryEntry, 'actor' | 'name'> & { source?: string | null };

/** Returns what words the history in the language of the panel. */
export const useHistoryWords = () => {
  const text = useText();
  const { locale: language, formatDate, formatList, formatRelativeTime } = useIntl();

  /** "Erika Editor", "The import of a.yaml" */
  const who = ({ actor, name, source }: Doer): string => {
    if (actor === 'import') {
      return source ? text('history.actor.import', { source }) : text('history.actor.shipped');
    }
    if (actor === 'schedule' || actor === 'site') return text(`history.actor.${actor}`);
    if (actor === 'token') return text('history.actor.token', { name: name ?? '' });
    return name ?? text('history.actor.unknown');
  };

  /** "Tasks, Skills and 2 more parts" */
  const partsIn = (parts: string[]): string => {
    const more = parts.length - NAMED_PARTS;
    const named = parts.slice(0, more > 1 ? NAMED_PARTS : undefined);
    const names = named.map((part) => fieldName(ARTICLE, [part], language));
    return formatList(more > 1 ? [...names, text('history.parts.more', { count: more })] : names, {
      type: 'conjunction',
    });
  };

  return {
    who,

    /** "Erika Editor has changed Tasks and Skills" */
    sentence: (entry: HistoryEntry): string => {
      const { action, parts, locale } = entry;
      const name = action === 'update' && parts.length === 0 ? 'update.some' : action;
      return text(`history.${name}`, {
        who: who(entry),
        parts: partsIn(parts),
        language: localeName(locale, language),
      });
    },

    /** "Imported by Erika Editor"; undefined where the sentence says it. */
    behind: ({ actor, name }: HistoryEntry): string | undefined =>
      name !== null && (actor === 'import' || actor === 'schedule')
        ? text(`history.by.${actor}`, { name })
        : undefined,

    /** "2 hours ago" */
    ago: (at: string): string => {
      const passed = Date.now() - new Date(at).getTime();
      const [unit, length] = UNITS.find(([, each]) => passed >= each) ?? ['second', Infinity];
      if (unit === 'day' && passed > RECENT_DAYS * length) return formatDate(at, { dateStyle: 'medium' });
      return formatRelativeTime(-Math.floor(passed / length), unit, { numeric: 'auto' });
    },

    moment: (at: string): string => formatDate(at, { dateStyle: 'full', timeStyle: 'short' }),
  };
};
