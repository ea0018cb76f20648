import { useForm, useQueryParams } from '@strapi/strapi/admin';
import { useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore, type RefObject } from 'react';
import { useIntl } from 'react-intl';
import { nameOf } from '../../../../texts';
import { onStored, storedFacts } from '../../conflicts/open-forms';
import { applyChanges, documentIdOf } from '../../conflicts/related';
import { isContent, rowsOf, type Attribute, type Content } from '../../conflicts/schema';
import { useRelatedEntries } from '../../conflicts/use-related-entries';
import { attributesOf, labelId } from '../../messages';
import { rowAfter } from '../../strapi-internals/form-rows';
import { nameRow, openRow, rowButtons, rowElement } from '../../strapi-internals/list-rows';
import { isWithin, registerCover, registerSpot } from '../open-field';
import { valueAt } from '../values';
import { hasOwnNames, rowName } from './row-names';

interface ListNamesProps {
  name: string;
  /** What of the name is that of the list after this one, as for `FieldSpot`. */
  leaf: string;
  field: string;
  /** The uid of the type; missing in a type of the site. */
  owner?: string;
  /** The uid of the components in the list; rows of the dynamic zone name their own. */
  component?: string;
}

const NAME = 'CareerFieldList';

const uidOfRow = (row: Content, component: string | undefined): string =>
  component ?? String(row.__component);

/** A relation of a row as the form has it: the target, and the documents that it leads to. */
interface RowRelation {
  target: string;
  documentIds: string[];
  /** The names of documents that were chosen since the form was opened. */
  labels: Map<string, string>;
}

const relationOf = (
  uid: string,
  row: Content,
  attribute: string,
  stored: Record<string, string[]>
): RowRelation | undefined => {
  const definition = attributesOf(uid)[attribute];
  if (definition?.type !== 'relation') return undefined;
  const opened = stored[`${uid}:${String(row.id)}.${attribute}`] ?? [];
  const changes = row[attribute];
  const connected = isContent(changes) ? rowsOf(changes.connect) : [];
  return {
    target: String(definition.target),
    documentIds: applyChanges(definition as Attribute, opened, changes),
    labels: new Map(
      connected.flatMap((item) =>
        typeof item.label === 'string' ? [[documentIdOf(item), item.label] as const] : []
      )
    ),
  };
};

/** Documents whose names are missing, by type; the same map as long as they are the same. */
const useTargets = (
  rows: Content[],
  component: string | undefined,
  stored: Record<string, string[]>
): Map<string, Set<string>> | undefined => {
  const key = useMemo(() => {
    const missing = new Set<string>();
    for (const row of rows) {
      const uid = uidOfRow(row, component);
      for (const attribute of Object.keys(attributesOf(uid))) {
        const relation = relationOf(uid, row, attribute, stored);
        relation?.documentIds
          .filter((documentId) => !relation.labels.has(documentId))
          .forEach((documentId) => missing.add(`${relation.target} ${documentId}`));
      }
    }
    return [...missing].sort().join('\n');
  }, [rows, component, stored]);
  return useMemo(() => {
    if (key === '') return undefined;
    const targets = new Map<string, Set<string>>();
    for (const line of key.split('\n')) {
      const [target = '', documentId = ''] = line.split(' ');
      targets.set(target, (targets.get(target) ?? new Set()).add(documentId));
    }
    return targets;
  }, [key]);
};

