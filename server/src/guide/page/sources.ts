import type { GuideLink, GuideSource } from '../shape/links';
import { joined, link, text, type Line } from './nodes';
import type { Words } from './words';

/** `[Label](address), publisher, as of …. Attribution` */
export const source = (given: GuideSource, words: Words): Line =>
  joined('. ', [
    joined(', ', [
      link(given.label, given.url),
      text(given.publisher),
      given.asOf ? text(words.label('as-of', { date: words.day(given.asOf) })) : [],
    ]),
    text(given.attribution),
  ]);

/** `[Label](address), publisher (advertisement)` */
export const furtherLink = (given: GuideLink, words: Words): Line =>
  joined(' ', [
    joined(', ', [link(given.label, given.url), text(given.publisher)]),
    given.sponsored ? text(`(${words.label('sponsored')})`) : [],
  ]);
