import { Badge, Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { CaretDown, CaretUp } from '@strapi/icons';
import { useEffect, useId, useLayoutEffect, useRef, useState, type MouseEvent, type RefObject } from 'react';
import { useIntl } from 'react-intl';
import { hasHint, hintId, labelId, pluginMessageId } from '../../messages';
import { rowAfter } from '../../strapi-internals/form-rows';
import { focusFirstError } from '../first-error';
import { isWithin, registerCover, registerSpot } from '../open-field';
import { NamedList } from '../rows/ListNames';
import { openPartsOf, registerCard, setAllParts } from './open-parts';
import { usePart, type OpenPart } from './use-part';

export interface PartCardProps {
  /** The uid of the type. */
  owner: string;
  part: string;
  /** Whether it is the first of the form, above which all can be opened. */
  isFirst: boolean;
  /** Of a part that is a list: the uid of the components in it. */
  list?: { component: string | undefined };
}

const PartStatus = ({ isEmpty, words, entries, errors, points }: OpenPart) => {
  const { formatMessage } = useIntl();
  const say = (name: string, count?: number): string =>
    formatMessage({ id: pluginMessageId(`part.${name}`) }, { count });
  const content = [entries > 0 && say('entries', entries), words > 0 && say('words', words)].filter(Boolean);
  return (
    <Flex gap={2} shrink={0}>
      {errors.length > 0 && (
        <Badge backgroundColor="danger100" textColor="danger700">
          {say('errors', errors.length)}
        </Badge>
      )}
      {/* What cannot be saved is among the points as well. */}
      {points > 0 && errors.length === 0 && (
        <Badge backgroundColor="warning100" textColor="neutral800">
          {say('points', points)}
        </Badge>
      )}
      <Typography variant="pi" textColor="neutral600">
        {isEmpty ? say('empty') : content.length > 0 ? content.join(', ') : say('filled')}
      </Typography>
    </Flex>
  );
};

const AllParts = () => {
  const { formatMessage } = useIntl();
  return (
    <Flex justifyContent="flex-end" gap={4} paddingBottom={2}>
      {(['open', 'close'] as const).map((action) => (
        <TextButton
          key={action}
          type="button"
          onClick={({ currentTarget }: MouseEvent<HTMLElement>) =>
            setAllParts(currentTarget, action === 'open')
          }
        >
          {formatMessage({ id: pluginMessageId(`part.${action}-all`) })}
        </TextButton>
      ))}
    </Flex>
  );
};

/** Shows what follows a card only while that is open. */
const useBody = (isOpen: boolean, id: string) => {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const body = card.current && rowAfter(card.current);
    if (!body) return;
    body.id = id;
    body.dataset.careerBody = isOpen ? 'open' : 'closed';
  });
  return card;
};

interface PartHeadProps extends PartCardProps {
  state: OpenPart;
  isOpen: boolean;
  bodyId: string;
  onToggle: () => void;
}

const PartHead = ({ owner, part, state, isOpen, bodyId, onToggle }: PartHeadProps) => {
  const { formatMessage } = useIntl();
  const id = useId();
  const Caret = isOpen ? CaretUp : CaretDown;
  return (
    <Typography tag="h2">
      <Flex
        tag="button"
        type="button"
        width="100%"
        gap={3}
        paddingTop={2}
        paddingBottom={2}
        background="transparent"
        hasRadius
        cursor="pointer"
        aria-expanded={isOpen}
        aria-controls={bodyId}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-description ${id}-state`}
        onClick={onToggle}
      >
        <Flex shrink={0} color="neutral500">
          <Caret fill="currentColor" aria-hidden />
        </Flex>
        <Flex direction="column" alignItems="flex-start" grow={1} overflow="hidden">
          <Typography id={`${id}-name`} variant="omega" fontWeight="bold" textColor="neutral800">
            {formatMessage({ id: labelId(owner, part) })}
          </Typography>
          <Typography id={`${id}-description`} variant="pi" textColor="neutral600" textAlign="left">
            {hasHint(owner, part) && formatMessage({ id: hintId(owner, part) })}
          </Typography>
        </Flex>
        <Flex id={`${id}-state`} shrink={0}>
          <PartStatus {...state} />
        </Flex>
      </Flex>
    </Typography>
  );
};

/** Lets links, errors and the buttons above the first card open a card. */
const useRegistration = (
  card: RefObject<HTMLElement | null>,
  part: string,
  setOpen: (isOpen: boolean) => void
): void =>
  useEffect(() => {
    const element = card.current;
    if (!element) return;
    const removals = [
      registerCover({ element, covers: (path) => isWithin(path, part), open: () => setOpen(true) }),
      registerSpot({ path: part, find: () => rowAfter(element) }),
      registerCard(element, setOpen),
    ];
    return () => removals.forEach((remove) => remove());
  }, [card, part, setOpen]);

/**
 * The head of a part of an article: its name, what belongs there and its state. The part itself is Strapi's own input
 * after it, which stays in the form while the card is closed.
 */
export const PartCard = (props: PartCardProps) => {
  const { owner, part, isFirst, list } = props;
  const state = usePart(owner, part);
  const { documentId, errors } = state;
  const [isOpen, setOpen] = useState(() => openPartsOf({ model: owner, documentId }).has(part));
  const bodyId = `${useId()}-body`;
  const card = useBody(isOpen, bodyId);
  useRegistration(card, part, setOpen);
  const body = useRef(() => (card.current ? rowAfter(card.current) : undefined)).current;

  useLayoutEffect(() => {
    const open = openPartsOf({ model: owner, documentId });
    if (isOpen) open.add(part);
    else open.delete(part);
  }, [owner, documentId, part, isOpen]);

  useLayoutEffect(() => {
    if (errors.length === 0) return;
    setOpen(true);
    if (card.current) focusFirstError(card.current, errors);
    // The list is a new one for each attempt to save.
  }, [card, errors]);

  return (
    <>
      <Box ref={card} data-career-part={part}>
        {isFirst && <AllParts />}
        <PartHead
          {...props}
          state={state}
          isOpen={isOpen}
          bodyId={bodyId}
          onToggle={() => setOpen(!isOpen)}
        />
      </Box>
      {/* After the card, which it looks for as soon as it is rendered. */}
      {list && <NamedList path={part} list={body} mark={card} owner={owner} component={list.component} />}
    </>
  );
};
