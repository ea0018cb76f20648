import type { ImportFormat } from '../format';

/** The occupations of ESCO, the European Commission's classification. */
export const esco = {
  name: 'esco',
  help: "ESCO's occupations as CSV",
  options: {
    escoVersion: {
      flags: '--esco-version <version>',
      help: 'the version of ESCO that the file belongs to, such as 1.2.0',
    },
    escoTitleForm: {
      flags: '--esco-title-form <form>',
      help: 'the title of an occupation that has a form for men and one for women: both, neutral (Entwickler/-in) or first; default: esco.titleForm of the config',
      choices: ['both', 'neutral', 'first'],
    },
  },
  open: async (request) => (await import('./open')).openEsco(request),
} as const satisfies ImportFormat;