/** The names of the rows of a list, in the editor's language; `Kompetenz 3` for one that says nothing of itself. */
const useNames = (
  { owner, component }: Pick<ListNamesProps, 'owner' | 'component'>,
  rows: Content[]
): string[] => {
  const { formatMessage, locale: language } = useIntl();
  const [{ query }] = useQueryParams<{ plugins?: { i18n?: { locale?: string } } }>();
  const documentId = useForm(NAME, ({ initialValues }) =>
    String((initialValues as { documentId?: string }).documentId ?? '')
  );
  const stored = useSyncExternalStore(onStored, () => storedFacts(owner ?? '', documentId).related);
  const entries = useRelatedEntries(useTargets(rows, component, stored), query.plugins?.i18n?.locale);
  return useMemo(
    () =>
      rows.map((row, index) => {
        const uid = uidOfRow(row, component);
        const related = (from: Content, attribute: string): string | undefined => {
          const relation = relationOf(uid, from, attribute, stored);
          const target = relation?.documentIds[0];
          return target && (relation.labels.get(target) ?? entries?.get(target)?.label);
        };
        const label = (name: string): string => formatMessage({ id: labelId(uid, name) });
        return (
          rowName(uid, row, { language, related }, label) ?? `${nameOf(uid, language) ?? uid} ${index + 1}`
        );
      }),
    [rows, component, stored, entries, language, formatMessage]
  );
};

/** Names the rows whenever Strapi renders them. */
const useNamedRows = (
  list: () => HTMLElement | undefined,
  rows: Content[],
  names: string[],
  component?: string
) => {
  useLayoutEffect(() => {
    const element = list();
    if (!element || rows.length === 0) return;
    const describe =
      (index: number) =>
      (given: string): string | undefined => {
        const name = names[index];
        if (component !== undefined) return given !== '' && !hasOwnNames(component) ? undefined : name;
        // A row of the dynamic zone says what kind it is, and its heading if it has one.
        const uid = uidOfRow(rows[index] ?? {}, component);
        return given.includes(' - ') || name?.startsWith(given)
          ? undefined
          : name && uid
            ? ` – ${name}`
            : undefined;
      };
    const update = (): void => {
      const buttons = rowButtons(element);
      // While a row is dragged, it has no button.
      if (buttons.length !== rows.length) return;
      buttons.forEach((button, index) => nameRow(button, describe(index)));
    };
    update();
    const observer = new MutationObserver(update);
    observer.observe(element, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [list, rows, names, component]);
};

interface NamedListProps extends Pick<ListNamesProps, 'owner' | 'component'> {
  path: string;
  /** Always the same function. */
  list: () => HTMLElement | undefined;
  mark: RefObject<HTMLElement | null>;
}

/** Names the rows of a list by what they are, and opens the one that a link leads to. It shows nothing itself. */
export const NamedList = ({ path, list, mark, ...of }: NamedListProps) => {
  const { component } = of;
  const value = useForm(NAME, ({ values }) => valueAt(values, path));
  const rows = useMemo(() => rowsOf(value), [value]);
  const names = useNames(of, rows);
  useNamedRows(list, rows, names, component);

  useEffect(() => {
    const element = mark.current;
    if (!element) return;
    const buttonOf = (inner: string): HTMLElement | undefined => {
      const index = Number(inner.slice(path.length + 1).split('.')[0]);
      const container = list();
      return container && rowButtons(container)[index];
    };
    const removals = [
      registerSpot({ path, find: list }),
      registerCover({
        element,
        covers: (inner) => inner !== path && isWithin(inner, path),
        open: (inner) => {
          const button = buttonOf(inner);
          if (button) openRow(button);
        },
      }),
    ];
    return () => removals.forEach((remove) => remove());
  }, [path, list, mark]);
  useEffect(() => {
    const removals = rows.map((_row, index) =>
      registerSpot({
        path: `${path}.${index}`,
        find: () => {
          const container = list();
          return container && rowElement(rowButtons(container)[index]);
        },
      })
    );
    return () => removals.forEach((remove) => remove());
  }, [path, list, rows]);
  return null;
};

/** Names the rows of the list after it. */
export const ListNames = ({ name, leaf, field, owner, component }: ListNamesProps) => {
  const mark = useRef<HTMLSpanElement>(null);
  const list = useRef(() => (mark.current ? rowAfter(mark.current) : undefined)).current;
  const path = `${name.slice(0, name.length - leaf.length)}${field}`;
  return (
    <>
      <span ref={mark} data-career-mark hidden />
      <NamedList path={path} list={list} mark={mark} owner={owner} component={component} />
    </>
  );
};
