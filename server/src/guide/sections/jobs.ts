import { joined, link, paragraph, text } from '../page/nodes';
import { jobLabel } from '../assemble/job-label';
import {
  described,
  from,
  optionalMoment,
  optionalProse,
  optionalWhole,
  text as textField,
} from '../shape/fields';
import { numberIn, rowIn, textIn } from '../values';
import { draftOf, sectionKind } from './kind';
import { freeText } from './text';

/**
 * The two halves of an article's jobs. The heading and the text stand once, with the vacancies nearby, or with all of
 * them if there is no address for those nearby. A text without any address is not lost: it becomes a section of text.
 */

export const jobsNearby = sectionKind({
  type: 'jobs-nearby',
  attribute: 'jobs',
  component: 'jobs-section',
  shape: () => ({ url: from('nearbyUrl', textField) }),
  draft(article, context, kind) {
    const row = rowIn(article.jobs);
    if (!row) return undefined;
    if (textIn(row.nearbyUrl)) return draftOf(kind, row, context);
    if (textIn(row.listingUrl)) return undefined;
    const draft = draftOf(freeText, row, context);
    return draft.section.body ? draft : undefined;
  },
  markdown: ({ url }, { words }) => paragraph(link(words.label('jobs.link'), url)),
});

const NO_HEAD = { heading: null, navLabel: null, body: null };

export const jobsListing = sectionKind({
  type: 'jobs-listing',
  attribute: 'jobs',
  component: 'jobs-section',
  shape: () => ({
    url: from('listingUrl', textField),
    label: described(
      optionalProse,
      'With the number of vacancies in it, formatted in the language of the guide.'
    ),
    count: optionalWhole,
    countedAt: optionalMoment,
  }),
  draft(article, context, kind) {
    const row = rowIn(article.jobs);
    if (!row || !textIn(row.listingUrl)) return undefined;
    const label = jobLabel(textIn(row.label), numberIn(row.count), context.locale);
    const isSecond = textIn(row.nearbyUrl) !== null;
    const draft = draftOf(kind, row, context, {
      computed: { label, ...(isSecond && NO_HEAD) },
      anchorBase: 'jobs-listing',
    });
    return isSecond ? { ...draft, ownAnchor: null, hideInToc: false } : draft;
  },
  markdown: ({ url, label, countedAt }, { words }) =>
    paragraph(
      joined(' ', [
        link(label ?? words.label('jobs.link'), url),
        countedAt ? text(`(${words.label('as-of', { date: words.day(countedAt) })})`) : [],
      ])
    ),
});
