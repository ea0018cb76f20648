import type { ComponentType } from 'react';
import type { FormOverview } from '../../../server/src/admin-api/contracts';
import type { SidePanelProps } from './side-panel';

/** What every section of the panel is given. */
export interface SectionProps {
  entry: SidePanelProps;
  /** The language of the form; undefined until it is known. */
  locale: string | undefined;
  /** What the server says of the form as it is typed. Undefined until it is there, and for other types than articles. */
  overview: FormOverview | undefined;
}

/** A section of the panel. It renders nothing where it has nothing to say. */
export type Section = ComponentType<SectionProps>;
