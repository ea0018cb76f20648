import { useAPIErrorHandler, useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import type {
  ImportPlan,
  ImportProgress,
  ImportResult,
} from '../../../../../server/src/admin-api/import-contracts';
import { PLUGIN_ID } from '../../../plugin';
import type { NamedFile } from './dropped-files';

/** What is imported. */
export interface ImportSource {
  kind: 'files' | 'shipped';
  files: NamedFile[];
  escoVersion: string;
}

/** Milliseconds between two requests for the progress. */
const POLL = 700;

export interface ImportState {
  step: 'choose' | 'planning' | 'plan' | 'applying' | 'done';
  source?: ImportSource;
  plan?: ImportPlan;
  applied?: NonNullable<ImportResult['applied']>;
  /** The site was changed after the plan was shown, and nothing was written. */
  isOtherPlan?: boolean;
  error?: string;
}

const newRun = (): string => `run-${Date.now()}-${Math.random().toString(36).slice(2)}`;

const bodyOf = ({ kind, files, escoVersion }: ImportSource, fields: Record<string, string>): FormData => {
  const body = new FormData();
  const all = {
    source: kind,
    ...(escoVersion.trim() ? { escoVersion: escoVersion.trim() } : {}),
    names: JSON.stringify(files.map(({ name }) => name)),
    ...fields,
  };
  for (const [name, value] of Object.entries(all)) body.append(name, value);
  // The server receives files in any order; the position says which name is theirs.
  for (const [position, { file }] of files.entries()) body.append('files', file, `${position}-${file.name}`);
  return body;
};

/** Requests how far a run is, as long as there is one. */
const useProgress = (run: string | undefined): ImportProgress => {
  const { get } = useFetchClient();
  const latestGet = useRef(get);
  latestGet.current = get;
  const [progress, setProgress] = useState<ImportProgress>(null);
  useEffect(() => {
    setProgress(null);
    if (!run) return;
    const timer = setInterval(() => {
      latestGet
        .current<{ data: ImportProgress }>(`/${PLUGIN_ID}/imports/progress`, { params: { run } })
        .then(({ data }) => setProgress(data.data))
        // The import itself says how it ends.
        .catch(() => undefined);
    }, POLL);
    return () => clearInterval(timer);
  }, [run]);
  return progress;
};

/** Plans an import and applies the plan that was shown. The files are sent both times; the server keeps none. */
export const useImport = () => {
  const { post } = useFetchClient();
  const { formatAPIError } = useAPIErrorHandler();
  const [state, setState] = useState<ImportState>({ step: 'choose' });
  const [run, setRun] = useState<string>();
  const progress = useProgress(run);

  const send = async (source: ImportSource, fields: Record<string, string>): Promise<ImportResult> => {
    const name = newRun();
    setRun(name);
    try {
      const { data } = await post<{ data: ImportResult }>(
        `/${PLUGIN_ID}/imports`,
        bodyOf(source, { run: name, ...fields })
      );
      return data.data;
    } finally {
      setRun(undefined);
    }
  };
  const messageOf = (error: unknown): string => formatAPIError(error as Parameters<typeof formatAPIError>[0]);

  const plan = async (source: ImportSource): Promise<void> => {
    setState({ step: 'planning', source });
    try {
      const result = await send(source, {});
      setState({ step: 'plan', source, plan: result.plan });
    } catch (error) {
      setState({ step: 'choose', error: messageOf(error) });
    }
  };
  const apply = async (take: string[]): Promise<void> => {
    const { source, plan: shown } = state;
    if (!source || !shown) return;
    setState({ ...state, step: 'applying' });
    try {
      const result = await send(source, { plan: shown.hash, take: JSON.stringify(take) });
      setState(
        result.applied
          ? { step: 'done', source, plan: result.plan, applied: result.applied }
          : { step: 'plan', source, plan: result.plan, isOtherPlan: true }
      );
    } catch (error) {
      setState({ ...state, step: 'plan', error: messageOf(error) });
    }
  };
  return { state, progress, plan, apply, restart: () => setState({ step: 'choose' }) };
};
