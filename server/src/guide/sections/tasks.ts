import { list, text, titled } from '../page/nodes';
import { listOf, named, object, optionalProse, prose } from '../shape/fields';
import { sectionKind } from './kind';

const task = named('GuideTask', object({ title: prose, text: optionalProse }, 'task-item'));

export const tasks = sectionKind({
  type: 'tasks',
  attribute: 'tasks',
  component: 'tasks-section',
  shape: () => ({ items: listOf(task) }),
  markdown: ({ items }) => list(items.map((item) => titled(item.title, text(item.text)))),
});
