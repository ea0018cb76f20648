import { components } from '../../../../content-types';
import { choice } from '../shape/fields';
import { sectionKind } from './kind';

const tone = choice('GuideCalloutTone', components['callout-section'].attributes.tone);

export const callout = sectionKind({
  type: 'callout',
  attribute: 'sections',
  component: 'callout-section',
  shape: () => ({ tone }),
  markdown: () => [],
  markdownHeading: (section, words) =>
    [words.label(`callout.${section.tone}`), section.heading ?? section.navLabel].filter(Boolean).join(': '),
});
