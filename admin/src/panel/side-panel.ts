import type { ReactNode } from 'react';

/** The used props of a side panel in Strapi's edit view. */
export interface SidePanelProps {
  model: string;
  /** The version that the form shows; the published one cannot be changed. */
  activeTab: 'draft' | 'published';
  /** Empty or missing while the entry does not exist in the selected locale. */
  document?: {
    documentId?: string;
    locale?: string | null;
    status?: 'draft' | 'published' | 'modified';
    updatedAt?: string;
  };
  /** Changes with the data of the published version. */
  meta?: object;
}

/** A hook that Strapi calls. It returns null for a panel that is not shown. */
export type SidePanel = (props: SidePanelProps) => { title: string; content: ReactNode } | null;
