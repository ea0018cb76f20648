import { followDraft } from './follow-draft';

/** As much of a browser's window as a page in a frame needs. */
const createWindow = () => {
  const listeners = new Set<(event: object) => void>();
  const sent: unknown[] = [];
  const parent = { postMessage: (...given: unknown[]) => void sent.push(given) };
  const page = {
    parent,
    addEventListener: (_type: string, listener: (event: object) => void) => listeners.add(listener),
    removeEventListener: (_type: string, listener: (event: object) => void) => listeners.delete(listener),
  };
  const receive = (data: unknown, origin = 'https://cms.example.org', source: unknown = parent): void =>
    listeners.forEach((listener) => listener({ data, origin, source }));
  return { page, sent, receive };
};

const guide = { title: 'Typed' };

it('says that the page is ready, and gives what the admin panel sends, until it is ended', () => {
  const { page, sent, receive } = createWindow();
  Object.assign(globalThis, { window: page });
  const shown: unknown[] = [];
  const end = followDraft({ admin: 'https://cms.example.org/admin', format: 'html' }, (given) =>
    shown.push(given)
  );
  expect(sent).toEqual([[{ type: 'career-field:ready', format: 'html' }, 'https://cms.example.org']]);
  receive({ type: 'career-field:draft', guide });
  receive({ type: 'strapiUpdate' });
  expect(shown).toEqual([guide, undefined]);

  receive({ type: 'career-field:draft', guide }, 'https://other.example.org');
  receive({ type: 'career-field:draft', guide }, undefined, {});
  receive({ type: 'career-field:draft' });
  receive('text');
  receive(null);
  end();
  receive({ type: 'career-field:draft', guide });
  expect(shown).toHaveLength(2);
  Reflect.deleteProperty(globalThis, 'window');
});
