import { components } from '../../../../content-types';
import type { z } from '../../strapi-internals/host-utils';
import { heading, joined, labelled, link, list, text, titledLink } from '../page/nodes';
import {
  choice,
  described,
  listOf,
  named,
  object,
  optionalProse,
  optionalText,
  prose,
  proseList,
} from '../shape/fields';
import { sectionKind } from './kind';

const licence = named(
  'GuideLicence',
  object(
    {
      name: prose,
      kind: choice('GuideLicenceKind', components['licence-item'].attributes.kind),
      url: optionalText,
      authority: optionalProse,
      text: optionalProse,
    },
    'licence-item'
  )
);

export type GuideLicence = z.infer<typeof licence>;

const regulation = choice('GuideRegulation', components['access-requirements-section'].attributes.regulation);

export const accessRequirements = sectionKind({
  type: 'access-requirements',
  attribute: 'accessRequirements',
  component: 'access-requirements-section',
  shape: () => ({
    regulation: described(regulation, 'Whether the law says who may do the work; null where unknown.'),
    regulationUrl: described(optionalText, 'Where the regulation is explained.'),
    licences: listOf(licence),
    checks: proseList,
    physicalDemands: proseList,
  }),
  markdown(section, { words }) {
    const licences = list(
      section.licences.map(({ name, kind, url, authority, text: what }) =>
        titledLink(
          name,
          url,
          [words.label(`access.licence.${kind}`), authority, what].filter(Boolean).join(', ')
        )
      )
    );
    const listed = (texts: string[]) =>
      joined(
        ', ',
        texts.map((each) => text(each))
      );
    return [
      ...list([
        labelled(
          words.label('access.regulation'),
          joined(', ', [
            text(section.regulation && words.label(`access.regulation.${section.regulation}`)),
            section.regulationUrl ? link(words.label('access.regulation.link'), section.regulationUrl) : [],
          ])
        ),
        labelled(words.label('access.checks'), listed(section.checks)),
        labelled(words.label('access.physicalDemands'), listed(section.physicalDemands)),
      ]),
      ...(licences.length > 0 ? heading(3, text(words.label('access.licences'))) : []),
      ...licences,
    ];
  },
});
