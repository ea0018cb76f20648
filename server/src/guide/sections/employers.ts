import { list, titledLink } from '../page/nodes';
import { employer } from '../shape/documents';
import { listOf } from '../shape/fields';
import { sectionKind } from './kind';

export const employers = sectionKind({
  type: 'employers',
  attribute: 'employers',
  component: 'employers-section',
  shape: () => ({ employers: listOf(employer) }),
  markdown: (section) =>
    list(section.employers.map(({ name, website, description }) => titledLink(name, website, description))),
});
