import type { Section } from '../section';
import { Completeness } from './Completeness';
import { FirstSteps } from './FirstSteps';
import { GuideIssue } from './GuideIssue';
import { History } from './History';
import { Languages } from './Languages';
import { Merge } from './Merge';
import { NewGuide } from './NewGuide';
import { OpenPoints } from './OpenPoints';
import { Outline } from './Outline';
import { Preview } from './Preview';
import { Review } from './Review';
import { SaveState } from './SaveState';
import { Schedule } from './Schedule';
import { Successor } from './Successor';
import { UsedIn } from './UsedIn';
import { Vacancies } from './Vacancies';

/** Of the panel beside the form of an article, from the top to the bottom. */
export const ARTICLE_SECTIONS: readonly Section[] = [
  NewGuide,
  GuideIssue,
  SaveState,
  Schedule,
  FirstSteps,
  Preview,
  OpenPoints,
  Outline,
  Completeness,
  Languages,
  Review,
  Vacancies,
  Successor,
  UsedIn,
  History,
];

/** Of the panel beside any other form. */
export const ENTRY_SECTIONS: readonly Section[] = [GuideIssue, SaveState, UsedIn, Merge];
