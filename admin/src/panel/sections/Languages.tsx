import { Box, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useFetchClient, useForm, useNotification } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import type { PartBehind, Translations } from '../../../../server/src/admin-api/contracts';
import { BehindPart } from '../../editorial/BehindPart';
import { takeOver } from '../../editorial/taken-over';
import { useResource } from '../../editorial/use-resource';
import { pluginMessageId } from '../../messages';
import { panelLanguage } from '../../panel-language';
import { fillFromLocale } from '../../strapi-internals/fill-from-locale';
import { PanelSection } from '../PanelSection';
import type { Section } from '../section';

const SIGNS = { original: '●', current: '●', behind: '◐' } as const;

const languageName = (code: string): string =>
  new Intl.DisplayNames([panelLanguage()], { type: 'language', fallback: 'code' }).of(code) ?? code;

/** Each language of the article with its state. */
const LanguageList = ({ languages }: Pick<Translations, 'languages'>) => {
  const { formatMessage } = useIntl();
  return (
    <Flex tag="ul" gap={3} wrap="wrap">
      {languages.map((each) => (
        <Typography key={each.locale} tag="li" variant="pi">
          <span aria-hidden>{SIGNS[each.state]} </span>
          {formatMessage(
            { id: pluginMessageId(`languages.state.${each.state}`) },
            { language: languageName(each.locale), count: each.behind }
          )}
        </Typography>
      ))}
    </Flex>
  );
};

interface SourceProps {
  source: string | null;
  locales: string[];
  onChange: (source: string) => void;
}

/** Chooses the language that this one is made from. */
const SourceSelect = ({ source, locales, onChange }: SourceProps) => {
  const { formatMessage } = useIntl();
  return (
    <SingleSelect
      aria-label={formatMessage({ id: pluginMessageId('languages.source') })}
      size="S"
      value={source ?? ''}
      placeholder={formatMessage({ id: pluginMessageId('languages.source.none') })}
      onChange={(value) => onChange(String(value))}
    >
      {locales.map((code) => (
        <SingleSelectOption key={code} value={code}>
          {formatMessage({ id: pluginMessageId('languages.source.from') }, { language: languageName(code) })}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

/** The languages of the article, and the parts of this one that are behind their original. */
export const Languages: Section = ({ entry, locale }) => {
  const { formatMessage } = useIntl();
  const { get } = useFetchClient();
  const { toggleNotification } = useNotification();
  const article = entry.document?.documentId;
  const { data, send } = useResource<Translations>(
    'translations',
    article,
    locale,
    entry.document?.updatedAt
  );
  const form = useForm('CareerFieldLanguages', ({ onChange }) => onChange);
  const getValues = useForm(
    'CareerFieldLanguages',
    (state) => (state as unknown as { getValues: () => Record<string, unknown> }).getValues
  );
  if (!article || !locale || !data) return null;
  const message = (name: string, values?: Record<string, string | number>): string =>
    formatMessage({ id: pluginMessageId(`languages.${name}`) }, values);
  const fail = (): void => toggleNotification({ type: 'danger', message: message('failed') });

  const takeOverPart = async (part: PartBehind, isComplete: boolean): Promise<boolean> => {
    if (part.sourcePath === null) return false;
    try {
      const given = await fillFromLocale(get, entry.model, {
        documentId: article,
        from: part.locale,
        to: locale,
      });
      const at = { path: part.path, sourcePath: part.sourcePath };
      const { path, value, replaces } = takeOver(getValues(), given, at, isComplete);
      // What is empty is filled in before the question.
      form(path, value);
      return replaces && !isComplete;
    } catch {
      fail();
      return false;
    }
  };

  const others = data.languages.filter((each) => each.locale !== locale);
  return (
    <PanelSection
      title={message('title')}
      note={data.behind.length > 0 ? message('behind', { count: data.behind.length }) : undefined}
    >
      <LanguageList languages={data.languages} />
      {others.length > 0 && (
        <Box paddingTop={2}>
          <SourceSelect
            source={data.source}
            locales={others.map((each) => each.locale)}
            onChange={(source) => void send('translations/source', { article, locale, source }).catch(fail)}
          />
        </Box>
      )}
      <ul>
        {data.behind.map((part) => (
          <BehindPart
            key={part.part}
            part={part}
            original={languageName(part.locale)}
            canWrite={entry.activeTab !== 'published'}
            onTakeOver={takeOverPart}
            onUpToDate={({ part: name }) =>
              void send('translations/up-to-date', { article, locale, parts: [name] }).catch(fail)
            }
          />
        ))}
      </ul>
    </PanelSection>
  );
};
