import type { SectionOf } from './api';

type Item = SectionOf<'skills'>['items'][number];

const KINDS = ['hard', 'knowledge', 'tool', 'language', 'soft', 'other'] as const;

/** Skills by kind, and what is essential before what is not. */
export const skillGroups = (items: Item[]): { kind: (typeof KINDS)[number]; items: Item[] }[] =>
  KINDS.map((kind) => {
    const ofKind = items.filter((item) => (item.skill.kind ?? 'other') === kind);
    const essential = ofKind.filter((item) => item.requirement === 'essential');
    return { kind, items: [...essential, ...ofKind.filter((item) => item.requirement !== 'essential')] };
  }).filter((group) => group.items.length > 0);
