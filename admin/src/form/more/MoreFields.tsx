import { Flex, TextButton, Typography } from '@strapi/design-system';
import { CaretDown, CaretUp } from '@strapi/icons';
import { useForm } from '@strapi/strapi/admin';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { pluginMessageId } from '../../messages';
import { rowsAfter } from '../../strapi-internals/form-rows';
import { registerCover } from '../open-field';
import { valueAt } from '../values';
import { useFollowingHeading } from './use-following-heading';

interface MoreFieldsProps {
  name: string;
  /** What of the name is relative to the section. */
  leaf: string;
  /** The fields after it. */
  fields: string[];
}

const NAME = 'CareerFieldMore';

/** Shows the technical fields of a section only when they are wanted. They follow the heading until they are edited. */
export const MoreFields = ({ name, leaf, fields }: MoreFieldsProps) => {
  const { formatMessage } = useIntl();
  const section = name.slice(0, name.length - leaf.length - 1);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const hasError = useForm(NAME, ({ errors }) =>
    fields.some((field) => valueAt(errors, `${section}.${field}`) !== undefined)
  );
  const shortTitle = useForm(NAME, ({ values }) => valueAt(values, `${section}.navLabel`));
  const anchor = useForm(NAME, ({ values }) => valueAt(values, `${section}.anchor`));
  useFollowingHeading(section, fields);

  useLayoutEffect(() => {
    if (hasError) setOpen(true);
  }, [hasError]);
  useLayoutEffect(() => {
    if (!box.current) return;
    for (const [index, row] of rowsAfter(box.current).entries()) {
      if (index === 0) row.id = `${id}-fields`;
      row.dataset.careerMore = isOpen ? 'open' : 'closed';
    }
  });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const paths = new Set(fields.map((field) => `${section}.${field}`));
    return registerCover({ element, covers: (path) => paths.has(path), open: () => setOpen(true) });
  }, [section, fields]);

  const said = [shortTitle && String(shortTitle), anchor && `#${String(anchor)}`].filter(Boolean);
  return (
    <Flex ref={box} gap={2} wrap="wrap">
      <TextButton
        type="button"
        aria-expanded={isOpen}
        aria-controls={`${id}-fields`}
        endIcon={isOpen ? <CaretUp aria-hidden /> : <CaretDown aria-hidden />}
        onClick={() => setOpen(!isOpen)}
      >
        {formatMessage({ id: pluginMessageId('more.fields') })}
      </TextButton>
      {!isOpen && said.length > 0 && (
        <Typography variant="pi" textColor="neutral600">
          {said.join(' · ')}
        </Typography>
      )}
    </Flex>
  );
};
