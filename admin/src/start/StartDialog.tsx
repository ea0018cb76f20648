import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useState, type FormEvent } from 'react';
import { useIntl } from 'react-intl';
import type { StartedGuide, StartOptions } from '../../../server/src/admin-api/contracts';
import { ownLocale } from '../locales';
import { SourcePicker } from './SourcePicker';
import { Choices, LanguageField, TitleField } from './StartFields';
import type { Candidate } from './use-candidates';
import { useStartGuide, type Start } from './use-start-guide';
import { useText } from '../use-text';

type Kind = 'empty' | 'article' | 'occupation';

/** What a guide can start with on this site. */
const kindsOf = ({ hasArticles, hasOccupations }: StartOptions): Kind[] => [
  'empty',
  ...(hasArticles ? (['article'] as const) : []),
  ...(hasOccupations ? (['occupation'] as const) : []),
];

const startOf = (
  kind: Kind,
  picked: Candidate | undefined,
  what: 'structure' | 'contents'
): Start | undefined => {
  if (kind === 'empty') return { kind };
  if (!picked) return undefined;
  const { documentId } = picked;
  return kind === 'article' ? { kind, documentId, what } : { kind, documentId };
};

interface Props {
  options: StartOptions;
  /** The language of the page. */
  locale: string | undefined;
  /** What closing the dialog without a start is called. */
  closeLabel: string;
  /** @param locale the one that was chosen */
  onClose: (locale: string) => void;
  onStarted: (guide: StartedGuide) => void;
}

/** Asks how a new guide is to start, and creates its draft. */
const StartDialog = ({ options, locale: present, closeLabel, onClose, onStarted }: Props) => {
  const text = useText();
  const { locale: language } = useIntl();
  const [title, setTitle] = useState('');
  const [locale, setLocale] = useState(() => ownLocale(options.locales, language, present));
  const [kind, setKind] = useState<Kind>('empty');
  const [what, setWhat] = useState<'structure' | 'contents'>('structure');
  const [picked, setPicked] = useState<Candidate>();
  const { isStarting, error, start } = useStartGuide(onStarted);
  const from = startOf(kind, picked, what);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // React hands events of a dialog on to the form of the page that has opened it.
    event.stopPropagation();
    if (from && title.trim() !== '') void start({ title: title.trim(), locale, from });
  };
  const pick = (candidate: Candidate): void => {
    // An occupation gives its name, unless the editor has written another one.
    if (kind === 'occupation' && candidate.locale === locale && ['', picked?.title].includes(title)) {
      setTitle(candidate.title);
    }
    setPicked(candidate);
  };
  /** What was picked belongs to the kind and the language. */
  const pickAgain =
    <Value,>(set: (value: Value) => void) =>
    (value: Value): void => {
      set(value);
      setPicked(undefined);
    };

  return (
    <Modal.Root open onOpenChange={() => onClose(locale)}>
      <Modal.Content>
        <form onSubmit={submit} style={{ display: 'contents' }}>
          <Modal.Header closeLabel={closeLabel}>
            <Modal.Title>{text('start.title')}</Modal.Title>
          </Modal.Header>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={5}>
              <TitleField value={title} onChange={setTitle} />
              <LanguageField locales={options.locales} value={locale} onChange={pickAgain(setLocale)} />
              <Choices
                label={text('start.from')}
                choices={kindsOf(options)}
                value={kind}
                onChange={pickAgain(setKind)}
              />
              {kind !== 'empty' && (
                <SourcePicker key={kind} kind={kind} locale={locale} picked={picked} onPick={pick} />
              )}
              {kind === 'article' && (
                <Choices
                  label={text('start.what')}
                  choices={['structure', 'contents']}
                  value={what}
                  onChange={setWhat}
                />
              )}
              {error && (
                <Typography role="alert" variant="omega" textColor="danger600">
                  {error}
                </Typography>
              )}
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Button variant="tertiary" type="button" onClick={() => onClose(locale)}>
              {closeLabel}
            </Button>
            <Button type="submit" loading={isStarting} disabled={!from || title.trim() === ''}>
              {text('start.submit')}
            </Button>
          </Modal.Footer>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
};

export default StartDialog;
