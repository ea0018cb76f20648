import { shippedAttributes } from '../../model/attributes';
import { toUrl } from '../../model/formats';
import { walkValue } from '../../model/walk';
import { typeNameOf, uidOf } from '../../plugin';
import { linkUrlsIn } from '../../rich-text';
import { isLinkAttribute } from '../../validation/rules';
import { rowIn, rowsIn, type Row } from '../values';

/** A link to another site. */
export interface FoundLink {
  /** What is requested: without a fragment, and without a name and password. */
  address: string;
  /** The path of the field in the article. A link of an employer has the path of the field that leads to the employer. */
  path: string;
}

const MAX_LENGTH = 2000;

/** Whether the server could request a URL. */
export const isWebUrl = ({ protocol, hostname }: URL): boolean =>
  (protocol === 'http:' || protocol === 'https:') && hostname !== '';

/** Returns the address that a value leads to; undefined for one on the own site, and for what is no address. */
const addressOf = (value: unknown): string | undefined => {
  const url = typeof value === 'string' && value.length <= MAX_LENGTH ? toUrl(value) : undefined;
  if (!url || !isWebUrl(url)) return undefined;
  url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
};

/** Visits each value that is an address, in the model of the plugin, and in the documents that it leads to. */
function* urlsIn(uid: string, row: Row, at?: string): Generator<{ value: unknown; path: string }> {
  for (const { owner, name, attribute, value, path } of walkValue(shippedAttributes, uid, row)) {
    const here = at ?? path;
    if (isLinkAttribute(typeNameOf(owner) ?? owner, name)) yield { value, path: here };
    else if (attribute.type === 'blocks') {
      for (const url of linkUrlsIn(value)) yield { value: url, path: here };
    } else if (attribute.type === 'relation' && attribute.target !== uidOf('article')) {
      // Another article has its own links.
      for (const related of Array.isArray(value) ? rowsIn(value) : [rowIn(value)]) {
        if (related) yield* urlsIn(String(attribute.target), related, here);
      }
    }
  }
}

/** @param article in the public shape: nothing else is delivered */
export const linksIn = (article: Row): FoundLink[] =>
  [...urlsIn(uidOf('article'), article)].flatMap(({ value, path }) => {
    const address = addressOf(value);
    return address === undefined ? [] : [{ address, path }];
  });
