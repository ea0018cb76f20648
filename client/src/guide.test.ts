import { readFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { printClientTypes } from '../../scripts/lib/client-types';
import type { Guide as Delivered, GuideListResponse } from './index';
import type { Guide } from '../../server/src/guide/types';
import type { GuidesResponse } from '../../server/src/content-api/guides/schemas';

const FILE = path.join(__dirname, 'guide.ts');

describe('the types of guides in the client', () => {
  it('are those of the public shapes; "npm run schema" writes them', async () => {
    const types = await format(printClientTypes(), { ...(await resolveConfig(FILE)), filepath: FILE });
    expect(readFileSync(FILE, 'utf8')).toBe(types);
  });

  it('take what the server delivers', () => {
    const blocks = (guide: Guide): Delivered => guide;
    const html = (guide: Guide<string>): Delivered<string> => guide;
    const cards = ({ data }: GuidesResponse): GuideListResponse['data'] => data;
    // @ts-expect-error -- texts as strings are not blocks
    const wrong = (guide: Guide<string>): Delivered => guide;
    expect([blocks, html, cards, wrong]).toHaveLength(4);
  });
});
